import type { Chunk } from './gathering';

/** UTF-16 units that are kept at most. */
const CAPACITY = 4_000_000;

/**
 * Keeps on the page what may turn out to be wanted: from the last but one full snapshot on. `restart` is called where even that is too
 * much, so that it begins anew.
 */
export function holding(restart: () => void): { keep(chunk: Chunk): void; take(): Chunk[] } {
  let held: Chunk[] = [];
  const size = () => held.reduce((sum, { text }) => sum + text.length, 0);
  /** Keeps those from the nth last full snapshot on. */
  const shorten = (nth: number) => held.splice(0, held.flatMap(({ snapshot }, i) => (snapshot ? [i] : [])).slice(-nth)[0]);

  return {
    keep(chunk) {
      held.push(chunk);
      shorten(2);
      if (size() > CAPACITY) shorten(1);
      if (size() > CAPACITY) {
        held = [];
        restart();
      }
    },
    take() {
      const taken = held;
      held = [];
      return taken;
    },
  };
}
