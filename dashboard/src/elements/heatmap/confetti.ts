/** Dots of several colours, stamped into a picture: many times as fast as drawing circles. */
export interface Dots {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  count: ArrayLike<number>;
  /** Index into the colours; below 0 a dot is left out. */
  colour: ArrayLike<number>;
}

/** Radii in px of the screen. */
const SMALLEST = 3.5;
export const LARGEST_DOT = 9;

/** The radius of a dot that stands for several clicks: its area grows with them, up to what still tells places apart. */
export function dotRadius(count: number): number {
  return Math.min(LARGEST_DOT, SMALLEST * Math.sqrt(1 + Math.log2(Math.max(1, count))));
}

export interface Sheet {
  /** In CSS px of the page. */
  width: number;
  height: number;
  /** Pixels of the picture for each of these. */
  pixels: number;
  /** Of the dots, in pixels of the picture for each of theirs. */
  size: number;
}

/** A picture of the dots; the last of them lie on top. */
export function stamped(dots: Dots, colours: readonly string[], { width, height, pixels, size }: Sheet): ImageData {
  const image = new ImageData(Math.max(1, Math.ceil(width * pixels)), Math.max(1, Math.ceil(height * pixels)));
  const words = new Uint32Array(image.data.buffer);
  const inks = colours.map(wordOf);
  const edge = wordOf('#ffffff');
  const stamps = new Map<number, readonly Run[]>();
  for (let at = 0; at < dots.count.length; at++) {
    const ink = inks[dots.colour[at]!];
    if (ink === undefined) continue;
    const radius = Math.max(2, Math.round(dotRadius(dots.count[at]!) * size));
    let runs = stamps.get(radius);
    if (runs === undefined) stamps.set(radius, (runs = stampOf(radius)));
    const left = Math.round(dots.x[at]! * pixels);
    const top = Math.round(dots.y[at]! * pixels);
    for (const { dy, outer, inner } of runs) {
      const y = top + dy;
      if (y < 0 || y >= image.height) continue;
      const row = y * image.width;
      const last = Math.min(image.width - 1, left + outer);
      for (let x = Math.max(0, left - outer); x <= last; x++) words[row + x] = x < left - inner || x > left + inner ? edge : ink;
    }
  }
  return image;
}

/** A row of a dot: so many pixels to either side of its middle in the colour of the edge, and of these so many in its own; -1 for none. */
interface Run {
  dy: number;
  outer: number;
  inner: number;
}

/** A disc with a thin light edge, so that dots are told apart where they lie on each other or on dark pages. */
function stampOf(radius: number): Run[] {
  const half = (of: number, dy: number): number => (Math.abs(dy) > of ? -1 : Math.floor(Math.sqrt(of ** 2 - dy ** 2)));
  return Array.from({ length: 2 * radius + 1 }, (_, at) => ({ dy: at - radius, outer: half(radius + 0.3, at - radius), inner: half(radius - 0.7, at - radius) }));
}

function wordOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return new Uint32Array(new Uint8ClampedArray([red!, green!, blue!, 235]).buffer)[0]!;
}
