import { api } from '../../api/client';
import type { Dimension, PlainMetric, Site } from '../../api/records';
import { Card } from '../../elements/card/Card';
import { Tabs } from '../../elements/tabs/Tabs';
import { dimensionName } from '../../format/names';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { chooseTab } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { MapBody } from './MapBody';
import { PanelBody } from './PanelBody';
import { PanelFoot } from './PanelFoot';
import { panelMetrics, panelQuery, type PanelPlan } from './panels';
import { useSearch } from './useSearch';

export interface PanelProps {
  plan: PanelPlan;
  site: Site;
  view: View;
  metric: PlainMetric;
  period: ResolvedPeriod;
}

/** What the chosen figure consists of: one card, whose tabs are dimensions of one kind. */
export function Panel({ plan, site, view, metric, period }: PanelProps) {
  const tab = plan.tabs.find(({ name }) => name === view.tabs[plan.name]) ?? plan.tabs[0];
  const choice = `${plan.name}.${tab.name}`;
  const dimension = tab.dimensions.find((one) => one === view.tabs[choice]) ?? tab.dimensions[0];
  const search = useSearch(plan.name);
  const metrics = panelMetrics(metric, tab);
  const query = panelQuery(view, { dimension, metrics, period, only: tab.only });
  const place = { site, view, period };
  return (
    <Card
      anchor={plan.name}
      title={t(plan.title)}
      padded={false}
      aside={
        plan.tabs.length > 1 && (
          <Tabs
            label={t(plan.title)}
            options={plan.tabs.map(({ name, title }) => ({ value: name, name: t(title) }))}
            value={tab.name}
            onChange={(name) => chooseTab(plan.name, name === plan.tabs[0].name ? null : name, [search.name])}
          />
        )
      }
    >
      {tab.dimensions.length > 1 && (
        <div class="panel-which">
          <Tabs
            label={t(tab.title)}
            options={tab.dimensions.map((value) => ({ value, name: dimensionName(value) }))}
            value={dimension}
            onChange={(value: Dimension) => chooseTab(choice, value === tab.dimensions[0] ? null : value, [search.name])}
          />
        </div>
      )}
      {dimension === 'pageGroup' && <GroupHint site={site} />}
      {tab.map === true ? (
        <MapBody {...place} metrics={metrics} />
      ) : (
        <PanelBody key={`${tab.name} ${dimension}`} {...place} tab={tab} dimension={dimension} metrics={metrics} search={search.asked} />
      )}
      <PanelFoot
        {...place}
        anchor={plan.name}
        what={tab.name === 'missing' ? t(tab.title) : dimensionName(dimension)}
        report={{ dimension, only: tab.only ?? [] }}
        query={query}
        search={tab.map === true ? null : search}
      />
    </Card>
  );
}

/** Without groups every page is its own: says so, and where to make some. */
function GroupHint({ site }: { site: Site }) {
  const groups = useAnswer(`${site.id} groups`, () => api.groups(site.id), { scope: site.id });
  if (groups.value === null || groups.value.length > 0) return null;
  return (
    <p class="panel-hint">
      {t('panel.groups.none')} <a href={`/sites/${site.id}/settings/groups`}>{t('panel.groups.make')}</a>
    </p>
  );
}
