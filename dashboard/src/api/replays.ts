import { ask, at, BASE, send, sendShared } from './client';
import type { DateRange, Figure, Filter, Interval } from './records';

/** The shapes of `/sites/{site}/replays`: recorded sessions, what is in them, and how common what is in them is. */

/** What is recorded of a site, and for how long it is kept. */
export interface ReplayRules {
  recorded: boolean;
  needsConsent: boolean;
  /** The share of visitors who are recorded, 0–1. */
  sampleRate: number;
  /** What a recording begins with; where nothing is named, it begins with the session. */
  start: { pages: string[]; events: string[]; onError: boolean; onRageClick: boolean };
  minimumSeconds: number;
  maximumMinutes: number;
  sessionsPerDay: number;
  maskText: boolean;
  retentionDays: number;
  budgetMegabytes: number;
}

export const CLICK_KINDS = ['click', 'rageClick', 'deadClick', 'errorClick'] as const;
export type ClickKind = (typeof CLICK_KINDS)[number];

/** A number from–to, both included; either end may be open. */
export interface Span {
  from?: number;
  to?: number;
}

/** What sessions must have beside what filters say; all of it must hold. */
export interface Where {
  clicked?: { selector: string; page?: string; kind: ClickKind };
  errorText?: string;
  requestText?: string;
  frustration?: { from: number };
  duration?: Span;
  pages?: Span;
  visitedPage?: string;
  purchased?: boolean;
  converted?: { goal: string; is: boolean };
  user?: string;
  visitor?: string;
  sessions?: string[];
  pinned?: boolean;
  watched?: boolean;
}

export const REPLAY_ORDERS = ['startedAt', 'duration', 'pages', 'clicks', 'frustration', 'errors', 'revenue', 'activity'] as const;
export type ReplayOrder = (typeof REPLAY_ORDERS)[number];

export interface ReplaysQuestion {
  dateRange: DateRange;
  filters?: readonly Filter[];
  where?: Where;
  orderBy?: [ReplayOrder, 'asc' | 'desc'][];
  limit?: number;
  cursor?: string;
}

export const WHY_KINDS = ['rageClick', 'deadClick', 'errorClick', 'error', 'failedRequest', 'purchase', 'goal', 'quickBack', 'longVisit'] as const;

/** Why a session might matter. */
export interface Why {
  kind: (typeof WHY_KINDS)[number];
  count: number;
  text: string;
}

export interface ReplayRow {
  session: string;
  visitor: string;
  startedAt: string;
  endedAt: string;
  recordedSeconds: number;
  activeSeconds: number;
  pages: number;
  entryPage: string;
  exitPage: string;
  clicks: number;
  rageClicks: number;
  deadClicks: number;
  errorClicks: number;
  errors: number;
  failedRequests: number;
  frustration: number;
  goals: string[];
  purchases: number;
  revenue: number;
  country: string;
  city: string;
  device: string;
  browser: string;
  os: string;
  screenClass: string;
  language: string;
  source: string;
  channel: string;
  campaign: string;
  user: string | null;
  returning: boolean;
  isLive: boolean;
  pinned: boolean;
  watched: boolean;
  gaps: number;
  why: Why[];
}

export interface ReplaysAnswer {
  rows: ReplayRow[];
  meta: { total: number; nextCursor: string | null };
}

export interface Chunk {
  sequence: number;
  parts: number;
  from: string;
  to: string;
  bytes: number;
  events: number;
  /** Whether it holds a full snapshot, from which playing can start. */
  snapshot: boolean;
  complete: boolean;
}

/** One load of a page; those of one lane do not overlap in time. */
export interface RecordedDocument {
  document: string;
  lane: number;
  startedAt: string;
  endedAt: string;
  page: string;
  chunks: Chunk[];
}

export const MARK_KINDS = ['page', 'click', 'rageClick', 'deadClick', 'errorClick', 'error', 'failedRequest', 'vital', 'event', 'goal', 'purchase', 'form', 'note'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** Something that happened in the session. */
export interface Mark {
  at: string;
  kind: MarkKind;
  text: string;
  page: string;
  selector: string | null;
  document: string | null;
  detail?: Record<string, unknown> | null;
}

export interface ReplayNote {
  id: string;
  at: string;
  text: string;
}

export interface Replay extends Omit<ReplayRow, 'gaps'> {
  documents: RecordedDocument[];
  /** Where chunks are missing. */
  missing: { document: string; from: string; to: string }[];
  marks: Mark[];
  notes: ReplayNote[];
}

/** An event of rrweb; hostile until it has been pruned. */
export interface RecordedEvent {
  type: number;
  timestamp: number;
  data: unknown;
}

export interface EventsAnswer {
  events: RecordedEvent[];
  /** The number of the first chunk that is not in it; null where there are no more. */
  next: number | null;
}

export interface SavedSearch {
  id: string;
  name: string;
  query: unknown;
}

export const SIGNAL_KINDS = ['error', 'failedRequest', 'rageClick', 'deadClick', 'errorClick', 'click', 'event'] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** Something seen in one session, of which one asks how common it is. */
export interface Signal {
  kind: SignalKind;
  text?: string;
  selector?: string;
  url?: string;
  status?: number;
  name?: string;
  page?: string;
}

export interface QuantifyQuestion {
  signal: Signal;
  dateRange: DateRange;
  filters?: readonly Filter[];
  goal?: string | null;
  interval?: Interval;
}

export interface Part {
  value: string;
  sessions: number;
  share: Figure;
}

export interface Converted {
  sessions: number;
  converted: number;
  rate: Figure;
}

export interface QuantifyAnswer {
  sessions: number;
  visitors: number;
  occurrences: number;
  allSessions: number;
  share: Figure;
  /** Of those sessions, how many were recorded. */
  replays: number;
  trend: { start: string; sessions: number; allSessions: number }[];
  pages: Part[];
  browsers: Part[];
  devices: Part[];
  countries: Part[];
  conversion: { with: Converted; without: Converted; pValue: Figure };
  revenue: { perSessionWith: Figure; perSessionWithout: Figure; atStake: Figure; currency: string };
  previous: { sessions: number };
}

export interface ReplayUsage {
  bytes: number;
  sessions: number;
  oldestAt: string | null;
  budgetBytes: number;
  days: { day: string; bytes: number }[];
}

export interface Share {
  url: string;
  expiresAt: string;
}

const of = (site: string, session: string): string => `${at(site)}/replays/${encodeURIComponent(session)}`;

export const replays = {
  async query(site: string, question: ReplaysQuestion): Promise<ReplaysAnswer> {
    return (await send('POST', `${at(site)}/replays/query`, question)) as ReplaysAnswer;
  },
  async replay(site: string, session: string): Promise<Replay> {
    return replayOf(await send('GET', of(site, session)));
  },
  async events(site: string, session: string, document: string, from: number, limit: number): Promise<EventsAnswer> {
    return (await send('GET', `${of(site, session)}/events?${eventsParameters(document, from, limit)}`)) as EventsAnswer;
  },
  /** The whole recording as rrweb's own JSON. */
  async export(site: string, session: string): Promise<Blob> {
    return await (await ask('GET', `${of(site, session)}/export`, 'application/json')).blob();
  },
  async remove(site: string, session: string): Promise<void> {
    await send('DELETE', of(site, session));
  },
  async pin(site: string, session: string, pinned: boolean): Promise<void> {
    await send(pinned ? 'PUT' : 'DELETE', `${of(site, session)}/pin`);
  },
  async watched(site: string, session: string): Promise<void> {
    await send('PUT', `${of(site, session)}/watched`);
  },
  async addNote(site: string, session: string, draft: Omit<ReplayNote, 'id'>): Promise<ReplayNote> {
    return (await send('POST', `${of(site, session)}/notes`, draft)) as ReplayNote;
  },
  async removeNote(site: string, session: string, note: string): Promise<void> {
    await send('DELETE', `${of(site, session)}/notes/${encodeURIComponent(note)}`);
  },
  async share(site: string, session: string): Promise<Share> {
    return (await send('POST', `${of(site, session)}/shares`)) as Share;
  },
  async searches(site: string): Promise<SavedSearch[]> {
    return ((await send('GET', `${at(site)}/replays/searches`)) as { searches: SavedSearch[] }).searches;
  },
  async saveSearch(site: string, draft: Omit<SavedSearch, 'id'>): Promise<SavedSearch> {
    return (await send('POST', `${at(site)}/replays/searches`, draft)) as SavedSearch;
  },
  async removeSearch(site: string, search: string): Promise<void> {
    await send('DELETE', `${at(site)}/replays/searches/${encodeURIComponent(search)}`);
  },
  async quantify(site: string, question: QuantifyQuestion): Promise<QuantifyAnswer> {
    return (await send('POST', `${at(site)}/replays/quantify`, question)) as QuantifyAnswer;
  },
  async usage(site: string): Promise<ReplayUsage> {
    return (await send('GET', `${at(site)}/replays/usage`)) as ReplayUsage;
  },
  /** The empty document that a recording is shown in, under the site's own policy. */
  backdrop(site: string): string {
    return `${BASE}${at(site)}/backdrop`;
  },
};

const shared = (session: string): string => `/shared/replays/${encodeURIComponent(session)}`;

/** One session for whoever has a link to it; `token` is the link's. */
export const sharedReplays = {
  async replay(token: string, session: string): Promise<Replay> {
    return replayOf(await sendShared(token, shared(session)));
  },
  async events(token: string, session: string, document: string, from: number, limit: number): Promise<EventsAnswer> {
    return (await sendShared(token, `${shared(session)}/events?${eventsParameters(document, from, limit)}`)) as EventsAnswer;
  },
  /** Like a site's, but under a policy that loads nothing at all. */
  backdrop(session: string): string {
    return `${BASE}${shared(session)}/backdrop`;
  },
};

function eventsParameters(document: string, from: number, limit: number): URLSearchParams {
  return new URLSearchParams({ document, from: String(from), limit: String(limit) });
}

/** A row counts its gaps, a replay lists them, both under one name. */
function replayOf(answer: unknown): Replay {
  const { gaps, ...rest } = answer as Omit<Replay, 'missing'> & { gaps: Replay['missing'] };
  return { ...rest, missing: gaps };
}
