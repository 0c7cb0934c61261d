import type { Core } from './core';
import { cut, lend, on, options, when } from './lent';
import { observeAttention } from './observers/attention';
import { observeDeadClicks } from './observers/dead-clicks';
import { observeErrorClicks } from './observers/error-clicks';
import { observeForms } from './observers/forms';
import { observeMoves } from './observers/moves';
import { observeRageClicks } from './observers/rage-clicks';
import { place } from './place';
import { selector } from './selector';
import { CONTROL, shownText } from './shown';

/** Each can be switched off by the option of its name, all by `interactions`. */
const OBSERVERS = {
  rageClicks: observeRageClicks,
  deadClicks: observeDeadClicks,
  errorClicks: observeErrorClicks,
  moves: observeMoves,
  attention: observeAttention,
  forms: observeForms,
};

/** The entry of `i.js`, which the core loads once the page is idle: exact clicks, and everything that watches closely. */
export function v1(core: Core): void {
  lend(core);
  when('click', (click, target, { detail, clientX, clientY }) => {
    // an icon in a button is the button
    const element = target.closest(CONTROL) || target;
    Object.assign(
      click,
      { selector: selector(element), tag: element.localName, text: shownText(element, cut) },
      // a key pressed on a control makes a click without a place
      place(element, ...(detail ? [clientX, clientY] : [])),
    );
  });
  for (const name in OBSERVERS) {
    const option = name as keyof typeof OBSERVERS;
    if (on(options.interactions) && on(options[option])) OBSERVERS[option]();
  }
}
