import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api/client';
import { Problem } from '../api/problem';
import type { DateRange, Query, QueryAnswer } from '../api/records';
import { online } from './online';

/** What became of a question. While a new answer is on its way the old one stays, and `fresh` is false. */
export interface Answer<T> {
  value: T | null;
  problem: Problem | null;
  fresh: boolean;
  retry: () => void;
}

interface Options {
  /** Asks again after so many milliseconds, while the page can be seen. */
  every?: number;
  /** An old answer is dropped at once when this changes: another site's numbers must not stand under a site's name. */
  scope?: string;
}

/** The answer to the question that `key` identifies; null asks nothing. Signed-out answers are left to the session. */
export function useAnswer<T>(key: string | null, ask: () => Promise<T>, { every, scope = '' }: Options = {}): Answer<T> {
  const [state, setState] = useState<{ key: string | null; scope: string; value: T | null; problem: Problem | null }>({
    key: null,
    scope,
    value: null,
    problem: null,
  });
  const [turn, setTurn] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  const connected = online.value;

  useEffect(() => {
    if (key === null || !connected) return;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async (): Promise<void> => {
      try {
        const value = await latest.current();
        if (current) setState({ key, scope, value, problem: null });
      } catch (cause) {
        const problem = cause instanceof Problem ? cause : new Problem(0, String(cause), null);
        if (current && problem.status !== 401) {
          setState((old) => ({ key, scope, value: old.scope === scope ? old.value : null, problem }));
        }
      }
      if (current && every !== undefined) timer = setTimeout(again, every);
    };
    const again = (): void => {
      if (document.hidden) document.addEventListener('visibilitychange', again, { once: true });
      else if (current) void run();
    };
    void run();
    return () => {
      current = false;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, [key, scope, every, turn, connected]);

  const same = state.scope === scope;
  return {
    value: same ? state.value : null,
    problem: same && state.key === key ? state.problem : null,
    fresh: state.key === key,
    retry: () => setTurn((old) => old + 1),
  };
}

const LIFETIME = 10_000;
const asked = new Map<string, { at: number; answer: Promise<QueryAnswer> }>();

/** Panels that ask the same question within a few seconds share one answer. */
function shared(site: string, query: Query): Promise<QueryAnswer> {
  const key = `${site} ${JSON.stringify(query)}`;
  const now = Date.now();
  for (const [old, { at }] of asked) if (now - at > LIFETIME) asked.delete(old);
  const known = asked.get(key);
  if (known !== undefined) return known.answer;
  const answer = api.query(site, query);
  asked.set(key, { at: now, answer });
  answer.catch(() => asked.delete(key));
  return answer;
}

/** Running periods renew themselves. */
const RENEW = 60_000;

/** An answer with its question: while a new answer is on its way, what is shown is still the old question's. */
export interface Asked {
  query: Query;
  answer: QueryAnswer;
}

/** Milliseconds by which the end of a comparison may have moved on, step by step, with the figures still taken for the same. */
const MOVED_ON = 10 * 60_000;

/** Whether two questions are the same to whoever reads the answer. */
export function isSameQuestion(one: Query, other: Query): boolean {
  const rest = (query: Query): string => JSON.stringify({ ...query, dateRange: null, compare: null });
  return rest(one) === rest(other) && isSameTime(one.dateRange, other.dateRange) && isSameTime(one.compare ?? null, other.compare ?? null);
}

function isSameTime(one: DateRange | null, other: DateRange | null): boolean {
  if (one === null || other === null) return one === other;
  return one.from === other.from && Math.abs(Date.parse(one.to) - Date.parse(other.to)) <= MOVED_ON;
}

/** The answer is fresh where it is to this very question, also when a newer one fails to come. Null asks nothing. */
export function useQuery(site: string, query: Query | null): Answer<Asked> {
  const key = query === null ? null : `${site} ${JSON.stringify(query)}`;
  const ask = async (): Promise<Asked> => ({ query: query!, answer: await shared(site, query!) });
  const found = useAnswer(key, ask, { scope: site, every: RENEW });
  if (query === null) return { ...found, fresh: true };
  return found.value === null ? found : { ...found, fresh: isSameQuestion(found.value.query, query) };
}

/** Several questions that make sense only together; they are answered when all are. */
export function useQueries(site: string, queries: readonly Query[]): Answer<Asked[]> {
  const ask = (): Promise<Asked[]> =>
    Promise.all(queries.map(async (query) => ({ query, answer: await shared(site, query) })));
  const found = useAnswer(`${site} ${JSON.stringify(queries)}`, ask, { scope: site, every: RENEW });
  if (found.value === null) return found;
  const shown = found.value;
  return { ...found, fresh: shown.length === queries.length && shown.every(({ query }, at) => isSameQuestion(query, queries[at]!)) };
}
