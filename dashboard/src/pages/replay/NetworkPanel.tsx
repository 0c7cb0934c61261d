import { t } from '../../i18n';
import { count } from '../../format/numbers';
import { MiddleCut } from '../../elements/middlecut/MiddleCut';
import type { Trace } from '../../elements/player/recording';
import { told, Traces, type TracePanelProps } from './Traces';

const TAGS = ['polku:request'];
const FAILED = 400;

/** What the page asked of servers: never what was in it. */
export function NetworkPanel(props: TracePanelProps) {
  return (
    <Traces {...props} tags={TAGS} none={t('replay.network.none')} textOf={textOf} toneOf={(trace) => (isFailed(trace) ? 'bad' : 'plain')}>
      {(trace) => (
        <span class="side-words">
          <span class="side-kind">
            {told(trace, 'method')} {isFailed(trace) ? t('replay.network.failed', { status: statusOf(trace) }) : statusOf(trace)}
            <span class="side-times">{t('replay.ms', { n: count(Number(trace.payload['ms'] ?? 0)) })}</span>
          </span>
          <span class="side-text side-code">
            <MiddleCut text={told(trace, 'url')} />
          </span>
        </span>
      )}
    </Traces>
  );
}

function textOf(trace: Trace): string {
  return `${told(trace, 'method')} ${told(trace, 'url')} ${told(trace, 'status')}`;
}

/** 0 is for those that no answer came to. */
function statusOf(trace: Trace): string {
  const status = told(trace, 'status');
  return status === '0' ? '–' : status;
}

function isFailed({ payload }: Trace): boolean {
  const status = Number(payload['status']);
  return status === 0 || status >= FAILED;
}
