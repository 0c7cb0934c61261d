/** Colours of strength, dark to light in steps that look even, and told apart without seeing red or green. */

type Stop = readonly [red: number, green: number, blue: number];

/** Like matplotlib's inferno, without its black beginning: it lies over pages, with more of it the stronger it is. */
const HEAT: readonly Stop[] = [[66, 10, 104], [106, 23, 110], [147, 38, 103], [188, 55, 84], [221, 81, 58], [243, 120, 25], [252, 165, 10], [246, 215, 70]];
/** Like cividis: from blue to yellow, even for those who see no red. */
const BANDS: readonly Stop[] = [[0, 34, 78], [35, 62, 108], [76, 85, 107], [107, 109, 114], [138, 134, 120], [171, 163, 113], [206, 192, 93], [253, 231, 55]];

export type RampName = 'heat' | 'bands';
const STOPS: Record<RampName, readonly Stop[]> = { heat: HEAT, bands: BANDS };

/** Between these strengths alpha grows: below, nothing is drawn, and up to the end the page shines through. */
const CLEAR = 0.04;
const SOLID = 0.4;
const MOST_ALPHA = 0.88;
/** Of colours that lie over all of a page, which must stay legible. */
const BAND_ALPHA = 0.45;

/** The colour at a strength of 0–1, with its alpha of 0–1. */
export function rampAt(name: RampName, strength: number): readonly [number, number, number, number] {
  const stops = STOPS[name];
  const place = Math.max(0, Math.min(1, strength)) * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(place));
  const part = place - below;
  const mixed = [0, 1, 2].map((channel) => Math.round(stops[below]![channel]! * (1 - part) + stops[below + 1]![channel]! * part));
  const alpha = name === 'heat' ? MOST_ALPHA * Math.min(1, Math.max(0, strength - CLEAR) / (SOLID - CLEAR)) : BAND_ALPHA;
  return [mixed[0]!, mixed[1]!, mixed[2]!, alpha];
}

export function cssColour(name: RampName, strength: number): string {
  const [red, green, blue, alpha] = rampAt(name, strength);
  return `rgb(${red} ${green} ${blue} / ${Math.round(alpha * 100) / 100})`;
}

const tables = new Map<RampName, Uint32Array>();

/** 256 colours as an ImageData's words hold them, in the machine's own order of bytes. */
export function rampTable(name: RampName): Uint32Array {
  let table = tables.get(name);
  if (table === undefined) {
    const bytes = new Uint8ClampedArray(256 * 4);
    for (let at = 0; at < 256; at++) {
      const [red, green, blue, alpha] = rampAt(name, at / 255);
      bytes.set([red, green, blue, alpha * 255], at * 4);
    }
    tables.set(name, (table = new Uint32Array(bytes.buffer)));
  }
  return table;
}

/** How strong a value looks beside the largest one: weak ones are lifted, or one busy button would leave the page blank. */
const LIFT = 0.5;

export function strengthOf(value: number, most: number): number {
  return most <= 0 ? 0 : Math.min(1, Math.max(0, value) / most) ** LIFT;
}

/** The value that looks as strong as this. */
export function valueAt(strength: number, most: number): number {
  return most * strength ** (1 / LIFT);
}

/** Okabe and Ito's colours, for what has no order; the last is for all others together. */
export const KINDS: readonly string[] = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#cc79a7', '#56b4e9', '#f0e442'];
export const OTHERS = '#5c6763';
