import type { Core } from './core';
import { lend, on, options } from './lent';
import { observeErrors } from './observers/errors';
import { observeRequests } from './observers/requests';
import { observeVitals } from './observers/vitals';

/** The entry of `v.js`: how fast the page is, and what goes wrong on it. */
export function v1(core: Core): void {
  lend(core);
  if (on(options.vitals)) observeVitals();
  if (on(options.errors)) observeErrors();
  if (on(options.requests)) observeRequests();
}
