import type { Site } from '../../api/records';
import { ButtonLink } from '../../elements/button/Button';
import { Sparkline } from '../sites/Sparkline';
import { t } from '../../i18n';
import { KeyFigures } from './KeyFigures';

/** Made-up figures of a small shop: what the page looks like once there is something to show. */
const SAMPLE = [
  { metric: 'visitors', now: 1284, before: 1146, few: false, pValue: null, pending: false },
  { metric: 'sessions', now: 1571, before: 1420, few: false, pValue: null, pending: false },
  { metric: 'pageviews', now: 6032, before: 5610, few: false, pValue: null, pending: false },
  { metric: 'bounceRate', now: 0.41, before: 0.44, few: false, pValue: null, pending: false },
  { metric: 'sessionDuration', now: 168, before: 151, few: false, pValue: null, pending: false },
  { metric: 'engagedTime', now: 108, before: 101, few: false, pValue: null, pending: false },
] as const;

const COURSE = [31, 36, 34, 42, 51, 63, 58, 37, 41, 39, 47, 55, 71, 66, 44, 46, 52, 50, 61, 78, 74];

/** In place of numbers that have not come yet: the picture, greyed, and the one next step. */
export function FirstLook({ site }: { site: Site }) {
  return (
    <div class="first-look">
      <div class="first-look-picture" aria-hidden="true" inert>
        <KeyFigures figures={SAMPLE} currency={site.currency} compared selected="visitors" stale={false} onSelect={() => {}} />
        <div class="card first-look-chart">
          <Sparkline values={COURSE} />
        </div>
      </div>
      <div class="first-look-sheet">
        <h1>{t('overview.first.title')}</h1>
        <p>{t('overview.first.text', { domain: site.domain })}</p>
        <ButtonLink kind="primary" href={`/sites/${site.id}/install`}>
          {t('overview.first.action')}
        </ButtonLink>
      </div>
    </div>
  );
}
