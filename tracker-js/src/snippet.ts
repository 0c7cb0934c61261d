import { refused } from './consent';
import { guard } from './guard';
import type { Options, Polku, Tracker } from './polku';
import { track } from './tracker';
import { whenVisible } from './visible';

/** The entry of `t.js`: options from the script's own tag, calls from the queue, one global function. */
const { dataset, src } = document.currentScript as HTMLScriptElement;

const begin = guard(() => {
  const queued = window.polku;
  // a page may hold the tag twice (theme and tag manager)
  if (queued && queued.ready) return;
  // an attribute is as good as the option of its name: `track` takes 'false' for false
  const tracker = track({ endpoint: new URL('.', src).href, ...dataset } as unknown as Options);
  const polku: Polku = guard((command: keyof Tracker, ...rest: unknown[]) =>
    (tracker[command] as (...rest: unknown[]) => void)(...rest),
  );
  polku.ready = true;
  window.polku = polku;
  if (queued && queued.q) queued.q.forEach(call => polku(...(call as unknown as [keyof Tracker])));
});

if (refused()) window.polku = () => {};
else whenVisible(begin);
