import type { Asked, Core } from './core';
import { guard } from './guard';
import { type Recorder, recorder } from './replay/recorder';
import type { Rules } from './replay/rules';

/** Of the tracker that asked last; there may be another after an opt-out. */
let recording: { of: Core; by: Recorder } | undefined;

/** The entry of `r.js`: the core calls it when the server has asked for a recording, and again with a new token for each pageview. */
export const v1 = guard((core: Core, [, token, rules]: Asked): void => {
  const [{ replay }, , , , , , on] = core;
  if (!on(replay)) return;
  if (recording?.of == core && !recording.by.isOver()) recording.by.renew(token);
  else {
    recording?.by.halt();
    recording = { of: core, by: recorder(core, rules as Rules, token) };
  }
});
