import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { REPLAY_ORDERS, replays, type ReplayOrder, type ReplayRow, type ReplaysAnswer, type ReplaysQuestion } from '../../api/replays';
import { Problem } from '../../api/problem';
import type { Site } from '../../api/records';
import { useAnswer, type Answer } from '../../state/answers';
import { resolve, type ResolvedPeriod } from '../../state/period';
import { formatView, type View } from '../../state/view';
import { oneOf } from '../heatmaps/choice';
import { parseWhere } from './where';

const PAGE = 50;
/** Running sessions get longer, and new ones come. */
const RENEW = 30_000;

export interface Order {
  by: ReplayOrder;
  descending: boolean;
}

/** `frustration` is the largest first, `-frustration` the smallest. */
export function orderOf(text: string | undefined): Order {
  const by = oneOf(REPLAY_ORDERS, text?.replace(/^-/, '')) ?? 'startedAt';
  return { by, descending: text === undefined || !text.startsWith('-') };
}

/** As an address has it; null for the usual order. */
export function formatOrder({ by, descending }: Order): string | null {
  return by === 'startedAt' && descending ? null : `${descending ? '' : '-'}${by}`;
}

export interface ReplayList {
  question: ReplaysQuestion;
  period: ResolvedPeriod;
  answer: Answer<ReplaysAnswer>;
  rows: readonly ReplayRow[];
  total: number;
  /** Asks for the next rows; null where all are there. */
  more: (() => void) | null;
  busy: boolean;
  problem: Problem | null;
}

/** The recorded sessions that the view and its conditions leave, page after page. */
export function useReplays(site: Site, view: View): ReplayList {
  const asked = formatView({ ...view, tabs: {} });
  // All pages of rows answer one question: the clock stands still until another one is asked.
  const period = useMemo(() => resolve(view.period, site.timezone, Date.now(), view.compare ?? undefined), [asked, site.timezone]);
  const order = orderOf(view.tabs['sort']);
  const question: ReplaysQuestion = {
    dateRange: period.range,
    filters: view.filters,
    where: parseWhere(view.tabs['where']),
    orderBy: [[order.by, order.descending ? 'desc' : 'asc']],
    limit: PAGE,
  };
  const key = `${site.id} replays ${JSON.stringify(question)}`;
  const answer = useAnswer(key, () => replays.query(site.id, question), { scope: site.id, every: RENEW });
  const [further, setFurther] = useState<{ key: string; rows: readonly ReplayRow[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const current = useRef(key);
  current.current = key;
  useEffect(() => {
    setBusy(false);
    setProblem(null);
  }, [key]);

  const own = further?.key === key ? further : null;
  const next = own === null ? (answer.value?.meta.nextCursor ?? null) : own.next;
  const more = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { rows, meta } = await replays.query(site.id, { ...question, cursor: next! });
      if (current.current === key) setFurther({ key, rows: [...(own?.rows ?? []), ...rows], next: meta.nextCursor });
    } catch (cause) {
      if (current.current === key && cause instanceof Problem) setProblem(cause);
    }
    if (current.current === key) setBusy(false);
  };
  const first = answer.value?.rows ?? [];
  const known = new Set(first.map(({ session }) => session));
  return {
    question,
    period,
    answer,
    rows: [...first, ...(own?.rows ?? []).filter(({ session }) => !known.has(session))],
    total: answer.value?.meta.total ?? 0,
    more: next === null || !answer.fresh ? null : () => void more(),
    busy,
    problem,
  };
}
