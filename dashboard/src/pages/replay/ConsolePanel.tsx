import { Icon } from '../../elements/icon/Icon';
import { t } from '../../i18n';
import type { Trace } from '../../elements/player/recording';
import { told, Traces, type TracePanelProps } from './Traces';

const TAGS = ['polku:console', 'polku:error'];
const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** What the page wrote to its console, and the errors that nobody caught. */
export function ConsolePanel(props: TracePanelProps) {
  return (
    <Traces {...props} tags={TAGS} none={t('replay.console.none')} textOf={textOf} toneOf={(trace) => (levelOf(trace) === 'error' ? 'bad' : 'plain')}>
      {(trace) => {
        const level = levelOf(trace);
        const times = Number(trace.payload['count'] ?? 1);
        const stack = told(trace, 'stack').replace(/^.*\n/, (head) => (head.includes(textOf(trace)) ? '' : head));
        return (
          <span class="side-words">
            <span class="side-kind">
              {(level === 'error' || level === 'warn') && <Icon name="warning" size={14} />}
              {t(`replay.console.${level}`)}
              {times > 1 && <span class="side-times">{t('replay.times', { n: times })}</span>}
            </span>
            <span class="side-text side-code">{textOf(trace)}</span>
            {stack !== '' && <span class="side-code side-stack">{stack}</span>}
          </span>
        );
      }}
    </Traces>
  );
}

function textOf(trace: Trace): string {
  return told(trace, trace.tag === 'polku:error' ? 'message' : 'text');
}

function levelOf({ tag, payload }: Trace): (typeof LEVELS)[number] {
  if (tag === 'polku:error') return 'error';
  return LEVELS.find((level) => level === payload['level']) ?? 'log';
}
