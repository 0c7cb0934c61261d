import { type Beacon, type Happening, type Page, randomId } from './beacon';

/** UTF-16 units; the shortest items (50) and pages (80, of which browsers allow 20 a second) stay within the contract's numbers too. */
const MOST_TEXT = 5_000;
/** The first beacon of a page leaves almost at once, so that a visitor who leaves quickly is seen; later ones gather, in ms. */
const FIRST_DELAY = 100;
const DELAY = 1_000;

/**
 * Gathers what happens into beacons. `take` gives what there is, which is then the caller's; `due` is called when it is time
 * for that, by the clock or by size.
 */
export function batch(
  site: string,
  due: () => void,
): [add: (page: Page, happening: Happening) => void, take: () => Beacon | undefined] {
  let beacon: Beacon | undefined;
  let timer: ReturnType<typeof setTimeout>;
  let delay = FIRST_DELAY;

  return [
    (page, happening) => {
      // what is larger goes alone: the longest event, in three bytes a unit, still fits the server's 65,536
      if (beacon && JSON.stringify([beacon, page, happening]).length > MOST_TEXT) due();
      if (!beacon) {
        // when it is sent is set when it is sent
        beacon = {
          v: 1,
          site,
          id: randomId(),
          language: navigator.language,
          viewport: [innerWidth, innerHeight],
          pages: [],
          items: [],
        } as Partial<Beacon> as Beacon;
        timer = setTimeout(due, delay);
        delay = DELAY;
      }
      const { pages, items } = beacon;
      if (!pages.includes(page)) pages.push(page);
      items.push(Object.assign(happening, { at: happening.at || Date.now(), page: pages.indexOf(page) }));
    },
    () => {
      const taken = beacon;
      clearTimeout(timer);
      beacon = undefined;
      return taken;
    },
  ];
}
