import type { Realtime } from '../../api/records';
import { timeOfDay } from '../../format/dates';
import { count } from '../../format/numbers';
import { plural, t } from '../../i18n';

/** One bar for each of the last minutes, the newest at the right; a table for those who do not see it. */
export function MinuteBars({ minutes }: { minutes: Realtime['perMinute'] }) {
  const top = Math.max(4, ...minutes.map((minute) => minute.visitors));
  return (
    <figure class="minutes">
      <div class="minutes-bars" aria-hidden="true">
        {minutes.map((minute) => (
          <div
            key={minute.start}
            class="minutes-slot"
            title={`${timeOfDay(minute.start)} · ${count(minute.visitors)} · ${t('metric.pageviews')}: ${count(minute.pageviews)}`}
          >
            {minute.visitors > 0 && <span class="minutes-number">{count(minute.visitors)}</span>}
            <span class="minutes-bar" style={{ height: `${(minute.visitors / top) * 100}%` }} />
          </div>
        ))}
      </div>
      <div class="minutes-axis" aria-hidden="true">
        {[30, 20, 10].map((ago) => (
          <span key={ago}>{plural('realtime.minutesAgo', ago)}</span>
        ))}
        <span>{t('realtime.thisMinute')}</span>
      </div>
      <div class="visually-hidden">
        <table>
          <caption>{t('realtime.perMinute')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('chart.time')}</th>
              <th scope="col">{t('metric.visitors')}</th>
              <th scope="col">{t('metric.pageviews')}</th>
            </tr>
          </thead>
          <tbody>
            {minutes.map((minute) => (
              <tr key={minute.start}>
                <th scope="row">{timeOfDay(minute.start)}</th>
                <td>{count(minute.visitors)}</td>
                <td>{count(minute.pageviews)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
