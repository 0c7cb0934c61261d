import type { Click } from '../beacon';
import { listen, report, when } from '../lent';
import { CONTROL, EDITABLE } from '../shown';

/** Answers without a change of the document that we could see. */
const EXEMPT = EDITABLE + ',label,option,[target],[download]';
/** For so many ms a change of the document, or going elsewhere, is taken for an answer to the click. */
const ANSWER = 2500;
/** Scrolling and selecting only for so many. */
const DIRECT = 100;
/** A node is not judged twice within so many. */
const AGAIN = 1000;

/** Clicks on what looks as if it did something, after which nothing happens. The document is watched only until that is known. */
export function observeDeadClicks(): void {
  let waiting: Click[] = [];
  let judged: Element;
  let again: number;

  /** Only these still wait for an answer. */
  function keep(which: (click: Click) => boolean): void {
    waiting = waiting.filter(which);
    if (!waiting[0]) observer.disconnect();
  }
  const answered = () => keep(() => false);
  const observer = new MutationObserver(answered);

  when('click', (click, node, event) => {
    const { timeStamp } = event;
    const link = node.closest('a');
    if (
      event.ctrlKey || event.metaKey || event.shiftKey || event.altKey ||
      node.closest(EXEMPT) ||
      (link && link.origin && link.origin != location.origin) ||
      !(node.closest(CONTROL) || getComputedStyle(node).cursor == 'pointer') ||
      (node == judged && timeStamp < again)
    ) {
      return;
    }
    judged = node;
    again = timeStamp + AGAIN;
    waiting.push(click);
    [document, node.getRootNode()].forEach(root =>
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true }),
    );
    setTimeout(() => {
      if (waiting.includes(click)) report({ ...click, type: 'deadClick' });
      keep(each => each != click);
    }, ANSWER);
  });
  when('pageview', answered);
  listen('scroll selectionchange focus blur visibilitychange hashchange', ({ type }) =>
    keep(({ at }) => type[0] == 's' && Date.now() - at! > DIRECT),
  );
}
