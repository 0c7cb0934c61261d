import { useMemo, useState } from 'preact/hooks';
import { DEVICES, heatmaps, PAGE_ORDERS, type Device, type PageRow, type PagesQuestion, type PageVersion } from '../../api/heatmaps';
import { api } from '../../api/client';
import type { Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { Icon } from '../../elements/icon/Icon';
import { MiddleCut } from '../../elements/middlecut/MiddleCut';
import { Empty, ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { Tabs } from '../../elements/tabs/Tabs';
import { valueName } from '../../format/names';
import { count, mean, NOTHING, rate } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { changeView, chooseTab } from '../../state/current';
import { resolve } from '../../state/period';
import { useTyped } from '../../state/typed';
import { formatView, type View } from '../../state/view';
import { mapAddress } from './address';
import { oneOf } from './choice';
import { isOfGroup } from './groups';
import { Thumbnail } from './Thumbnail';
import './picker.css';

const FIRST = 24;
const ALL = 1000;

/** Which page to look at: those that deserve a look first. */
export function Picker({ site, view }: { site: Site; view: View }) {
  const asked = formatView({ ...view, tabs: {} });
  const period = useMemo(() => resolve(view.period, site.timezone, Date.now()), [asked, site.timezone]);
  const [text, setText] = useTyped('search');
  const [all, setAll] = useState(false);
  const order = oneOf(PAGE_ORDERS, view.tabs['order']) ?? 'score';
  const device = oneOf(DEVICES, view.tabs['only']);
  const grouped = view.tabs['groups'] !== undefined;
  const search = (view.tabs['search'] ?? '').trim();
  const question: PagesQuestion = {
    dateRange: period.range,
    filters: view.filters,
    grouped,
    orderBy: [[order, 'desc']],
    limit: all ? ALL : FIRST,
    ...(device === null ? {} : { device }),
    ...(search === '' ? {} : { search }),
  };
  const found = useAnswer(`${site.id} pages ${JSON.stringify(question)}`, () => heatmaps.pages(site.id, question), { scope: site.id });
  const groups = useAnswer(`${site.id} groups`, () => api.groups(site.id), { scope: site.id });
  const looks = useAnswer(`${site.id} looks`, () => heatmaps.looks(site.id), { scope: site.id });
  const rows = found.value?.rows ?? [];
  const total = found.value?.meta.total ?? 0;

  return (
    <div class="picker">
      <header class="heatmap-head">
        <h1>{t('heatmaps.title', { site: site.name })}</h1>
        <p class="heatmap-sentence" role="status" aria-busy={found.value !== null && !found.fresh}>
          {found.value === null ? <Skeleton width="min(480px, 90%)" height="0.9em" /> : lead(rows, order === 'score' && search === '', search)}
        </p>
      </header>
      <div class="card picker-tools">
        <label class="panel-search picker-search">
          <Icon name="search" size={16} />
          <input type="search" aria-label={t('heatmaps.search')} placeholder={t('heatmaps.search')} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <Tabs
          label={t('heatmap.devices')}
          options={[{ value: 'all', name: t('heatmaps.allDevices') }, ...DEVICES.map((value) => ({ value: value as string, name: valueName('device', value) }))]}
          value={device ?? 'all'}
          onChange={(value) => chooseTab('only', value === 'all' ? null : value)}
        />
        {(groups.value ?? []).length > 0 && (
          <Tabs
            label={t('heatmaps.grouping')}
            options={[
              { value: 'pages', name: t('panel.pages') },
              { value: 'groups', name: t('panel.pages.group') },
            ]}
            value={grouped ? 'groups' : 'pages'}
            onChange={(value) => chooseTab('groups', value === 'groups' ? 'on' : null)}
          />
        )}
        <span class="select picker-order">
          <select class="control" aria-label={t('heatmap.order')} value={order} onChange={(event) => chooseTab('order', event.currentTarget.value === 'score' ? null : event.currentTarget.value)}>
            {PAGE_ORDERS.map((by) => (
              <option key={by} value={by} selected={by === order}>
                {t(`heatmaps.order.${by}`)}
              </option>
            ))}
          </select>
          <Icon name="down" size={16} />
        </span>
      </div>
      {found.problem !== null && found.problem.status !== 0 ? (
        <div class="card">
          <ProblemNotice problem={found.problem} retry={found.retry} />
        </div>
      ) : found.value === null ? (
        <div class="picker-pages" aria-hidden="true">
          {Array.from({ length: 6 }, (_, at) => (
            <div key={at} class="card page-card">
              <Skeleton height="180px" />
              <Skeleton width="70%" height="14px" />
              <Skeleton width="90%" height="32px" />
            </div>
          ))}
        </div>
      ) : rows.length === 0 ? (
        <div class="card">
          <NothingSeen search={search} filtered={view.filters.length > 0} />
        </div>
      ) : (
        <ul class="picker-pages" data-list aria-busy={!found.fresh}>
          {rows.map((row) => {
            const group = grouped ? (groups.value ?? []).find(({ name }) => name === row.page) : undefined;
            return <PageCard key={row.page} site={site} view={view} row={row} grouped={grouped} pattern={group?.pattern ?? null} device={device} looks={looks.value ?? []} />;
          })}
        </ul>
      )}
      {rows.length > 0 && rows.length < total && (
        <p class="picker-more">
          {t('heatmaps.shown', { shown: count(rows.length), total: count(total) })}
          {!all && (
            <Button kind="quiet" onClick={() => setAll(true)}>
              {t('heatmaps.more')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

/** The main thing about the list: the page that deserves the first look, and why. */
function lead(rows: readonly PageRow[], byScore: boolean, search: string): string {
  const first = rows[0];
  if (first === undefined) return search === '' ? t('heatmaps.none') : t('heatmaps.notFound', { text: search });
  if (byScore && first.score > 0 && first.rageRate !== null && first.rageClicks + first.deadClicks > 0) {
    return t('heatmaps.look', { page: first.page, rage: plural('heatmap.count.rageClick', first.rageClicks), dead: plural('heatmap.count.deadClick', first.deadClicks), sessions: plural('heatmap.sessions', first.sessions) });
  }
  return plural('heatmaps.pages', rows.length);
}

interface PageCardProps {
  site: Site;
  view: View;
  row: PageRow;
  grouped: boolean;
  pattern: string | null;
  device: Device | null;
  looks: readonly PageVersion[];
}

function PageCard({ site, view, row, grouped, pattern, device, looks }: PageCardProps) {
  const main = device ?? [...DEVICES].sort((one, other) => row.devices[other] - row.devices[one])[0]!;
  const own = looks.filter((one) => (grouped ? isOfGroup(one.page, row.page, pattern) : one.page === row.page));
  const look = best(own.filter((one) => one.device === main)) ?? best(own);
  const facts: readonly (readonly [string, string, string])[] = [
    [t('heatmaps.views'), count(row.pageviews), t('metric.pageviews.about')],
    [t('heatmaps.clicks'), row.clicksPerView === null ? NOTHING : mean(row.clicksPerView), t('heatmaps.clicks.about')],
    [t('heatmaps.frustrated'), count(row.rageClicks + row.deadClicks + row.errorClicks), troublesAbout(row)],
    [t('heatmaps.rage'), row.rageRate === null ? NOTHING : rate(row.rageRate), t('heatmaps.rage.about')],
    [t('heatmaps.depth'), row.averageDepth === null ? NOTHING : rate(row.averageDepth), t('heatmaps.depth.about')],
  ];
  return (
    <li class="card page-card">
      <a class="page-card-link" href={mapAddress(site, view, grouped ? { pageGroup: row.page } : { page: row.page }, main === 'desktop' ? null : main)}>
        <Thumbnail site={site} version={look} />
        <span class="page-card-name">
          <MiddleCut text={row.page} />
        </span>
      </a>
      <dl class="page-card-facts">
        {facts.map(([name, value, about]) => (
          <div key={name} title={about}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function troublesAbout({ rageClicks, deadClicks, errorClicks }: PageRow): string {
  return `${t('heatmaps.frustrated.about')} ${[plural('heatmap.count.rageClick', rageClicks), plural('heatmap.count.deadClick', deadClicks), plural('heatmap.count.errorClick', errorClicks)].join(', ')}.`;
}

function best(versions: readonly PageVersion[]): PageVersion | null {
  return versions.find(({ isDefault }) => isDefault) ?? versions[0] ?? null;
}

function NothingSeen({ search, filtered }: { search: string; filtered: boolean }) {
  if (search !== '') return <p class="panel-empty">{t('panel.notFound', { text: search })}</p>;
  if (filtered) {
    return (
      <Empty title={t('overview.emptyFiltered.title')} text={t('overview.emptyFiltered.text')}>
        <Button kind="primary" onClick={() => changeView({ filters: [] })}>
          {t('overview.emptyFiltered.action')}
        </Button>
      </Empty>
    );
  }
  return (
    <Empty title={t('overview.empty.title')} text={t('overview.empty.text')}>
      <Button kind="primary" onClick={() => changeView({ period: { preset: '30d' } })}>
        {t('overview.empty.action')}
      </Button>
    </Empty>
  );
}
