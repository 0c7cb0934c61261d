import { type Happening, randomId } from '../beacon';
import { memory, refused } from '../consent';
import type { Core, Tap } from '../core';
import { guard } from '../guard';
import { type Delivery, delivery } from './delivery';
import { gathering } from './gathering';
import { holding } from './holding';
import { notes } from './notes';
import { picture, whenIdle } from './picture';
import type { Rules } from './rules';
import { type Recorded, Type } from './rrweb';

/** ms between full snapshots; and while it is open whether there will be a recording, of which then so much comes with it. */
const WHOLE = 300_000;
const MINUTE = 60_000;
/** Nothing is recorded after so many ms without an input, which is when a session ends. */
const IDLE = 1_800_000;

export interface Recorder {
  /** Goes on with another token. */
  renew(token: string): void;
  /** Whether it may be begun anew, a session later. */
  isOver(): boolean;
  halt(): void;
}

/** Records what visitors see of this document, as long as rules and visitor allow. */
export function recorder(core: Core, rules: Rules, token: string): Recorder {
  const [{ endpoint, consent }, , current, , , taps, , listen] = core;
  const url = endpoint.replace(/\/*$/, '/r');
  const { pages, events = [], error, rage } = rules.start ?? {};
  /** An id that was there and is no more was withdrawn. */
  const client = memory['polku-client'];
  let isDenied = false;
  /** It is open whether there will be a recording. */
  let isHeld = !!rules.start;
  /** Stopped for good, and when. */
  let over = 0;
  let begun = 0;
  let present = Date.now();
  let acted = present;
  let delivered: Delivery | undefined;
  let isEnding = false;
  let isResting = false;
  let isGone = false;
  let mute = () => {};
  let idle: ReturnType<typeof setTimeout>;

  const held = holding(() => shown.renew());
  const gathered = gathering(chunk => {
    if (!mayRecord() || !current()) return halt();
    if (isHeld) held.keep(chunk);
    else delivered!.send(chunk);
    const now = Date.now();
    if (isEnding) return;
    if (!isHeld && now - begun > rules.minutes * MINUTE) end('minutes');
    else if (!document.hidden && now - shown.since() > (isHeld ? MINUTE : WHOLE)) shown.renew();
  });
  const shown = picture(rules, current, gathered.add, forget, halt);
  const noted = notes(core, shown.mask, note);

  function note(tag: string, payload: object): void {
    if (shown.isOn()) gathered.add({ type: Type.Custom, data: { tag, payload }, timestamp: Date.now() } as Recorded);
  }

  /** Throws away what came since the visitor last did something, and was not sent. */
  function forget(): void {
    gathered.forget();
    held.take();
    delivered?.forget(acted);
  }

  /** Whether the visitor still agrees. */
  function mayRecord(): boolean {
    return !(isDenied || memory['polku-replay'] == 'denied' || (client && memory['polku-client'] != client) || refused(consent));
  }

  /** A page that is wanted, or something that happens on it. */
  function wanted(): void {
    if (!isHeld) return;
    isHeld = false;
    begun = Date.now();
    if (!mayRecord()) return;
    held.take().forEach(chunk => delivered!.send(chunk));
    gathered.cut();
  }

  function begin(): void {
    if (shown.isOn() || over || !current() || !mayRecord()) return;
    delivered ??= delivery(url, randomId(), () => token, mayRecord, end);
    begun ||= Date.now();
    clearTimeout(idle);
    idle = setTimeout(rest, IDLE);
    lookAtPage();
    shown.begin();
    mute = noted.listen();
    noted.page(current()!);
  }

  /** After what was no part of the recording. */
  function goOn(): void {
    if (delivered && !isResting) begin();
  }

  function lookAtPage(): void {
    if (pages && RegExp(pages).test(new URL(current()!.url).pathname)) wanted();
  }

  /** Stops without a word, as on a page that is excluded; it may begin again. What was not handed on is forgotten. */
  function halt(): void {
    shown.halt();
    mute();
    clearTimeout(idle);
    gathered.clear();
    held.take();
  }

  function end(why: string): void {
    if (!shown.isOn()) return;
    note('polku:stopped', { why });
    isEnding = true;
    gathered.cut();
    isEnding = false;
    halt();
    if (why == 'idle') isResting = true;
    else over = Date.now();
  }

  /** When nobody has been there for long. What comes after is another session's, and a recording of its own. */
  function rest(): void {
    const left = present + IDLE - Date.now();
    if (left > 0) idle = setTimeout(rest, left);
    else end('idle');
  }

  taps.push(
    guard((happening?: Happening | { type: 'pointer' | 'granted' | 'denied' }) => {
      if (!happening) return;
      const { type } = happening;
      if (type == 'denied') {
        isDenied = true;
        halt();
      } else if (type == 'granted') {
        isDenied = false;
        goOn();
      } else if (type == 'pageview') {
        if (shown.isOn()) {
          shown.route();
          noted.page(current()!);
          lookAtPage();
        } else goOn();
      } else if (shown.isOn() && type != 'pointer') {
        noted.happened(happening as Happening);
        if ((type == 'error' && error) || (type == 'rageClick' && rage) || (type == 'event' && events.includes(happening.name))) wanted();
      }
    }) as Tap,
  );
  listen('pointerdown pointermove keydown wheel touchstart', ({ type }) => {
    const now = Date.now();
    const isBack = now - present > IDLE;
    present = now;
    if (type == 'pointerdown' || type == 'keydown') {
      acted = now;
      gathered.touched();
    }
    if (isBack && delivered && !over) {
      gathered.cut();
      halt();
      delivered = undefined;
      isResting = false;
      begun = 0;
      begin();
    }
  });
  listen('visibilitychange pagehide pageshow', ({ type }) => {
    const goes = document.hidden || type == 'pagehide';
    if (goes != isGone) note(goes ? 'polku:hidden' : 'polku:shown', {});
    isGone = goes;
    if (goes) {
      gathered.cut();
      delivered?.leave();
    }
  });
  const start = () => whenIdle(guard(begin));
  if (document.readyState == 'loading') addEventListener('DOMContentLoaded', start, { once: true });
  else start();

  return {
    renew(another) {
      token = another;
    },
    isOver: () => !!over && Date.now() - over > IDLE,
    halt,
  };
}
