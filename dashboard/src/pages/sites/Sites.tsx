import { useEffect } from 'preact/hooks';
import type { Site } from '../../api/records';
import { ButtonLink } from '../../elements/button/Button';
import { Empty, Notice, ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { plural, t } from '../../i18n';
import { resolve } from '../../state/period';
import { erased, loadSites, sites, sitesProblem } from '../../state/sites';
import { api } from '../../api/client';
import { useAnswer, useQuery } from '../../state/answers';
import { Sparkline } from './Sparkline';
import './sites.css';

export function Sites() {
  useEffect(() => {
    document.title = `${t('sites.title')} · Polku`;
  }, []);
  const list = sites.value;
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('sites.title')}</h1>
        {list !== null && list.length > 0 && (
          <ButtonLink kind="primary" icon="plus" href="/sites/new">
            {t('nav.addSite')}
          </ButtonLink>
        )}
      </header>
      {erased.value !== null && (
        <div class="sites-erased">
          <Notice
            kind="good"
            onDismiss={() => {
              erased.value = null;
            }}
          >
            {t('sites.erased', { site: erased.value })}
          </Notice>
        </div>
      )}
      {sitesProblem.value !== null && <ProblemNotice problem={sitesProblem.value} retry={() => void loadSites()} />}
      {list !== null && list.length === 0 && (
        <div class="card">
          <Empty title={t('sites.empty.title')} text={t('sites.empty.text')}>
            <ButtonLink kind="primary" icon="plus" href="/sites/new">
              {t('nav.addSite')}
            </ButtonLink>
          </Empty>
        </div>
      )}
      <ul class="sites" data-list>
        {(list ?? []).map((site) => (
          <li key={site.id}>
            <SiteCard site={site} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function SiteCard({ site }: { site: Site }) {
  const status = useAnswer(site.id, () => api.status(site.id));
  const week = resolve({ preset: '7d' }, site.timezone, Date.now());
  const started = status.value !== null && status.value.firstEventAt !== null;
  const visitors = useQuery(site.id, started ? { metrics: ['visitors'], dateRange: week.range, interval: 'day' } : null);
  const waiting = status.value !== null && status.value.firstEventAt === null;
  return (
    <a class="site-card" href={waiting ? `/sites/${site.id}/install` : `/sites/${site.id}`}>
      <span class="site-card-domain">{site.name}</span>
      <span class="site-card-figure">
        {waiting && (
          <>
            <span class="site-card-wait" />
            {t('sites.waiting')}
          </>
        )}
        {!waiting && visitors.value === null && <Skeleton width="140px" />}
        {visitors.value !== null && plural('sites.weekVisitors', visitors.value.answer.totals[0] ?? 0)}
      </span>
      <span class="site-card-picture">
        {visitors.value !== null && <Sparkline values={visitors.value.answer.rows.map((row) => row.metrics[0] ?? 0)} />}
      </span>
    </a>
  );
}
