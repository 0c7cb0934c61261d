import { isLinked, memory, refused } from './consent';
import type { Use } from './core';
import { guard } from './guard';
import type { Options, Polku } from './polku';
import { type Tracking, track } from './tracker';
import { whenVisible } from './visible';

/** The entry of `t.js`: options from the script's own tag, calls from the queue, parts from beside it, one global function. */
const { dataset, src } = document.currentScript as HTMLScriptElement;
const folder = new URL('.', src).href;
// an attribute is as good as the option of its name: `track` takes 'false' for false
const options = { endpoint: folder, ...dataset } as unknown as Options;
const tracking = {} as Tracking;

const use: Use = (part, ...given) =>
  import(folder + part + '.js').then(({ v1 }) => v1(...given)).catch(() => {});

const begin = () => Object.assign(tracking, track(options, use));

const useCommands = (then?: () => void) => use('c', tracking, begin, options, memory, refused, then);

const start = guard(() => {
  const queued = window.polku;
  // a page may hold the tag twice (theme and tag manager)
  if (queued?.ready) return;
  const polku = guard((command: keyof typeof tracking, ...rest: unknown[]) => {
    const run = () => (tracking[command] as (...rest: unknown[]) => void)(...rest);
    // consent, identify, optIn and optOut are rarely called: their file adds them
    if (!tracking[command] && /^[cio]/.test(command)) {
      useCommands(run);
    } else run();
  }) as Polku;
  polku.ready = true;
  window.polku = polku;
  if (isLinked()) useCommands();
  else if (!refused(options.consent && memory['polku-denied'])) begin();
  queued?.q?.forEach(call => polku(...(call as unknown as [keyof Tracking & 'stop'])));
});

whenVisible(start);
