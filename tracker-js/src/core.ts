import type { Happening, Page } from './beacon';
import type { Listen } from './listen';
import type { EventOptions, Options } from './polku';
import type { cut } from './text';
import type { cleanUrl } from './url';

/**
 * What the core lends to the parts that load later, so that they need not bring their own. By place, since names that cross files
 * cannot be shortened. Whoever changes it renames `v1` everywhere: a part of another version, from a cache, is then not found
 * instead of misunderstood.
 */
export type Core = readonly [
  options: Options,
  /** Nothing is reported where nothing may be; the page is the current one if not given. */
  report: (happening: Happening, page?: Page) => void,
  current: () => Page | undefined,
  event: (name: string, options?: EventOptions) => void,
  /** Hands all that is there to the browser at once, since the page may be gone in a moment. */
  depart: () => void,
  taps: Tap[],
  on: (option: unknown, otherwise?: boolean) => boolean,
  listen: Listen,
  cut: typeof cut,
  cleanUrl: typeof cleanUrl,
  /** Tells that the visitor is there; see `observeEngagement`. */
  sign: (of: { type: string }) => void,
];

/** Is told what the core notices. */
export interface Tap {
  /** Every happening before it is noted, which may still be changed; with a click comes what was hit, and by what. */
  (happening: Happening, target?: Element, event?: MouseEvent): void;
  /** Every place of a pointer that moves. */
  (pointer: { type: 'pointer' }, target: Element, event: PointerEvent): void;
  /** What the visitor says about being recorded. */
  (consent: { type: 'granted' | 'denied' }): void;
  /** Every stretch of active time (ms), and the document's height; see `observeEngagement`. */
  (nothing: undefined, active: number, height: number): void;
}

/** A part that the server asks for in its answer to a beacon, and what is given to it. */
export type Asked = readonly [part: 's', token: string] | readonly [part: 'r', token: string, rules: object];

/**
 * Loads a file beside `t.js`, and calls its `v1`: `i`, `e` with the core, `s` and `r` with the core, what the server
 * says, and the page of then, `c` with what `commands.ts` says. A file that is blocked, or of another version, is done without.
 */
export type Use = (part: 'i' | 'e' | 's' | 'r' | 'c', ...given: any[]) => unknown;
