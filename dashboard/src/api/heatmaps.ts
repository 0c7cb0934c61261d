import { ask, at, BASE, send } from './client';
import type { CsvFile, DateRange, Figure, Filter, Interval } from './records';

/** The shapes of `/sites/{site}/heatmaps` and of its pages' snapshots. Selectors, ‰ and pixels are as the tracker sends them. */

export const DEVICES = ['desktop', 'tablet', 'mobile'] as const;
export type Device = (typeof DEVICES)[number];

/** What is drawn as points. */
export const POINT_KINDS = ['click', 'move', 'rageClick', 'deadClick', 'errorClick'] as const;
export type PointKind = (typeof POINT_KINDS)[number];

/** What a click can be coloured by. */
export const COLOURED_BY = ['source', 'channel', 'utmCampaign', 'returning', 'device', 'converted', 'utmSource', 'country', 'browser', 'os', 'language'] as const;
export type ColouredBy = Exclude<(typeof COLOURED_BY)[number], 'device'>;

/** One page, or a group of pages by its name. */
export type Place = { page: string } | { pageGroup: string };

/** What every heatmap question has: interactions of the sessions that the filters keep, on that page, in that time. */
export type HeatmapQuestion = Place & {
  device: Device;
  dateRange: DateRange;
  filters?: readonly Filter[];
};

export interface Sample {
  device: Device;
  pageviews: number;
  sessions: number;
}

export interface PointElement {
  selector: string;
  tag: string;
  text: string;
  count: number;
}

/** Columns of equal length, a row a cell of an element's box. */
export interface Points {
  /** Index into the elements. */
  element: number[];
  /** In 1/32767 of the element's width and height. */
  x: number[];
  y: number[];
  /** In CSS px of the visitors' documents. */
  pageX: number[];
  pageY: number[];
  documentWidth: number[];
  count: number[];
  /** Index into the values, where the points are told apart by one. */
  value?: number[];
}

export interface PointsAnswer {
  samples: Sample[];
  interactions: number;
  sessions: number;
  elements: PointElement[];
  values: string[] | null;
  points: Points;
}

export type PointsQuestion = HeatmapQuestion & { kind: PointKind; by?: ColouredBy | null; goal?: string | null };

export interface ScrollAnswer {
  samples: Sample[];
  pageviews: number;
  sessions: number;
  /** Pageviews that saw at least the ‰ of the page's height of this index, plus one. */
  reach: number[];
  /** Parts of the page's height, 0–1. */
  averageDepth: Figure;
  averageFold: Figure;
  foldPx: Figure;
  documentHeight: Figure;
  attention: {
    pageviews: number;
    /** Active seconds during which the ‰ of this index was in the window. */
    seconds: number[];
  };
}

export interface ElementRow {
  selector: string;
  tag: string;
  text: string;
  clicks: number;
  /** Of the page's clicks. */
  share: Figure;
  /** Sessions that clicked it. */
  sessions: number;
  clickRate: Figure;
  rageClicks: number;
  deadClicks: number;
  errorClicks: number;
  hesitationSeconds: Figure;
  conversionsAfter: number;
  conversionRateAfter: Figure;
  compared: { clicks: number; sessions: number; clickRate: Figure } | null;
  pValue: Figure;
}

export const ELEMENT_ORDERS = ['clicks', 'clickRate', 'rageClicks', 'deadClicks', 'errorClicks', 'hesitationSeconds', 'conversionRateAfter'] as const;
export type ElementOrder = (typeof ELEMENT_ORDERS)[number];

/** What the elements are compared with: whatever is left out is as in the question itself. */
export interface ComparedWith {
  dateRange?: DateRange;
  filters?: readonly Filter[];
  device?: Device;
}

export type ElementsQuestion = HeatmapQuestion & {
  goal?: string | null;
  compare?: ComparedWith | null;
  orderBy?: [ElementOrder, 'asc' | 'desc'][];
  limit?: number;
  cursor?: string;
};

export interface ElementsAnswer {
  samples: Sample[];
  comparedSamples: Sample[] | null;
  rows: ElementRow[];
  meta: { total: number; nextCursor: string | null };
}

export interface ZoneQuestion {
  id: string;
  selectors: string[];
  /** In ‰ of the page's height. */
  top: number;
  bottom: number;
  /** Of what sticks to the window. */
  alwaysInView?: boolean;
}

export interface ZoneRow {
  id: string;
  clicks: number;
  clickedSessions: number;
  clickRate: Figure;
  exposedPageviews: number;
  exposure: Figure;
  seconds: number;
  attractiveness: Figure;
  revenue: number;
  purchases: number;
}

export interface PageRow {
  page: string;
  pageviews: number;
  sessions: number;
  clicks: number;
  clicksPerView: Figure;
  rageClicks: number;
  rageRate: Figure;
  deadClicks: number;
  errorClicks: number;
  averageDepth: Figure;
  devices: Record<Device, number>;
  score: number;
}

export const PAGE_ORDERS = ['score', 'pageviews', 'clicksPerView', 'rageRate', 'averageDepth'] as const;
export type PageOrder = (typeof PAGE_ORDERS)[number];

export interface PagesQuestion {
  dateRange: DateRange;
  filters?: readonly Filter[];
  device?: Device;
  search?: string;
  grouped?: boolean;
  orderBy?: [PageOrder, 'asc' | 'desc'][];
  limit?: number;
  cursor?: string;
}

export interface PagesAnswer {
  rows: PageRow[];
  meta: { total: number; nextCursor: string | null };
}

/** A page as it looked: told by its skeleton, whatever texts it held. */
export interface PageVersion {
  /** 16 hex digits. */
  id: string;
  page: string;
  device: Device;
  firstSeenAt: string;
  lastSeenAt: string;
  takenAt: string | null;
  takenBy: 'visitor' | 'owner' | null;
  visitors: number;
  viewport: [number, number];
  document: [number, number];
  /** Whether enough visitors saw the same, or the owner took it. */
  usable: boolean;
  isDefault: boolean;
}

/** A node of the recorded page as rrweb-snapshot 2 writes it; hostile until it has been pruned. */
export type SnapshotNode = { type: number; id: number; [member: string]: unknown };

export interface Snapshot {
  id: string;
  page: string;
  device: Device;
  title: string;
  viewport: [number, number];
  document: [number, number];
  snapshot: SnapshotNode;
}

export interface SignedLink {
  url: string;
  expiresAt: string;
}

export const heatmaps = {
  async points(site: string, question: PointsQuestion): Promise<PointsAnswer> {
    return (await send('POST', `${at(site)}/heatmaps/query`, question)) as PointsAnswer;
  },
  async scroll(site: string, question: HeatmapQuestion): Promise<ScrollAnswer> {
    return (await send('POST', `${at(site)}/heatmaps/scroll`, question)) as ScrollAnswer;
  },
  async elements(site: string, question: ElementsQuestion): Promise<ElementsAnswer> {
    return (await send('POST', `${at(site)}/heatmaps/elements`, question)) as ElementsAnswer;
  },
  async elementsCsv(site: string, question: ElementsQuestion): Promise<CsvFile> {
    const response = await ask('POST', `${at(site)}/heatmaps/elements`, 'text/csv', question);
    return { text: await response.text(), truncated: response.headers.get('Polku-Truncated') === 'true' };
  },
  /** How often one element was clicked, at every step of the time. */
  async element(site: string, question: HeatmapQuestion & { selector: string; interval: Interval }): Promise<{ start: string; clicks: number; sessions: number }[]> {
    return ((await send('POST', `${at(site)}/heatmaps/element`, question)) as { rows: { start: string; clicks: number; sessions: number }[] }).rows;
  },
  async zones(site: string, question: HeatmapQuestion & { zones: ZoneQuestion[] }): Promise<ZoneRow[]> {
    return ((await send('POST', `${at(site)}/heatmaps/zones`, question)) as { rows: ZoneRow[] }).rows;
  },
  async pages(site: string, question: PagesQuestion): Promise<PagesAnswer> {
    return (await send('POST', `${at(site)}/heatmaps/pages`, question)) as PagesAnswer;
  },
  /** All versions of a page, or of the pages of a group, the latest first. */
  async versions(site: string, place: Place, device: Device): Promise<PageVersion[]> {
    return ((await send('GET', `${at(site)}/snapshots?${new URLSearchParams({ ...place, device })}`)) as { versions: PageVersion[] }).versions;
  },
  /** What each page looks like on each device, where that is known. */
  async looks(site: string): Promise<PageVersion[]> {
    return ((await send('GET', `${at(site)}/snapshots`)) as { versions: PageVersion[] }).versions;
  },
  async snapshot(site: string, { id, page, device }: Pick<PageVersion, 'id' | 'page' | 'device'>): Promise<Snapshot> {
    return (await send('GET', `${at(site)}/snapshots/${id}?${new URLSearchParams({ page, device })}`)) as Snapshot;
  },
  async removeSnapshot(site: string, { id, page, device }: Pick<PageVersion, 'id' | 'page' | 'device'>): Promise<void> {
    await send('DELETE', `${at(site)}/snapshots/${id}?${new URLSearchParams({ page, device })}`);
  },
  /** A link for the owner alone that opens a page of the site to take its snapshot, or to show the map over it. */
  async link(site: string, draft: { purpose: 'snapshot' | 'overlay'; url: string; page: string }): Promise<SignedLink> {
    return (await send('POST', `${at(site)}/links`, draft)) as SignedLink;
  },
  /** The empty document that a snapshot is rebuilt in, under the site's own policy. */
  backdrop(site: string): string {
    return `${BASE}${at(site)}/backdrop`;
  },
};
