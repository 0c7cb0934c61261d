import { record } from '@rrweb/record';
import type { Page } from '../beacon';
import { guard } from '../guard';
import type { Mask } from '../masking';
import { watchCanvases } from './canvases';
import { BLOCKED, BLOCKED_CLASS, bareAddress, privacy, typed } from './privacy';
import type { Rules } from './rules';
import { type Mirror, type Recorded, Source, Type } from './rrweb';

/** ms between two places of the pointer, and of what scrolls and plays. */
const SAMPLING = { mousemove: 80, scroll: 150, media: 800 };

export interface Picture {
  /** From now on, with a full snapshot first. */
  begin(): void;
  halt(): void;
  isOn(): boolean;
  /** A full snapshot, as soon as the browser has nothing better to do. */
  renew(): void;
  /** When the last full snapshot was taken. */
  since(): number;
  /** Looks which page is shown now. */
  route(): void;
  mask(): Mask;
}

/**
 * What the page looks like, as `add` is told in rrweb's events, masked. On the way into a page that is private `forget` is told to
 * throw away what may already show it. `left` is called where the page is none that may be told of.
 */
export function picture(rules: Rules, current: () => Page | undefined, add: (event: Recorded) => void, forget: () => void, left: () => void): Picture {
  const mirror: Mirror = record.mirror;
  const isPrivate = RegExp(rules.masked || '^$');
  let stop: (() => void) | undefined;
  let isOn = false;
  let mask: Mask = 'all';
  let shown: string | undefined;
  /** Until the next full snapshot changes are not recorded. */
  let isAwaiting = false;
  let snapped = 0;

  const canvases = watchCanvases(
    canvas => secrets.isOpen(canvas, mask),
    // as an attribute, which is how a full snapshot of rrweb's has it
    (canvas, rr_dataURL) => {
      const attributes = [{ id: mirror.getId(canvas), attributes: { rr_dataURL } }];
      if (isOn && !isAwaiting) {
        add({ type: Type.Incremental, data: { source: Source.Mutation, texts: [], removes: [], adds: [], attributes }, timestamp: Date.now() });
      }
    },
  );
  const secrets = privacy(mirror, canvases[0]);

  function emit(event: Recorded): void {
    if (!isOn) return;
    // an excluded page, or the tracker has stopped
    if (!current()) return left();
    route();
    const isSnapshot = event.type == Type.FullSnapshot;
    if (isSnapshot) isAwaiting = false;
    if (isAwaiting && event.type != Type.Meta) return;
    // without what the query may tell
    if (event.type == Type.Meta) event.data.href = bareAddress(current()!.url);
    secrets.clean(event, mask);
    add(event);
  }

  function route(): void {
    const { url } = current()!;
    const address = location.pathname + url;
    if (address == shown) return;
    shown = address;
    const { pathname, hash } = new URL(url);
    const next = rules.mask == 'all' || [location.pathname, pathname, pathname + hash].some(path => isPrivate.test(path)) ? 'all' : 'personal';
    if (next != mask && isOn) {
      if (next == 'all') forget();
      // what is shown until the next page is there
      else secrets.keep();
      isAwaiting = true;
      setTimeout(snapshot);
    }
    mask = next;
  }

  const snapshot = guard(() => {
    if (!isOn) return;
    if (!current()) return left();
    snapped = Date.now();
    record.takeFullSnapshot();
  });

  return {
    begin() {
      route();
      isOn = true;
      snapped = Date.now();
      stop = record({
        emit,
        blockClass: BLOCKED_CLASS,
        blockSelector: BLOCKED,
        maskAllInputs: true,
        maskInputFn: typed,
        slimDOMOptions: 'all',
        sampling: SAMPLING,
        errorHandler: () => true,
      }) as (() => void) | undefined;
    },
    halt() {
      isOn = isAwaiting = false;
      stop?.();
      stop = undefined;
      canvases[1]();
    },
    isOn: () => isOn,
    renew() {
      snapped = Date.now();
      whenIdle(snapshot);
    },
    since: () => snapped,
    route,
    mask: () => mask,
  };
}

export function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 2_000 });
  else setTimeout(run, 50);
}
