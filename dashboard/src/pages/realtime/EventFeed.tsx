import { useRef, useState } from 'preact/hooks';
import type { LiveEvent } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { Icon, type IconName } from '../../elements/icon/Icon';
import { MiddleCut } from '../../elements/middlecut/MiddleCut';
import { BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { clockTime } from '../../format/dates';
import { valueName } from '../../format/names';
import { t } from '../../i18n';

/** Events as they come, the newest first. Pausing holds the list still, not the visitors. */
export function EventFeed({ events, zone }: { events: readonly LiveEvent[] | null; zone: string }) {
  const [held, setHeld] = useState<readonly LiveEvent[] | null>(null);
  const known = useRef<ReadonlySet<string> | null>(null);
  const shown = held ?? events;
  const before = known.current;
  if (shown !== null) known.current = new Set(shown.map(({ id }) => id));
  return (
    <Card
      title={t('realtime.events')}
      padded={false}
      aside={
        <Button kind="quiet" onClick={() => setHeld(held === null ? (events ?? []) : null)}>
          {t(held === null ? 'realtime.pause' : 'realtime.goOn')}
        </Button>
      }
    >
      {shown === null ? (
        <div class="panel-body">
          <BreakdownSkeleton />
        </div>
      ) : shown.length === 0 ? (
        <p class="panel-empty">{t('realtime.noEvents')}</p>
      ) : (
        <ol class="feed" tabIndex={0} aria-label={t('realtime.events')}>
          {shown.map((event) => (
            <li key={event.id} class={before !== null && !before.has(event.id) ? 'feed-event feed-new' : 'feed-event'}>
              <time class="feed-time" dateTime={event.at}>
                {clockTime(event.at, zone)}
              </time>
              <Icon name={iconOf(event.name)} size={16} />
              <span class="feed-what">
                {event.name !== 'pageview' && <b>{valueName('event', event.name)} </b>}
                {event.page !== '' && <MiddleCut text={valueName('page', event.page)} />}
              </span>
              <span class="feed-who">{whoText(event)}</span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function iconOf(name: string): IconName {
  if (name === 'pageview') return 'page';
  if (name === 'outbound') return 'external';
  if (name === 'download') return 'download';
  return name === 'search' ? 'search' : 'event';
}

function whoText({ source, country, device }: LiveEvent): string {
  const parts = [valueName('source', source), valueName('country', country), valueName('device', device)];
  return parts.join(' · ');
}
