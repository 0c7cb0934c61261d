import { COLOURED_BY, DEVICES, POINT_KINDS, type Device, type Place, type PointKind } from '../../api/heatmaps';
import type { Filter } from '../../api/records';
import { parseFilter, type View } from '../../state/view';

/** What a heatmap shows of what people did. */
export const KINDS = ['click', 'move', 'scroll', 'attention', 'rageClick', 'deadClick', 'errorClick'] as const;
export type Kind = (typeof KINDS)[number];

/** How it shows points. */
export const LOOKS = ['heat', 'confetti', 'overlay', 'zones'] as const;
export type Look = (typeof LOOKS)[number];

/** What a map is set beside: the period that the filter bar compares with, another device, those who did not convert, or another filter. */
export const RIVALS = ['period', 'desktop', 'tablet', 'mobile', 'leavers', 'filter'] as const;
export type Rival = (typeof RIVALS)[number];

export const ZONE_FIGURES = ['clickRate', 'attractiveness', 'exposure', 'revenue'] as const;
export type ZoneFigure = (typeof ZONE_FIGURES)[number];

/** A heatmap as the address names it. */
export interface Choice {
  place: Place;
  device: Device;
  kind: Kind;
  look: Look;
  /** A page version's id; null for the one that the server takes by default. */
  version: string | null;
  /** The page of a group that is the backdrop; null for the one that the most sessions saw. */
  pictured: string | null;
  by: (typeof COLOURED_BY)[number];
  rival: Rival | null;
  /** What the sessions of the other side have instead of the view's filters, where another filter is compared with. */
  versus: Filter | null;
  /** What counts as converted; null for any goal. */
  goal: string | null;
  /** Compared on one map that marks what differs, rather than on two. */
  difference: boolean;
  figure: ZoneFigure;
  /** The selector of the element whose card is open. */
  element: string | null;
  /** Whether closed menus and the like are opened on the backdrop. */
  opened: boolean;
}

/** The ways to show a kind: zones have figures of clicks alone, and of moves there are too many for dots and shares. */
export function looksOf(kind: Kind, rivalled: boolean): readonly Look[] {
  if (kind === 'move') return ['heat'];
  return LOOKS.filter((look) => look !== 'zones' || (kind === 'click' && !rivalled));
}

/** Null where the address names no page: that is where one is picked. */
export function choiceOf({ tabs, filters }: View): Choice | null {
  const page = tabs['map'];
  const group = tabs['group'];
  if (page === undefined && group === undefined) return null;
  const kind = oneOf(KINDS, tabs['kind']) ?? 'click';
  const look = oneOf(LOOKS, tabs['look']) ?? 'heat';
  const device = oneOf(DEVICES, tabs['device']) ?? filteredDevice(filters) ?? 'desktop';
  const against = oneOf(RIVALS, tabs['against']);
  const versus = against === 'filter' ? parseFilter(tabs['versus'] ?? '') : null;
  const rival = against === device || (against === 'leavers' && !isPoints(kind)) || (against === 'filter' && versus === null) ? null : against;
  const rivalled = rival !== null;
  const version = tabs['version'] ?? '';
  return {
    place: page !== undefined ? { page } : { pageGroup: group! },
    device,
    kind,
    look: isPoints(kind) && !looksOf(kind, rivalled).includes(look) ? 'heat' : look,
    version: /^[0-9a-f]{16}$/.test(version) ? version : null,
    pictured: tabs['pictured'] ?? null,
    by: oneOf(COLOURED_BY, tabs['by']) ?? 'channel',
    rival,
    versus,
    goal: tabs['goal'] ?? null,
    difference: rivalled && kind === 'click' && tabs['difference'] !== undefined,
    figure: oneOf(ZONE_FIGURES, tabs['figure']) ?? 'clickRate',
    element: tabs['element'] ?? null,
    opened: tabs['opened'] !== undefined,
  };
}

/** Converters and leavers are told apart by nothing else than that. */
export function colouredBy({ rival, by }: Choice): Choice['by'] {
  return rival === 'leavers' ? 'converted' : by;
}

export function oneOf<T extends string>(known: readonly T[], text: string | undefined): T | null {
  return known.find((one) => one === text) ?? null;
}

/** Where the filters leave one device, that is the one to look at. */
function filteredDevice(filters: View['filters']): Device | null {
  for (const filter of filters) {
    if (filter[0] === 'is' && filter[1] === 'device' && filter[2].length === 1) return oneOf(DEVICES, filter[2][0]);
  }
  return null;
}

export function isPoints(kind: Kind): kind is PointKind {
  return POINT_KINDS.some((one) => one === kind);
}

export function placeName(place: Place): string {
  return 'page' in place ? place.page : place.pageGroup;
}
