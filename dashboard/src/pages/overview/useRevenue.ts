import { useEffect } from 'preact/hooks';
import type { Site } from '../../api/records';
import { useQuery } from '../../state/answers';
import type { ResolvedPeriod } from '../../state/period';
import { recall, remember } from '../../state/storage';
import type { View } from '../../state/view';
import { revenueQuery } from './figures';

/** Whether the site sells: once it did, its revenue is shown for good, 0 included. Null until it is known. */
export function useRevenue(site: Site, view: View, period: ResolvedPeriod): boolean | null {
  const name = `sells.${site.id}`;
  const known = recall(name) !== null;
  const { value, problem } = useQuery(site.id, known ? null : revenueQuery(view, period));
  const sells = value !== null && [value.answer.totals[0], value.answer.comparison?.totals[0]].some((sum) => (sum ?? 0) !== 0);
  useEffect(() => {
    if (sells) remember(name, 'yes');
  }, [name, sells]);
  if (known || sells) return true;
  return value === null && problem === null ? null : false;
}
