import { useEffect, useMemo, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Dimension, Query, Site } from '../../api/records';
import { Button, IconButton } from '../../elements/button/Button';
import { CopyButton } from '../../elements/copy/CopyButton';
import { Credit } from '../../elements/credit/Credit';
import { FilterBar } from '../../elements/filterbar/FilterBar';
import { Icon } from '../../elements/icon/Icon';
import { Notice, ProblemNotice, problemText } from '../../elements/notice/Notice';
import { BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { dimensionName } from '../../format/names';
import { count } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { useAnswer, useQuery } from '../../state/answers';
import { chooseTab, tabsAlong, view } from '../../state/current';
import { go, path, replace } from '../../state/location';
import { resolve, type ResolvedPeriod } from '../../state/period';
import { useTyped } from '../../state/typed';
import { formatView, type View } from '../../state/view';
import { useRevenue } from '../overview/useRevenue';
import { reportAddress } from './address';
import { formatOrder, inFront, metricsOf, orderFrom } from './columns';
import { ReportTable } from './ReportTable';
import { fileName, saveAnswer } from './save';
import { asked } from './rows';
import { isSearchedHere, matching, searchFilter } from './search';
import './report.css';

/** What may be looked at in full; the dimension of the page itself is added where it is none of these. */
const DIMENSIONS: readonly Dimension[] = [
  'page', 'entryPage', 'exitPage', 'pageGroup', 'title', 'hostname', 'source', 'channel', 'referrer', 'utmCampaign', 'utmSource',
  'utmMedium', 'utmTerm', 'utmContent', 'country', 'region', 'city', 'language', 'device', 'browser', 'browserVersion', 'os',
  'osVersion', 'screenClass', 'event', 'outbound', 'download', 'search', 'status', 'weekday', 'hour',
];
const PAGE = 50;
/** The most that the API gives at once; what has names is searched here, in so many rows. */
const ALL = 1000;

/** All rows of one dimension, with every figure that says something about them. */
export function Report({ site, dimension }: { site: Site; dimension: Dimension }) {
  const current = view.value;
  const question = formatView({ ...current, tabs: {} });
  // All pages of rows belong to one question: the clock stands still until another one is asked.
  const period = useMemo(() => resolve(current.period, site.timezone, Date.now(), current.compare ?? undefined), [question, site.timezone]);
  const goals = useAnswer(site.id, () => api.goals(site.id), { scope: site.id });
  const known = goals.value ?? [];
  const sold = useRevenue(site, current, period);
  const usual = metricsOf(dimension, { goals: known.length > 0, revenue: sold === true });
  // Where events are told first, visitors are not in front of anything.
  const metrics = usual[0] === 'events' ? usual : inFront(usual, current.metric);
  const order = orderFrom(current.tabs['sort'], dimension, metrics);
  const text = (current.tabs['search'] ?? '').trim();
  const here = text !== '' && isSearchedHere(dimension);
  const query: Query = {
    metrics,
    dateRange: period.range,
    filters: [...current.filters, ...(text === '' || here ? [] : [searchFilter(dimension, text)])],
    dimensions: asked(dimension),
    compare: current.compare !== null ? period.previousSoFar : null,
    orderBy: [[order.by, order.descending ? 'desc' : 'asc']],
    limit: here ? ALL : PAGE,
  };
  const page = here ? 1 : pageFrom(current.tabs['page']);
  const whole = useQuery(site.id, text === '' ? null : { ...query, filters: [...current.filters], limit: 1 });
  const found = useQuery(site.id, sold === null || (goals.value === null && goals.problem === null) ? null : { ...query, offset: (page - 1) * PAGE });

  useEffect(() => {
    document.title = `${dimensionName(dimension)} · ${site.name} · Polku`;
  }, [site.name, dimension]);

  const answer = found.value?.answer;
  const rows = answer === undefined ? [] : here ? matching(answer.rows, query.dimensions!, text) : answer.rows;
  const total = here ? rows.length : (answer?.meta.rowCount ?? 0);
  const last = Math.max(1, Math.ceil(total / PAGE));
  const beyond = answer !== undefined && found.fresh && !here && page > last;
  useEffect(() => {
    // A link to a page that there are no rows for any more.
    if (beyond) replace(pageAddress(current, last));
  }, [beyond, last]);
  return (
    <>
      <FilterBar site={site} goals={known} />
      <div class="report">
        <header class="report-head">
          <a class="report-back" href={overviewAddress(site, current)}>
            <Icon name="back" size={16} />
            {t('nav.overview')}
          </a>
          <h1>{dimensionName(dimension)}</h1>
          <p role="status" aria-busy={answer !== undefined && !found.fresh}>{answer === undefined ? '\u00a0' : plural('report.rows', total)}</p>
        </header>
        <section class="card" aria-label={dimensionName(dimension)}>
          <Tools site={site} current={current} dimension={dimension} query={query} period={period} />
          {found.problem !== null && found.problem.status !== 0 ? (
            <ProblemNotice problem={found.problem} retry={found.retry} />
          ) : answer === undefined ? (
            <div class="report-body">
              <BreakdownSkeleton rows={20} />
            </div>
          ) : rows.length === 0 ? (
            <p class="panel-empty" aria-busy={!found.fresh}>{text === '' ? t('panel.empty') : t('panel.notFound', { text })}</p>
          ) : (
            <ReportTable
              site={site}
              view={current}
              dimension={dimension}
              query={found.value!.query}
              rows={rows}
              answer={answer}
              whole={(text === '' ? answer : (whole.value?.answer ?? answer)).totals}
              order={order}
              stale={!found.fresh}
              onOrder={(next) => chooseTab('sort', formatOrder(next), ['page'])}
            />
          )}
          {answer !== undefined && !here && last > 1 && (
            <Pages page={page} last={last} shown={(found.value!.query.offset ?? 0) + 1} total={total} />
          )}
        </section>
        {(dimension === 'country' || dimension === 'region' || dimension === 'city') && <Credit />}
      </div>
    </>
  );
}

function overviewAddress(site: Site, current: View): string {
  return `/sites/${site.id}${formatView({ ...current, tabs: tabsAlong(current.tabs) })}`;
}

function pageAddress(current: View, page: number): string {
  const { page: _, ...others } = current.tabs;
  return path.value + formatView({ ...current, tabs: page === 1 ? others : { ...others, page: String(page) } });
}

/** The page that the address names, 1 for none. */
function pageFrom(text: string | undefined): number {
  return /^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : 1;
}

interface PagesProps {
  page: number;
  last: number;
  /** The first row that is shown: that of the page before as long as the next one is on its way. */
  shown: number;
  total: number;
}

/** The way through the pages of rows; each is an address. */
function Pages({ page, last, shown, total }: PagesProps) {
  const turn = (to: number): void => {
    chooseTab('page', to === 1 ? null : String(to));
    scrollTo(0, 0);
  };
  return (
    <div class="report-pages">
      <span>
        {t('report.range', { from: count(shown), to: count(Math.min(shown + PAGE - 1, total)), total: count(total) })}
      </span>
      <Button disabled={page === 1} onClick={() => turn(page - 1)}>
        {t('report.previous')}
      </Button>
      <Button disabled={page >= last} onClick={() => turn(page + 1)}>
        {t('report.next')}
      </Button>
    </div>
  );
}

interface ToolsProps {
  site: Site;
  current: View;
  dimension: Dimension;
  query: Query;
  period: ResolvedPeriod;
}

function Tools({ site, current, dimension, query, period }: ToolsProps) {
  const [text, setText] = useTyped('search', ['page']);
  const [said, setSaid] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    setSaid(null);
    try {
      if (!(await saveAnswer(site, query, fileName(site, dimensionName(dimension), period)))) setSaid(t('panel.csv.truncated'));
    } catch (cause) {
      setSaid(problemText(cause));
    }
  };
  const what = dimensionName(dimension);
  const options = DIMENSIONS.includes(dimension) ? DIMENSIONS : [dimension, ...DIMENSIONS];
  return (
    <div class="report-tools">
      <div class="select report-which">
        <select
          class="control"
          aria-label={t('report.dimension')}
          value={dimension}
          onChange={(event) => go(reportAddress(site, current, event.currentTarget.value as Dimension))}
        >
          {options.map((one) => (
            <option key={one} value={one} selected={one === dimension}>
              {dimensionName(one)}
            </option>
          ))}
        </select>
        <Icon name="down" size={16} />
      </div>
      <label class="panel-search report-search">
        <Icon name="search" size={16} />
        <input
          type="search"
          aria-label={t('panel.search', { what })}
          placeholder={t('panel.search', { what })}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <span class="panel-tools">
        <IconButton icon="download" label={t('panel.csv', { what })} onClick={() => void save()} />
        <span class="panel-tool" title={t('link.copy')}>
          <CopyButton kind="quiet" icon="link" label={t('link.copy')} text={() => location.href} />
        </span>
      </span>
      {said !== null && (
        <Notice kind="warn" onDismiss={() => setSaid(null)}>
          {said}
        </Notice>
      )}
    </div>
  );
}
