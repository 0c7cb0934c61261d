import type { Click } from './beacon';
import type { Core } from './core';

/** What the core lends to this file's observers, under names. */
export let options: Core[0];
export let report: Core[1];
export let current: Core[2];
export let event: Core[3];
export let depart: Core[4];
export let taps: Core[5];
export let on: Core[6];
export let listen: Core[7];
export let cut: Core[8];
export let cleanUrl: Core[9];
export let sign: Core[10];

export function lend(core: Core): void {
  [options, report, current, event, depart, taps, on, listen, cut, cleanUrl, sign] = core;
}

/** Calls with every click: exact by then, what was hit (innermost), and by what. */
export function when(type: 'click', run: (click: Click, target: Element, cause: MouseEvent) => void): void;
/** Calls with each place of a pointer that moves. */
export function when(type: 'pointer', run: (sign: { type: 'pointer' }, target: Element, cause: PointerEvent) => void): void;
/** Calls when it is time to report what has gathered on the current page (`engagement`), or when a page has begun (`pageview`). */
export function when(type: 'engagement' | 'pageview', run: () => void): void;
export function when(type: string, run: (...given: any[]) => void): void {
  taps.push((happening, ...rest: unknown[]) => {
    if (happening?.type == type) run(happening, ...rest);
  });
}
