import type { Click, Page } from '../beacon';
import { current, listen, report, when } from '../lent';
import { isUncaught } from '../uncaught';

/** ms after a click in which an error is the click's. */
const SOON = 1000;

/** Clicks that an uncaught error follows. */
export function observeErrorClicks(): void {
  let last: Click | undefined;
  let page: Page | undefined;
  when('click', click => {
    last = click;
    page = current();
  });
  listen('error unhandledrejection', event => {
    if (last && Date.now() - last.at! <= SOON && isUncaught(event)) {
      report({ ...last, type: 'errorClick' }, page);
      last = undefined;
    }
  });
}
