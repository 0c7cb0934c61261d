import type { Core } from './core';
import { lend, on, options } from './lent';
import { observeCopies } from './observers/copies';
import { observePointer } from './observers/pointer';
import { observePrints } from './observers/prints';
import { observeSearch } from './observers/search';
import { observeVideos } from './observers/videos';

/** The entry of `e.js`: what happens rarely enough to be small. It sees to it that `v.js` is loaded where that is wanted. */
export function v1(core: Core): void {
  lend(core);
  const { copies, prints, search, videos, vitals, errors, requests } = options;
  observePointer();
  if (on(copies)) observeCopies();
  if (on(prints)) observePrints();
  if (on(search)) observeSearch(search);
  if (on(videos)) observeVideos();
  if ([vitals, errors, requests].some(option => on(option))) {
    import('./monitoring').then(
      monitoring => monitoring.v1(core),
      () => {},
    );
  }
}
