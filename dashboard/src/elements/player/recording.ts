import { signal } from '@preact/signals';
import type { EventsAnswer, RecordedDocument, RecordedEvent } from '../../api/replays';
import { CUSTOM, FULL_SNAPSHOT, isDone, META, prunedEvent } from './events';
import { united, without, type Span, type Stretch, type Timeline } from './timeline';

/** Gives the events of so many chunks of a document, from one on. */
export type Read = (document: string, from: number, limit: number) => Promise<EventsAnswer>;

/** What the recorder noted beside the picture, such as a message of the console. */
export interface Trace {
  at: number;
  document: string;
  tag: string;
  payload: Readonly<Record<string, unknown>>;
}

/** A stretch whose events have come, or are coming. */
export interface Loaded {
  readonly stretch: Stretch;
  readonly events: RecordedEvent[];
  /** Up to when all of them are there. */
  until: number;
  whole: boolean;
}

interface Entry extends Loaded {
  /** The next chunk to ask for. */
  next: number;
  /** How much memory it takes, about, in bytes of JSON. */
  bytes: number;
  usedAt: number;
  listeners: Set<(events: readonly RecordedEvent[]) => void>;
  asking: Promise<void> | null;
}

/** The picture is there as soon as the first ones are. */
const FIRST_CHUNKS = 2;
const CHUNKS = 40;
/** Of all that has been loaded so much is kept, in bytes of JSON: each takes several in memory. */
const MOST_BYTES = 32_000_000;
/** Lines of console and network beyond which the first ones go. */
const MOST_TRACES = 20_000;

/** The events of a session, loaded stretch by stretch, and dropped again far from where they are looked at. */
export class Recording {
  /** The seconds since the beginning in which the visitor did something, as far as loaded; a new set whenever more is known. */
  readonly active = signal<ReadonlySet<number>>(new Set());
  readonly traces = signal<readonly Trace[]>([]);
  /** Parts whose events have been looked at. */
  readonly known = signal<readonly Span[]>([]);

  private readonly entries = new Map<string, Entry>();
  private readonly seen = new Set<string>();
  private readonly told = new Set<string>();
  private looked: Span[] = [];
  private uses = 0;
  private closed = false;

  constructor(
    private readonly read: Read,
    private documents: readonly RecordedDocument[],
    private timeline: Timeline,
  ) {
    this.learnKnown([]);
  }

  /** A running session has got longer. */
  grow(documents: readonly RecordedDocument[], timeline: Timeline): void {
    this.documents = documents;
    this.timeline = timeline;
    for (const entry of this.entries.values()) {
      const grown = timeline.stretches.find((one) => one.document === entry.stretch.document && one.first === entry.stretch.first);
      if (grown === undefined || grown.last === entry.stretch.last) continue;
      Object.assign(entry.stretch, { last: grown.last, to: grown.to });
      entry.whole = false;
    }
  }

  /** The stretch with all events up to a time; the rest is on its way. */
  async reach(stretch: Stretch, at: number): Promise<Loaded> {
    const entry = this.entry(stretch);
    while (!entry.whole && (entry.events.length < 2 || entry.until < at)) await this.more(entry);
    return entry;
  }

  /** Calls with what comes later of a stretch; the function returned ends that. */
  follow(stretch: Stretch, listener: (events: readonly RecordedEvent[]) => void): () => void {
    const { listeners } = this.entry(stretch);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Goes through all of it, from a time on and then from the beginning, for what is to be known of all. Ends when closed. */
  async learn(from: number): Promise<void> {
    const { stretches } = this.timeline;
    const begin = Math.max(0, stretches.findIndex(({ to }) => to > from));
    for (const stretch of [...stretches.slice(begin), ...stretches.slice(0, begin)]) {
      if (this.seen.has(keyOf(stretch))) continue;
      await this.reach(stretch, Infinity);
      if (this.closed) return;
    }
  }

  close(): void {
    this.closed = true;
    this.entries.clear();
  }

  private entry(stretch: Stretch): Entry {
    const key = keyOf(stretch);
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = { stretch, events: [], until: -Infinity, whole: false, next: stretch.first, bytes: 0, usedAt: 0, listeners: new Set(), asking: null };
      this.entries.set(key, entry);
    }
    entry.usedAt = ++this.uses;
    return entry;
  }

  private more(entry: Entry): Promise<void> {
    entry.asking ??= this.ask(entry).finally(() => {
      entry.asking = null;
    });
    return entry.asking;
  }

  private async ask(entry: Entry): Promise<void> {
    const { stretch } = entry;
    const room = stretch.last - entry.next + 1;
    const limit = Math.min(room, entry.events.length === 0 ? FIRST_CHUNKS : CHUNKS);
    const { events, next } = await this.read(stretch.document, entry.next, limit);
    if (this.closed) return;
    const reached = next === null || next > stretch.last;
    const chunks = this.chunksOf(stretch).filter(({ sequence }) => sequence >= entry.next && (reached || sequence < next));
    const fresh = playable(events, chunks);
    const first = entry.events[0];
    const kept = first === undefined ? fromSnapshot(fresh) : fresh.filter(({ timestamp }) => timestamp >= first.timestamp);
    if (this.isNew(entry, chunks)) this.learnFrom(stretch, fresh, chunks);
    entry.next = reached ? stretch.last + 1 : next;
    entry.bytes += chunks.reduce((sum, { bytes }) => sum + bytes, 0);
    entry.until = reached ? stretch.to : Math.max(entry.until, ...chunks.map(({ to }) => Date.parse(to)));
    entry.whole = reached;
    if (kept.length > 0) {
      entry.events.push(...kept);
      for (const listener of entry.listeners) listener(kept);
    }
    if (reached) this.seen.add(keyOf(stretch));
    this.forget(entry);
  }

  private chunksOf({ document, first, last }: Stretch): RecordedDocument['chunks'] {
    const found = this.documents.find((one) => one.document === document)?.chunks ?? [];
    return found.filter(({ sequence, complete }) => complete && sequence >= first && sequence <= last);
  }

  /** What was dropped and comes again has been looked at; a chunk that belongs to two stretches is looked at once. */
  private isNew({ stretch }: Entry, chunks: RecordedDocument['chunks']): boolean {
    return !this.seen.has(keyOf(stretch)) || chunks.some(({ to }) => Date.parse(to) > stretch.to);
  }

  private learnFrom({ document }: Stretch, events: readonly RecordedEvent[], chunks: RecordedDocument['chunks']): void {
    const active = new Set(this.active.value);
    const traces: Trace[] = [];
    for (const event of events) {
      if (isDone(event)) active.add(Math.floor((event.timestamp - this.timeline.from) / 1000));
      if (event.type === CUSTOM) traces.push(traceOf(event, document));
    }
    if (active.size > this.active.value.size) this.active.value = active;
    const further = traces.filter((trace) => !this.told.has(nameOf(trace)));
    for (const trace of further) this.told.add(nameOf(trace));
    if (further.length > 0) this.traces.value = [...this.traces.value, ...further].sort((one, other) => one.at - other.at).slice(-MOST_TRACES);
    this.learnKnown(chunks.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) })));
  }

  private learnKnown(spans: readonly Span[]): void {
    this.looked = united([...this.looked, ...spans.map(({ from, to }) => ({ from, to: to + 1 }))]);
    // What belongs to no stretch is never asked for: there is nothing more to be known of it.
    const all = this.timeline.stretches.flatMap((stretch) => this.chunksOf(stretch)).map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) + 1 }));
    const unknown = all.flatMap((span) => without(span, this.looked));
    this.known.value = without(this.timeline, united(unknown));
  }

  private forget(current: Entry): void {
    const all = [...this.entries.values()].sort((one, other) => one.usedAt - other.usedAt);
    let bytes = all.reduce((sum, entry) => sum + entry.bytes, 0);
    for (const entry of all) {
      if (bytes <= MOST_BYTES) return;
      if (entry === current || entry.listeners.size > 0 || entry.asking !== null) continue;
      bytes -= entry.bytes;
      this.entries.delete(keyOf(entry.stretch));
    }
  }
}

function keyOf({ document, first }: Stretch): string {
  return `${document} ${first}`;
}

function nameOf({ at, tag, document, payload }: Trace): string {
  return `${at} ${tag} ${document} ${JSON.stringify(payload)}`;
}

function traceOf({ timestamp, data }: RecordedEvent, document: string): Trace {
  const { tag, payload } = data as { tag: string; payload: unknown };
  return { at: timestamp, document, tag, payload: typeof payload === 'object' && payload !== null ? (payload as Trace['payload']) : {} };
}

/** Milliseconds that an event may lie outside of its chunk: one that is further off is somebody's invention. */
const OFF = 60_000;

function playable(events: readonly unknown[], chunks: RecordedDocument['chunks']): RecordedEvent[] {
  const from = Math.min(...chunks.map((chunk) => Date.parse(chunk.from))) - OFF;
  const to = Math.max(...chunks.map((chunk) => Date.parse(chunk.to))) + OFF;
  return events
    .map(prunedEvent)
    .filter((event) => event !== null && event.timestamp >= from && event.timestamp <= to)
    .sort((one, other) => one!.timestamp - other!.timestamp) as RecordedEvent[];
}

/** A stretch begins with what says how large the window is and then how the page looks. */
function fromSnapshot(events: readonly RecordedEvent[]): RecordedEvent[] {
  const at = events.findIndex(({ type }) => type === FULL_SNAPSHOT);
  const size = events.slice(0, Math.max(0, at)).findLast(({ type }) => type === META);
  return at < 0 ? [] : [...(size === undefined ? [] : [size]), ...events.slice(at)];
}
