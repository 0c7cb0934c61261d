import type { ComparedWith, HeatmapQuestion, PointsQuestion } from '../../api/heatmaps';
import type { Filter, Goal } from '../../api/records';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { colouredBy, isPoints, type Choice } from './choice';
import { isOfEvents } from './differences';

/** Which of the two sides of a comparison is asked for. */
export type Side = 'own' | 'rival';

/** What every question about the map has. */
export function scopeOf(choice: Choice, { filters }: View, period: ResolvedPeriod, side: Side = 'own'): HeatmapQuestion {
  const question: HeatmapQuestion = { ...choice.place, device: choice.device, dateRange: period.range, filters };
  if (side === 'own' || choice.rival === null) return question;
  if (choice.rival === 'period') return { ...question, dateRange: period.previousSoFar };
  if (choice.rival === 'filter') return { ...question, filters: [choice.versus!] };
  // Converters and leavers come with one answer, and are told apart in it.
  return choice.rival === 'leavers' ? question : { ...question, device: choice.rival };
}

/** Null for kinds that are no points. */
export function pointsQuestion(choice: Choice, view: View, period: ResolvedPeriod, side: Side = 'own'): PointsQuestion | null {
  if (!isPoints(choice.kind)) return null;
  const question = { ...scopeOf(choice, view, period, side), kind: choice.kind };
  const by = choice.rival === 'leavers' || choice.look === 'confetti' ? colouredBy(choice) : null;
  if (by === null || by === 'device') return question;
  return by === 'converted' && choice.goal !== null ? { ...question, by, goal: choice.goal } : { ...question, by };
}

/**
 * What the elements are compared with. Leavers cannot be asked for: filters keep sessions that have something, not those that lack it. So
 * the converters are, and leavers are all others (see `differences.ts`). Null where that cannot be asked: a goal beside a filter about
 * events would have to be reached by one of those.
 */
export function comparedOf({ rival, versus, goal }: Choice, { filters }: View, period: ResolvedPeriod, goals: readonly Goal[]): ComparedWith | null {
  if (rival === null) return null;
  if (rival === 'period') return { dateRange: period.previousSoFar };
  if (rival === 'filter') return { filters: [versus!] };
  if (rival !== 'leavers') return { device: rival };
  if (goals.length === 0 || filters.some(isOfEvents)) return null;
  const converted: Filter = ['is', 'goal', goal === null ? goals.map(({ id }) => id) : [goal]];
  return { filters: [...filters, converted] };
}
