import { rampTable, strengthOf, type RampName } from './ramps';

/** How thickly points lie, on a grid of cells: of each the number of points around it, those near it counting most. */
export interface Field {
  columns: number;
  rows: number;
  /** CSS px of the page that a cell is wide and high. */
  cell: number;
  values: Float32Array;
  most: number;
}

/** CSS px within which points melt into one spot: about a fingertip. */
export const RADIUS = 24;
const CELL = 4;
/** Longer pages get larger cells. */
const MOST_CELLS = 3_000_000;
/** Means over a box, one after the other, come close to a bell: with fewer, weak spots look square. */
const PASSES = 4;

/**
 * The density of points on an area of `width` × `height` CSS px. A lone point has 1 at its place, so that values read as "so many around
 * here". Takes as long for a million points as for ten, but for counting them.
 */
export function densityOf(xs: ArrayLike<number>, ys: ArrayLike<number>, counts: ArrayLike<number>, width: number, height: number): Field {
  const cell = Math.max(CELL, Math.sqrt((width * height) / MOST_CELLS));
  const columns = Math.max(1, Math.ceil(width / cell));
  const rows = Math.max(1, Math.ceil(height / cell));
  const radius = Math.max(1, Math.round(RADIUS / 2.4 / cell));
  // What spreads over the edge must be there to spread back.
  const margin = radius * PASSES;
  const across = columns + 2 * margin;
  const down = rows + 2 * margin;
  const wide = new Float32Array(across * down);
  for (let at = 0; at < counts.length; at++) {
    const column = Math.min(columns - 1, Math.max(0, Math.floor(xs[at]! / cell)));
    const row = Math.min(rows - 1, Math.max(0, Math.floor(ys[at]! / cell)));
    wide[(row + margin) * across + column + margin]! += counts[at]!;
  }
  const spare = new Float32Array(wide.length);
  for (let pass = 0; pass < PASSES; pass++) {
    acrossRows(wide, spare, across, down, radius);
    downColumns(spare, wide, across, down, radius);
  }
  const peak = peakOf(radius);
  const values = new Float32Array(columns * rows);
  let most = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = wide[(row + margin) * across + column + margin]! / peak;
      values[row * columns + column] = value;
      if (value > most) most = value;
    }
  }
  return { columns, rows, cell, values, most };
}

/** Sums over `radius` cells to either side. */
function acrossRows(from: Float32Array, to: Float32Array, columns: number, rows: number, radius: number): void {
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let sum = 0;
    for (let column = 0; column < Math.min(radius, columns); column++) sum += from[start + column]!;
    for (let column = 0; column < columns; column++) {
      if (column + radius < columns) sum += from[start + column + radius]!;
      if (column - radius - 1 >= 0) sum -= from[start + column - radius - 1]!;
      to[start + column] = sum;
    }
  }
}

/** The same from top to bottom, a whole row at a time: memory is read in its order. */
function downColumns(from: Float32Array, to: Float32Array, columns: number, rows: number, radius: number): void {
  const sums = new Float32Array(columns);
  for (let row = 0; row < Math.min(radius, rows); row++) for (let column = 0; column < columns; column++) sums[column]! += from[row * columns + column]!;
  for (let row = 0; row < rows; row++) {
    const entering = (row + radius) * columns;
    const leaving = (row - radius - 1) * columns;
    if (row + radius < rows) for (let column = 0; column < columns; column++) sums[column]! += from[entering + column]!;
    if (row - radius - 1 >= 0) for (let column = 0; column < columns; column++) sums[column]! -= from[leaving + column]!;
    to.set(sums, row * columns);
  }
}

/** What a lone point of 1 has at its place after all passes. */
function peakOf(radius: number): number {
  let line = [1];
  for (let pass = 0; pass < PASSES; pass++) {
    const wider = new Array<number>(line.length + 2 * radius).fill(0);
    line.forEach((value, at) => {
      for (let step = 0; step <= 2 * radius; step++) wider[at + step]! += value;
    });
    line = wider;
  }
  return line[(line.length - 1) / 2]! ** 2;
}

/** A field as a picture of a pixel a cell, beside `most` of all fields of the map.. */
export function painted(field: Field, most: number, ramp: RampName): ImageData {
  const table = rampTable(ramp);
  const image = new ImageData(field.columns, field.rows);
  const words = new Uint32Array(image.data.buffer);
  const shades = shadesOf(most);
  const step = most / (shades.length - 1);
  for (let at = 0; at < words.length; at++) {
    const value = field.values[at]!;
    if (value > 0) words[at] = table[shades[Math.min(shades.length - 1, Math.round(value / step))]!]!;
  }
  return image;
}

/** The ramp's colour for each of many even steps of the value: roots of a million cells would cost more than all the rest. */
function shadesOf(most: number): Uint8Array {
  const steps = 4096;
  return Uint8Array.from({ length: steps + 1 }, (_, at) => Math.round(strengthOf((most * at) / steps, most) * 255));
}
