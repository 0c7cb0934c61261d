import type { Click, Page } from '../beacon';
import { current, depart, listen, report, when } from '../lent';

/** The next click of a run comes within so many ms and px (|dx| + |dy|). */
const SOON = 1000;
const NEAR = 30;
const FEWEST = 3;

/** A run of quick clicks on one spot, counted once, at its last click: so it is told when the run is over. */
export function observeRageClicks(): void {
  let last: Click;
  let page: Page | undefined;
  let count = 0;
  let timer: ReturnType<typeof setTimeout>;

  function end(): void {
    if (count >= FEWEST) report({ ...last, type: 'rageClick' }, page);
    count = 0;
  }

  when('click', click => {
    clearTimeout(timer);
    timer = setTimeout(end, SOON);
    if (page != current() || (count && Math.abs(click.pageX - last.pageX) + Math.abs(click.pageY - last.pageY) > NEAR)) end();
    last = click;
    page = current();
    count++;
  });
  listen('pagehide', () => {
    end();
    depart();
  });
}
