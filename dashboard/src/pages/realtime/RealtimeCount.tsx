import { api } from '../../api/client';
import type { Site } from '../../api/records';
import { plural, t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { sectionAddress } from '../../state/current';
import './realtime.css';

const POLL = 10_000;

/** How many are here now, on the way to who they are. */
export function RealtimeCount({ site }: { site: Site }) {
  const realtime = useAnswer(site.id, () => api.realtime(site.id), { every: POLL, scope: site.id });
  const visitors = realtime.value?.visitors5 ?? null;
  if (visitors === null) return <span class="realtime-count" aria-hidden="true" />;
  return (
    <a
      class="realtime-count"
      href={sectionAddress(`/sites/${site.id}/realtime`)}
      title={t('realtime.nowAbout')}
    >
      <span class={visitors > 0 ? 'pulse' : 'pulse pulse-still'} />
      {plural('realtime.now', visitors)}
      <span class="visually-hidden">: {t('realtime.nowAbout')}</span>
    </a>
  );
}
