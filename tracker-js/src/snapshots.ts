import type { Page } from './beacon';
import type { Asked, Core } from './core';
import type { Options } from './polku';
import { deliver, type Sight, tell } from './snapshot/delivery';
import { openBar } from './snapshot/bar';
import { recording } from './snapshot/recording';
import { skeleton } from './snapshot/skeleton';
import { still } from './snapshot/still';

/**
 * The entry of `s.js`: what the page looks like. For a visitor the core calls it when the server has asked for a look; for an
 * owner, who came by a link, there is no core, since such a visit is not counted.
 */
export function v1(given: Core | Options, [, token]: Asked, page?: Page): void {
  if ('endpoint' in given) openBar(given, token);
  else look(given, token, page).catch(() => {}); // nothing to tell, and nobody to tell it to
}

async function look([{ endpoint, snapshots }, , current, , , , on]: Core, token: string, page?: Page): Promise<void> {
  if (!on(snapshots)) return;
  await still();
  // a single-page application may show another by now
  if (!page || page != current()) return;
  const sight: Sight = [token, page.url, skeleton(document.body)];
  const mask = await tell(endpoint, sight);
  if (!mask) return;
  await still();
  if (page != current() || skeleton(document.body) != sight[2]) return;
  const recorded = await recording(mask);
  if (recorded) await deliver(endpoint, sight, mask, recorded);
}
