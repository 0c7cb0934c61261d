import type { Core } from './core';
import { lend, on, options } from './lent';
import { observeErrors } from './observers/errors';
import { observeRequests } from './observers/requests';
import { observeVitals } from './observers/vitals';

/** What can be begun only once goes on by itself when a tracker is begun again (after an opt-in, say), and reports to that one. */
let begun = false;

/** The entry of `v.js`: how fast the page is, and what goes wrong on it. */
export function v1(core: Core): void {
  lend(core);
  if (on(options.errors)) observeErrors();
  if (begun) return;
  begun = true;
  if (on(options.vitals)) observeVitals();
  if (on(options.requests)) observeRequests();
}
