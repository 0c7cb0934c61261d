import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Dimension, Goal, Site } from '../../api/records';
import { valueName } from '../../format/names';
import { useAnswer } from '../../state/answers';
import { view } from '../../state/current';
import { resolve } from '../../state/period';
import type { Choice } from '../values/ValuePicker';
import { isNamed, mayBeEmpty } from './dimensions';

/** As many as one looks through; typing narrows them. */
const MOST = 50;
const MOST_NAMED = 100;
/** Milliseconds that typing may pause before the server is asked. */
const PAUSE = 180;

/**
 * The values that a dimension was seen to hold in the period and that fit the typed text, most frequent first; null while they are
 * looked for. Where the question fails there are none to pick, and any text can still be written.
 */
export function useChoices(site: Site, dimension: Dimension | 'goal' | null, typed: string, goals: readonly Goal[]): readonly Choice[] | null {
  const asked = useCalm(typed.trim());
  const named = dimension !== null && isNamed(dimension);
  const search = named ? '' : asked;
  const { range } = resolve(view.value.period, site.timezone, Date.now());
  const remote = dimension !== null && dimension !== 'goal';
  const found = useAnswer(
    remote ? `${site.id} ${dimension} ${range.from} ${range.to} ${search}` : null,
    () => api.values(site.id, dimension as Dimension, range, search, named ? MOST_NAMED : MOST),
    { scope: `${site.id} ${dimension}` },
  );
  if (dimension === null) return [];
  if (dimension === 'goal') return goals.map(({ id, name }) => ({ value: id, name, count: null })).filter(fits(typed));
  if (!found.fresh && found.value === null) return null;
  const choices: Choice[] = (found.value?.values ?? []).map(({ value, count }) => ({ value, name: valueName(dimension, value), count }));
  if (mayBeEmpty(dimension)) choices.push({ value: '', name: valueName(dimension, ''), count: null });
  return choices.filter(fits(typed));
}

function fits(typed: string): (choice: Choice) => boolean {
  const wanted = typed.trim().toLowerCase();
  return ({ name, value }) => name.toLowerCase().includes(wanted) || (value !== '' && value.toLowerCase().includes(wanted));
}

/** The text as it was when typing last paused. */
function useCalm(text: string): string {
  const [calm, setCalm] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(text), text === '' ? 0 : PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return calm;
}
