/** Dots of several colours, stamped into a picture: many times as fast as drawing circles. */
export interface Dots {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  count: ArrayLike<number>;
  /** Index into the colours; below 0 a dot is left out. */
  colour: ArrayLike<number>;
}

/** In pixels of the picture at a scale of 1. */
const SMALLEST = 3.5;
const LARGEST = 9;

/** The radius of a dot that stands for several clicks: its area grows with them, up to what still tells places apart. */
export function dotRadius(count: number): number {
  return Math.min(LARGEST, SMALLEST * Math.sqrt(1 + Math.log2(Math.max(1, count))));
}

/** Dots at `scale` pixels for each CSS px of the page; the last of them lie on top. */
export function stamped(dots: Dots, colours: readonly string[], width: number, height: number, scale: number): ImageData {
  const image = new ImageData(Math.max(1, Math.ceil(width * scale)), Math.max(1, Math.ceil(height * scale)));
  const words = new Uint32Array(image.data.buffer);
  const inks = colours.map(wordOf);
  const edge = wordOf('#ffffff');
  const stamps = new Map<number, readonly Stamp[]>();
  for (let at = 0; at < dots.count.length; at++) {
    const ink = inks[dots.colour[at]!];
    if (ink === undefined) continue;
    const radius = Math.max(2, Math.round(dotRadius(dots.count[at]!) * Math.max(0.7, scale)));
    let stamp = stamps.get(radius);
    if (stamp === undefined) stamps.set(radius, (stamp = stampOf(radius)));
    const left = Math.round(dots.x[at]! * scale);
    const top = Math.round(dots.y[at]! * scale);
    for (const { dx, dy, inner } of stamp) {
      const x = left + dx;
      const y = top + dy;
      if (x >= 0 && y >= 0 && x < image.width && y < image.height) words[y * image.width + x] = inner ? ink : edge;
    }
  }
  return image;
}

interface Stamp {
  dx: number;
  dy: number;
  inner: boolean;
}

/** A disc with a thin light edge, so that dots are told apart where they lie on each other or on dark pages. */
function stampOf(radius: number): Stamp[] {
  const found: Stamp[] = [];
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) {
      const distance = Math.hypot(dx, dy);
      if (distance <= radius + 0.3) found.push({ dx, dy, inner: distance <= radius - 0.7 });
    }
  }
  return found;
}

function wordOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return new Uint32Array(new Uint8ClampedArray([red!, green!, blue!, 235]).buffer)[0]!;
}
