import { computed, signal, type Signal } from '@preact/signals';
import type { RecordedEvent } from '../../api/replays';
import type { Loaded, Recording } from './recording';
import type { Screen, Size } from './screen';
import { idleParts, nextShown, partAt, shownAt, type Stretch, type Timeline } from './timeline';

export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];

/** Opens a screen for the events of a stretch, in place of the one before. */
export type Open = (events: RecordedEvent[], speed: number) => Promise<Screen>;

/** A running session is shown so far behind what came last, ms: chunks come every few seconds. */
const BEHIND = 4000;
/** Further behind than that it is caught up with. */
const TOO_FAR = 9000;
/** Between two of these the time that is shown stands still, ms. */
const STEP = 100;
/** A pause between two pages that is not worth a jump, ms. */
const SHORT = 1500;

/**
 * Plays a session: one clock for all documents, which says what is to be seen. What is not there yet makes it wait; where nothing is to be
 * seen or done it goes on to where something is, if wanted.
 */
export class Playback {
  readonly at = signal(0);
  readonly playing = signal(false);
  readonly speed = signal<Speed>(1);
  readonly skip = signal(true);
  /** Null shows the tab in which the visitor is. */
  readonly lane = signal<number | null>(null);
  readonly waiting = signal(false);
  readonly shown = signal<Stretch | null>(null);
  readonly size = signal<Size | null>(null);
  readonly problem = signal<unknown>(null);
  /** Whether a running session is followed. */
  readonly following = signal(false);
  readonly timeline: Signal<Timeline>;
  readonly idle = computed(() => idleParts(this.timeline.value, this.recording.active.value, this.recording.known.value));

  private screen: Screen | null = null;
  private loaded: Loaded | null = null;
  private unfollow: () => void = () => {};
  /** The clock: where it was, and when that was. */
  private base = 0;
  private since = 0;
  private frame = 0;
  private turn = 0;
  private opening: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly recording: Recording,
    timeline: Timeline,
    private readonly open: Open,
  ) {
    this.timeline = signal(timeline);
    this.at.value = timeline.from;
  }

  play(): void {
    if (this.playing.value) return;
    if (this.at.value >= this.timeline.value.to && !this.following.value) this.at.value = this.timeline.value.from;
    this.playing.value = true;
    void this.show(this.at.value);
    this.tick();
  }

  pause(): void {
    if (!this.playing.value) return;
    this.at.value = this.now();
    this.playing.value = false;
    this.following.value = false;
    cancelAnimationFrame(this.frame);
    this.screen?.show(this.at.value, false);
  }

  toggle(): void {
    if (this.playing.value) this.pause();
    else this.play();
  }

  /** To another time, playing on where it was playing. */
  seek(to: number): void {
    this.following.value = false;
    this.jump(to);
  }

  setSpeed(speed: Speed): void {
    this.settle(this.now());
    this.speed.value = speed;
    this.screen?.setSpeed(speed);
  }

  setLane(lane: number | null): void {
    this.lane.value = lane;
    const { at } = this;
    if (lane !== null && shownAt(this.timeline.value, at.value, lane) === null) {
      const { stretches } = this.timeline.value;
      const last = stretches.findLast((one) => one.lane === lane && one.from <= at.value);
      this.jump(last === undefined ? (nextShown(this.timeline.value, at.value, lane) ?? at.value) : Math.max(last.from, last.to - 1));
    } else this.jump(at.value);
  }

  /** Goes along with a session that is still running, a few seconds behind. */
  follow(): void {
    this.following.value = true;
    this.setSpeed(1);
    if (!this.playing.value) {
      this.playing.value = true;
      this.tick();
    }
    this.jump(this.timeline.value.to - BEHIND);
  }

  /** The session has got longer. */
  grow(timeline: Timeline): void {
    this.timeline.value = timeline;
    if (this.loaded !== null && !this.loaded.whole) void this.recording.reach(this.loaded.stretch, Infinity).catch(this.fail);
    if (this.following.value && timeline.to - this.now() > TOO_FAR) this.jump(timeline.to - BEHIND);
    else if (this.waiting.value) this.jump(this.at.value);
  }

  close(): void {
    this.closed = true;
    this.turn++;
    cancelAnimationFrame(this.frame);
    this.unfollow();
    this.screen?.close();
    this.screen = null;
  }

  private jump(to: number): void {
    const { from, to: end } = this.timeline.value;
    this.at.value = Math.max(from, Math.min(end, to));
    this.settle(this.at.value);
    void this.show(this.at.value);
  }

  private now(): number {
    if (!this.playing.value || this.waiting.value) return this.at.value;
    return Math.min(this.timeline.value.to, this.base + (performance.now() - this.since) * this.speed.value);
  }

  private settle(at: number): void {
    this.base = at;
    this.since = performance.now();
  }

  private readonly tick = (): void => {
    if (this.closed || !this.playing.value) return;
    this.frame = requestAnimationFrame(this.tick);
    if (this.waiting.value) return;
    const now = this.now();
    const timeline = this.timeline.value;
    if (Math.abs(now - this.at.value) >= STEP || now >= timeline.to) this.at.value = now;
    if (now >= timeline.to) {
      if (this.following.value) this.settle(timeline.to);
      else this.pause();
      return;
    }
    const stretch = this.stretchAt(now);
    if (this.passes(stretch, now)) return;
    if (!isSame(stretch, this.shown.value)) void this.show(now);
    else if (this.loaded !== null && !this.loaded.whole && now > this.loaded.until) void this.show(now);
  };

  /** At the very end there is still the last picture. */
  private stretchAt(at: number): Stretch | null {
    return shownAt(this.timeline.value, Math.min(at, this.timeline.value.to - 1), this.lane.value);
  }

  /** Over what nobody needs to see. */
  private passes(stretch: Stretch | null, now: number): boolean {
    if (!this.skip.value || this.following.value) return false;
    const next = stretch === null ? nextShown(this.timeline.value, now, this.lane.value) : (partAt(this.idle.value, now)?.to ?? null);
    if (stretch === null && next === null) {
      this.jump(this.timeline.value.to);
      return true;
    }
    if (next === null || next - now < SHORT) return false;
    this.jump(next);
    return true;
  }

  /** Shows how it was at a time, as soon as that is known; whatever is wanted later takes its place. */
  private async show(at: number): Promise<void> {
    const turn = ++this.turn;
    const stretch = this.stretchAt(at);
    if (stretch === null) {
      this.drop();
      this.waiting.value = false;
      this.settle(at);
      return;
    }
    const same = isSame(stretch, this.shown.value) && this.screen !== null;
    if (same && this.loaded !== null && (this.loaded.whole || this.loaded.until >= at)) {
      this.start(at);
      return;
    }
    this.waiting.value = true;
    if (same) this.screen!.show(Math.min(at, this.loaded!.until), false);
    try {
      const loaded = await this.recording.reach(stretch, at);
      if (turn !== this.turn) return;
      if (loaded.events.length < 2) {
        // Nothing that can be shown came of it.
        this.drop();
        this.waiting.value = false;
        this.settle(at);
        return;
      }
      if (!same) {
        this.drop();
        // There is one frame for all: the one before has to be closed.
        await this.opening;
        if (turn !== this.turn) return;
        const begun = [...loaded.events];
        const opened = this.open(begun, this.speed.value);
        this.opening = opened.catch(() => {});
        const screen = await opened;
        if (turn !== this.turn) {
          screen.close();
          return;
        }
        this.screen = screen;
        this.loaded = loaded;
        this.unfollow = this.recording.follow(stretch, (events) => this.screen?.add(events, this.now(), this.playing.value && !this.waiting.value));
        this.shown.value = stretch;
        // What has come while the screen was being opened.
        if (loaded.events.length > begun.length) screen.add(loaded.events.slice(begun.length), at, false);
      }
      this.problem.value = null;
      this.start(at);
      if (!loaded.whole) void this.recording.reach(stretch, Infinity).catch(this.fail);
    } catch (cause) {
      if (turn === this.turn) this.fail(cause);
    }
  }

  private readonly fail = (cause: unknown): void => {
    if (this.closed) return;
    this.problem.value = cause;
    this.waiting.value = false;
    this.pause();
  };

  private start(at: number): void {
    this.waiting.value = false;
    this.settle(at);
    this.screen!.show(at, this.playing.value);
  }

  private drop(): void {
    this.unfollow();
    this.unfollow = () => {};
    this.screen?.close();
    this.screen = null;
    this.loaded = null;
    this.shown.value = null;
  }
}

function isSame(one: Stretch | null, other: Stretch | null): boolean {
  return one === other || (one !== null && other !== null && one.document === other.document && one.first === other.first);
}
