import { domainName } from '../format/domains';
import { Problem } from './problem';
import type {
  ApiKey,
  Crawlers,
  CsvFile,
  DateRange,
  Dimension,
  Goal,
  GoalDraft,
  GoalSuggestion,
  NewApiKey,
  Note,
  NoteDraft,
  PageCheck,
  Property,
  Query,
  QueryAnswer,
  Realtime,
  Right,
  Session,
  Site,
  SiteChange,
  SiteDraft,
  SiteStatus,
  UrlGroup,
  UrlGroupDraft,
  UrlGroupSuggestion,
  UserChange,
  Values,
} from './records';

export const BASE = '/api/v1';

/** The CSRF token of the session; the cookie itself is out of reach of scripts. */
let csrfToken: string | null = null;
let whenSignedOut: () => void = () => {};

/** Calls `listener` when an answer says that the session has ended. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

/** Asks the API and gives what it answers, read as JSON; throws a {@link Problem}. Paths are below `/api/v1`. */
export async function send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
  const response = await ask(method, path, 'application/json', body, signal);
  return response.status === 204 ? undefined : await response.json();
}

/** Likewise for what a link's token opens, without an account. */
export async function sendShared(token: string, path: string): Promise<unknown> {
  return await (await ask('GET', path, 'application/json', undefined, undefined, token)).json();
}

/** Likewise for answers that are not JSON. */
export async function ask(method: string, path: string, accept: string, body?: unknown, signal?: AbortSignal, token?: string): Promise<Response> {
  const headers: Record<string, string> = { Accept: accept };
  if (token !== undefined) headers['Authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && csrfToken !== null) headers['X-Polku-Csrf'] = csrfToken;
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem(0, 'No answer', null);
  }
  if (response.ok) return response;
  if (response.status === 401 && path !== '/session') {
    csrfToken = null;
    whenSignedOut();
  }
  throw await Problem.of(response);
}

function remembered(session: Session): Session {
  csrfToken = session.csrfToken;
  return session;
}

/** Domains come as xn--, and go with their letters too; only letters are for people. */
function legible(site: unknown): Site {
  const { name, domain, aliases, ...rest } = site as Site;
  return { ...rest, name: name === domain ? domainName(domain) : name, domain: domainName(domain), aliases: aliases.map(domainName) };
}

/** The path of a site. */
export const at = (site: string): string => `/sites/${encodeURIComponent(site)}`;

const within = ({ from, to }: DateRange): string => `?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;

/** Every call rejects with a {@link Problem}, or with the abort of its signal. */
export const api = {
  async session(): Promise<Session> {
    return remembered((await send('GET', '/session')) as Session);
  },
  async signIn(email: string, password: string): Promise<Session> {
    return remembered((await send('POST', '/session', { email, password })) as Session);
  },
  async signOut(): Promise<void> {
    await send('DELETE', '/session');
    csrfToken = null;
  },
  async setupRequired(): Promise<boolean> {
    return ((await send('GET', '/setup')) as { required: boolean }).required;
  },
  async setUp(token: string, email: string, password: string): Promise<void> {
    await send('POST', '/setup', { token, email, password });
  },
  async sites(): Promise<Site[]> {
    return ((await send('GET', '/sites')) as { sites: Site[] }).sites.map(legible);
  },
  async addSite(draft: SiteDraft): Promise<Site> {
    return legible(await send('POST', '/sites', draft));
  },
  async changeSite(site: string, change: SiteChange): Promise<Site> {
    return legible(await send('PATCH', at(site), change));
  },
  async removeSite(site: string): Promise<void> {
    await send('DELETE', at(site));
  },
  async status(site: string, signal?: AbortSignal): Promise<SiteStatus> {
    return (await send('GET', `${at(site)}/status`, undefined, signal)) as SiteStatus;
  },
  async goals(site: string): Promise<Goal[]> {
    return ((await send('GET', `${at(site)}/goals`)) as { goals: Goal[] }).goals;
  },
  async addGoal(site: string, draft: GoalDraft): Promise<Goal> {
    return (await send('POST', `${at(site)}/goals`, draft)) as Goal;
  },
  async changeGoal(site: string, goal: string, draft: GoalDraft): Promise<Goal> {
    return (await send('PATCH', `${at(site)}/goals/${encodeURIComponent(goal)}`, draft)) as Goal;
  },
  async goalSuggestions(site: string): Promise<GoalSuggestion[]> {
    return ((await send('GET', `${at(site)}/goals/suggestions`)) as { suggestions: GoalSuggestion[] }).suggestions;
  },
  async removeGoal(site: string, goal: string): Promise<void> {
    await send('DELETE', `${at(site)}/goals/${encodeURIComponent(goal)}`);
  },
  async groups(site: string): Promise<UrlGroup[]> {
    return ((await send('GET', `${at(site)}/groups`)) as { groups: UrlGroup[] }).groups;
  },
  async groupSuggestions(site: string): Promise<UrlGroupSuggestion[]> {
    return ((await send('GET', `${at(site)}/groups/suggestions`)) as { suggestions: UrlGroupSuggestion[] }).suggestions;
  },
  async addGroup(site: string, draft: UrlGroupDraft): Promise<UrlGroup> {
    return (await send('POST', `${at(site)}/groups`, draft)) as UrlGroup;
  },
  async changeGroup(site: string, group: string, draft: UrlGroupDraft): Promise<UrlGroup> {
    return (await send('PATCH', `${at(site)}/groups/${encodeURIComponent(group)}`, draft)) as UrlGroup;
  },
  async removeGroup(site: string, group: string): Promise<void> {
    await send('DELETE', `${at(site)}/groups/${encodeURIComponent(group)}`);
  },
  /** Has the server look at a page, where the tracker should come from `server`. */
  async check(site: string, url: string, server: string): Promise<PageCheck> {
    return (await send('GET', `${at(site)}/check?${new URLSearchParams({ url, server })}`)) as PageCheck;
  },
  async crawlers(site: string, { from, to }: DateRange): Promise<Crawlers> {
    return (await send('GET', `${at(site)}/crawlers?${new URLSearchParams({ from, to })}`)) as Crawlers;
  },
  async changeUser(change: UserChange): Promise<Session> {
    return remembered((await send('PATCH', '/user', change)) as Session);
  },
  async keys(): Promise<ApiKey[]> {
    return ((await send('GET', '/keys')) as { keys: ApiKey[] }).keys;
  },
  async addKey(name: string, rights: Right[]): Promise<NewApiKey> {
    return (await send('POST', '/keys', { name, rights })) as NewApiKey;
  },
  async removeKey(id: string): Promise<void> {
    await send('DELETE', `/keys/${encodeURIComponent(id)}`);
  },
  async query(site: string, query: Query, signal?: AbortSignal): Promise<QueryAnswer> {
    return (await send('POST', `${at(site)}/query`, query, signal)) as QueryAnswer;
  },
  /** What the dimension holds in the period, at most `limit` values; `search` is part of them, in any case. */
  async values(site: string, dimension: Dimension, { from, to }: DateRange, search: string, limit: number): Promise<Values> {
    const parameters = new URLSearchParams({ dimension, from, to, limit: String(limit) });
    if (search !== '') parameters.set('search', search);
    return (await send('GET', `${at(site)}/values?${parameters}`)) as Values;
  },
  async properties(site: string, { from, to }: DateRange): Promise<Property[]> {
    const parameters = new URLSearchParams({ from, to });
    return ((await send('GET', `${at(site)}/properties?${parameters}`)) as { properties: Property[] }).properties;
  },
  /** Server-sent events of the name `realtime`, each with the whole of {@link Realtime}. */
  realtimeStream(site: string): EventSource {
    return new EventSource(`${BASE}${at(site)}/realtime/stream`);
  },
  async realtime(site: string, signal?: AbortSignal): Promise<Realtime> {
    return (await send('GET', `${at(site)}/realtime`, undefined, signal)) as Realtime;
  },
  /** All rows of the answer as a table, in the order asked for. */
  async csv(site: string, query: Query): Promise<CsvFile> {
    const response = await ask('POST', `${at(site)}/query`, 'text/csv', query);
    return { text: await response.text(), truncated: response.headers.get('Polku-Truncated') === 'true' };
  },
  async notes(site: string, range?: DateRange): Promise<Note[]> {
    const path = `${at(site)}/notes${range === undefined ? '' : within(range)}`;
    return ((await send('GET', path)) as { notes: Note[] }).notes;
  },
  async addNote(site: string, draft: NoteDraft): Promise<Note> {
    return (await send('POST', `${at(site)}/notes`, draft)) as Note;
  },
  async changeNote(site: string, note: string, change: Partial<NoteDraft>): Promise<Note> {
    return (await send('PATCH', `${at(site)}/notes/${encodeURIComponent(note)}`, change)) as Note;
  },
  async removeNote(site: string, note: string): Promise<void> {
    await send('DELETE', `${at(site)}/notes/${encodeURIComponent(note)}`);
  },
};
