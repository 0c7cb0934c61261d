import { useEffect } from 'preact/hooks';
import { api } from '../../api/client';
import type { Site } from '../../api/records';
import { FilterBar } from '../../elements/filterbar/FilterBar';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { view } from '../../state/current';
import { choiceOf, placeName } from './choice';
import { HeatmapPage } from './HeatmapPage';
import { Picker } from './Picker';
import '../report/report.css';
import './heatmaps.css';

/** Where a page is picked, and then its map. */
export function Heatmaps({ site }: { site: Site }) {
  const current = view.value;
  const choice = choiceOf(current);
  const goals = useAnswer(site.id, () => api.goals(site.id), { scope: site.id });
  const name = choice === null ? null : placeName(choice.place);
  useEffect(() => {
    document.title = `${name === null ? '' : `${name} · `}${t('nav.heatmaps')} · ${site.name} · Polku`;
  }, [site.name, name]);
  return (
    <>
      <FilterBar site={site} goals={goals.value ?? []} />
      {choice === null ? <Picker site={site} view={current} /> : <HeatmapPage key={name} site={site} view={current} choice={choice} goals={goals.value} />}
    </>
  );
}
