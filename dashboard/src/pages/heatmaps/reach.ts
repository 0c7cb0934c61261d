import type { ScrollAnswer } from '../../api/heatmaps';
import { csv } from '../report/save';

/** Each ‰ of the page's height as a line of a file. */
export function tenthsCsv({ reach, attention }: ScrollAnswer): string {
  return csv([['permille', 'pageviews', 'attention_seconds'], ...reach.map((pageviews, at) => [at + 1, pageviews, Math.round((attention.seconds[at] ?? 0) * 1000) / 1000])]);
}
