import type { ReplayRules } from './replays';

/** The shapes of the HTTP API, as `GET /api/v1/openapi.json` documents them. Times are RFC 3339, rates 0–1, durations seconds. */

export interface User {
  id: string;
  email: string;
  role: string;
  /** `auto` follows the browser. */
  language: 'auto' | 'en' | 'fi';
  theme: 'auto' | 'light' | 'dark';
}

export interface UserChange {
  language?: User['language'];
  theme?: User['theme'];
  currentPassword?: string;
  newPassword?: string;
}

export interface Session {
  user: User;
  /** Goes into `X-Polku-Csrf` with every write. */
  csrfToken: string;
}

export interface Site {
  id: string;
  /** As people call it; the domain until it is given a name. */
  name: string;
  domain: string;
  aliases: string[];
  timezone: string;
  currency: string;
  /** Addresses and networks whose traffic is not counted. */
  excludedAddresses: string[];
  /** Query parameters that tell pages apart. */
  queryParameters: string[];
  replay: ReplayRules;
  createdAt: string;
}

/** What can be changed of a site; what is left out stays, of the rules member by member. */
export type SiteChange = Partial<Omit<Site, 'id' | 'createdAt' | 'replay'>> & { replay?: Partial<ReplayRules> };

export interface SiteDraft {
  domain: string;
  /** Left out, those of before stay. */
  aliases?: string[];
  timezone: string;
  currency: string;
}

export interface SiteStatus {
  firstEventAt: string | null;
  lastEventAt: string | null;
}

export interface Goal {
  id: string;
  name: string;
  page: string | null;
  event: string | null;
  value: number | null;
}

export type GoalDraft = Omit<Goal, 'id'>;

export type Right = 'ingest' | 'read' | 'manage';

export interface ApiKey {
  id: string;
  name: string;
  rights: Right[];
  createdAt?: string;
}

/** Only the answer to the creation holds the key itself. */
export interface NewApiKey extends ApiKey {
  key: string;
}

export const METRICS = [
  'visitors',
  'sessions',
  'pageviews',
  'events',
  'bounceRate',
  'sessionDuration',
  'engagedTime',
  'viewsPerSession',
  'revenue',
  'conversions',
  'conversionRate',
] as const;

export type PlainMetric = (typeof METRICS)[number];
export type Metric = PlainMetric | `conversions:${string}` | `conversionRate:${string}`;

export const PLAIN_DIMENSIONS = [
  'page',
  'entryPage',
  'exitPage',
  'hostname',
  'referrer',
  'source',
  'channel',
  'utmSource',
  'utmMedium',
  'utmCampaign',
  'utmTerm',
  'utmContent',
  'country',
  'device',
  'browser',
  'os',
  'screenClass',
  'language',
  'event',
  'title',
  'pageGroup',
  'region',
  'city',
  'browserVersion',
  'osVersion',
  'outbound',
  'download',
  'search',
  'status',
  'weekday',
  'hour',
] as const;

export type PlainDimension = (typeof PLAIN_DIMENSIONS)[number];
export type Dimension = PlainDimension | `prop:${string}`;

export const OPERATORS = ['is', 'isNot', 'contains', 'startsWith', 'matches'] as const;
export type Operator = (typeof OPERATORS)[number];
/** Holds where the dimension has any of the values; `isNot` where it has none of them. */
export type Condition = readonly [op: Operator, dimension: Dimension | 'goal', values: readonly string[]];
/** A condition, or several of which one is enough. */
export type Filter = Condition | readonly ['or', readonly Condition[]];

export type Interval = 'minute' | 'hour' | 'day' | 'week' | 'month';

/** Instants; `to` is exclusive. */
export interface DateRange {
  from: string;
  to: string;
}

export interface Query {
  metrics: Metric[];
  dateRange: DateRange;
  dimensions?: Dimension[];
  filters?: Filter[];
  interval?: Interval | null;
  compare?: DateRange | null;
  /** Whether to tell how sure the changes of the totals are. */
  significance?: boolean;
  orderBy?: [string, 'asc' | 'desc'][];
  limit?: number;
  /** Rows to leave out before the first one. */
  offset?: number;
}

/** Null where there was nothing to compute a figure from. */
export type Figure = number | null;

export interface Row {
  dimensions: string[];
  metrics: Figure[];
}

export interface Significance {
  metric: string;
  /** How likely chance alone makes a difference at least as large; null where it cannot be told. */
  pValue: number | null;
  smallSample: boolean;
}

export interface Comparison {
  dateRange: DateRange;
  rows: Row[];
  totals: Figure[];
  /** How sure the changes of the totals are; null unless asked for. */
  significance: Significance[] | null;
}

export interface QueryAnswer {
  rows: Row[];
  totals: Figure[];
  comparison: Comparison | null;
  meta: {
    metrics: string[];
    dimensions: string[];
    timezone: string;
    dateRange: DateRange;
    rowCount: number;
    nextCursor: string | null;
    approximate?: string[];
    currency: string;
    notes: string[];
  };
}

/** What a dimension was seen to hold, most frequent first; never the empty value. */
export interface Values {
  values: { value: string; count: number }[];
  more: boolean;
}

/** A property that events were seen to carry. */
export interface Property {
  name: string;
  count: number;
  events: { event: string; count: number }[];
}

export interface Realtime {
  visitors5: number;
  visitors30: number;
  perMinute: { start: string; visitors: number; pageviews: number }[];
  pages: { page: string; visitors: number }[];
  sources: { source: string; visitors: number }[];
  countries: { country: string; visitors: number }[];
  /** The newest first; nothing in them tells visitors apart. */
  events: LiveEvent[];
}

export interface LiveEvent {
  id: string;
  at: string;
  name: string;
  page: string;
  country: string;
  device: string;
  source: string;
}

/** What happened at a moment, in the owner's words: a pin in every chart over time. */
export interface Note {
  id: string;
  at: string;
  text: string;
}

export type NoteDraft = Omit<Note, 'id'>;

/** A table as a file: UTF-8 with a header line; `truncated` where there were more rows than the server writes. */
export interface CsvFile {
  text: string;
  truncated: boolean;
}

/** A goal that what was seen suggests: `count` times in the last 30 days. */
export interface GoalSuggestion extends Pick<Goal, 'name' | 'page' | 'event'> {
  reason: 'purchase' | 'signUp' | 'thankYouPage' | 'event';
  count: number;
}

/** Pages that count as one: `*` within a part of the path, `**` for any. */
export interface UrlGroup {
  id: string;
  name: string;
  pattern: string;
}

export type UrlGroupDraft = Omit<UrlGroup, 'id'>;

/** A pattern that many of the seen pages have in common. */
export interface UrlGroupSuggestion {
  pattern: string;
  pages: number;
  pageviews: number;
  examples: string[];
}

/** What the server found when it looked at a page of the site. */
export interface PageCheck {
  /** Where redirects led. */
  url: string;
  findings: { code: string; detail: string | null }[];
  /** From when on the next counts. */
  since: string;
  leftOut: LeftOut[];
}

/** What came for the site and is in none of its figures. */
export interface LeftOut {
  reason: 'otherHost' | 'excludedAddress' | 'optedOut' | 'bot' | 'aiCrawler';
  /** The host or the robot. */
  name: string | null;
  pageviews: number;
  /** With the pageviews. */
  events: number;
  lastAt: string;
}

export interface CrawlerCounts {
  events: number;
  crawlers: { name: string; events: number }[];
}

/** Programs that read the site, apart from its visitors. */
export interface Crawlers {
  bots: CrawlerCounts;
  ai: CrawlerCounts;
  /** Each day of the period by the site's calendar, as 2026-11-20. */
  days: { day: string; bots: number; ai: number }[];
}
