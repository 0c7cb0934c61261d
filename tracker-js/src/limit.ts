import type { Page } from './beacon';
import { current } from './lent';

const MOST = 20;
const MOST_ALIKE = 3;

/** Lets through at most 20 of a pageview, and of those alike at most 3: a loop of failures must not become one of beacons. */
export function limit(): (alike: string) => boolean {
  let page: Page | undefined;
  let told: string[] = [];
  return alike => {
    if (page != current()) told = [];
    page = current();
    return told.length < MOST && told.filter(each => each == alike).length < MOST_ALIKE && !!told.push(alike);
  };
}
