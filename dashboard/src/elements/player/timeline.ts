import type { Mark, RecordedDocument, Replay } from '../../api/replays';

/** Times are in milliseconds of the server's clock; spans hold their beginning and not their end. */
export interface Span {
  from: number;
  to: number;
}

/** What can be shown from its beginning on: a document from one full snapshot to the next, or to where chunks are missing. */
export interface Stretch extends Span {
  document: string;
  lane: number;
  /** The chunk with the snapshot. */
  first: number;
  /** The last chunk with something of it: that with the next snapshot may begin with its end. */
  last: number;
}

export interface Timeline extends Span {
  stretches: readonly Stretch[];
  /** Where there should be a picture and is none, since chunks are missing. */
  missing: readonly Span[];
  /** At which times the visitor did something in which document; of several tabs, that is the one to look at. */
  turns: readonly { at: number; document: string }[];
  /** The tabs that were open beside each other. */
  lanes: readonly number[];
}

export function timelineOf({ documents, missing, marks }: Pick<Replay, 'documents' | 'missing' | 'marks'>): Timeline {
  const starts = documents.map(({ startedAt }) => Date.parse(startedAt));
  const ends = documents.map(({ endedAt }) => Date.parse(endedAt));
  const from = starts.length === 0 ? 0 : Math.min(...starts);
  const to = ends.length === 0 ? 0 : Math.max(...ends);
  const stretches = documents.flatMap(stretchesOf).sort((one, other) => one.from - other.from || one.lane - other.lane);
  return {
    from,
    to,
    stretches,
    missing: united([...missing.map((gap) => ({ from: Date.parse(gap.from), to: Date.parse(gap.to) })), ...documents.flatMap(unplayable)]),
    turns: turnsOf(documents, marks),
    lanes: [...new Set(documents.map(({ lane }) => lane))].sort((one, other) => one - other),
  };
}

function stretchesOf({ document, lane, chunks }: RecordedDocument): Stretch[] {
  const found: Stretch[] = [];
  let open: Stretch | null = null;
  let before = -1;
  for (const chunk of inOrder(chunks)) {
    const [from, to] = [Date.parse(chunk.from), Date.parse(chunk.to)];
    if (open !== null && chunk.sequence !== before + 1) open = null;
    if (open !== null) {
      open.last = chunk.sequence;
      open.to = chunk.snapshot ? from : to;
    }
    if (chunk.snapshot) found.push((open = { document, lane, first: chunk.sequence, last: chunk.sequence, from, to }));
    before = chunk.sequence;
  }
  return found.filter((one) => one.to > one.from);
}

/** Where chunks are missing, and after them up to the next snapshot: those say only what changed of what nobody knows. */
function unplayable({ chunks }: RecordedDocument): Span[] {
  const found: Span[] = [];
  /** The end of what can be played; null while it goes on. */
  let since: number | null = null;
  let before: { sequence: number; to: number } | null = null;
  for (const chunk of inOrder(chunks)) {
    const [from, to] = [Date.parse(chunk.from), Date.parse(chunk.to)];
    if (since === null && (before === null ? !chunk.snapshot : chunk.sequence !== before.sequence + 1)) since = before?.to ?? from;
    if (chunk.snapshot && since !== null) {
      found.push({ from: since, to: from });
      since = null;
    }
    before = { sequence: chunk.sequence, to };
  }
  return since === null ? found : [...found, { from: since, to: before!.to }];
}

function inOrder(chunks: RecordedDocument['chunks']): RecordedDocument['chunks'] {
  return chunks.filter(({ complete }) => complete).sort((one, other) => one.sequence - other.sequence);
}

/** Spans that touch or overlap as one, in order. */
export function united(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else if (span.to > span.from) found.push({ ...span });
  }
  return found;
}

/** What is left of a span without others, which are in order and apart. */
export function without({ from, to }: Span, others: readonly Span[]): Span[] {
  const found: Span[] = [];
  let begin = from;
  for (const other of others) {
    if (other.from > begin && begin < to) found.push({ from: begin, to: Math.min(other.from, to) });
    begin = Math.max(begin, other.to);
  }
  if (begin < to) found.push({ from: begin, to });
  return found;
}

/** What a visitor does to a page; what happens to the page of itself says nothing of where they look. */
const DONE = new Set<Mark['kind']>(['page', 'click', 'rageClick', 'deadClick', 'errorClick', 'form']);

function turnsOf(documents: readonly RecordedDocument[], marks: readonly Mark[]): Timeline['turns'] {
  const begun = documents.map(({ document, startedAt }) => ({ at: Date.parse(startedAt), document }));
  const done = marks.flatMap(({ at, kind, document }) => (document === null || !DONE.has(kind) ? [] : [{ at: Date.parse(at), document }]));
  return [...begun, ...done].sort((one, other) => one.at - other.at);
}

/** What is to be seen at a time: in one lane, or where `lane` is null in the document that the visitor last did something in. */
export function shownAt({ stretches, turns }: Timeline, at: number, lane: number | null): Stretch | null {
  const there = stretches.filter((one) => one.from <= at && at < one.to && (lane === null || one.lane === lane));
  if (there.length <= 1) return there[0] ?? null;
  const turn = turns.findLast((one) => one.at <= at && there.some(({ document }) => document === one.document));
  return there.findLast(({ document }) => document === turn?.document) ?? there.at(-1)!;
}

/** The next time from which on there is something to be seen; null where nothing more comes. */
export function nextShown({ stretches }: Timeline, at: number, lane: number | null): number | null {
  return stretches.find((one) => one.from > at && (lane === null || one.lane === lane))?.from ?? null;
}

/** Seconds without anything that a visitor does, from which on a part counts as idle. */
const IDLE = 10;
/** What is left of it at its ends when it is skipped, ms. */
const LEAD = 1000;

/**
 * The parts in which nothing is done, less a moment at both ends.
 *
 * @param active the seconds in which something is done, since the beginning of the span
 * @param known the parts of which that has been found out; all others count as active
 */
export function idleParts(whole: Span, active: ReadonlySet<number>, known: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const part of known) {
    let quiet = Math.max(part.from, whole.from);
    const end = Math.min(part.to, whole.to);
    const close = (until: number): void => {
      if (until - quiet >= IDLE * 1000) found.push({ from: quiet + LEAD, to: until - LEAD });
    };
    for (let second = Math.floor((quiet - whole.from) / 1000); whole.from + second * 1000 < end; second++) {
      if (!active.has(second)) continue;
      close(whole.from + second * 1000);
      quiet = whole.from + (second + 1) * 1000;
    }
    close(end);
  }
  return found;
}

/** The part that holds a time. */
export function partAt(parts: readonly Span[], at: number): Span | null {
  return parts.find(({ from, to }) => from <= at && at < to) ?? null;
}

/** Where on the whole a time lies, 0–1. */
export function placeOf({ from, to }: Span, at: number): number {
  return to <= from ? 0 : Math.max(0, Math.min(1, (at - from) / (to - from)));
}

/** Minutes and seconds since the beginning, hours where there are any. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Marks that would lie on each other, as groups: each mark's place is its share of the whole, `apart` the least distance of two groups. */
export function grouped(whole: Span, marks: readonly Mark[], apart: number): { place: number; marks: Mark[] }[] {
  const found: { place: number; marks: Mark[] }[] = [];
  for (const mark of marks) {
    const place = placeOf(whole, Date.parse(mark.at));
    const last = found.at(-1);
    if (last !== undefined && place - last.place < apart) last.marks.push(mark);
    else found.push({ place, marks: [mark] });
  }
  return found;
}

/** How much is done over the time: in each of so many equal parts the share of its seconds in which something is, 0–1. */
export function activityOf(whole: Span, active: ReadonlySet<number>, parts: number): number[] {
  const seconds = Math.max(1, Math.ceil((whole.to - whole.from) / 1000));
  const counts = new Array<number>(parts).fill(0);
  for (const second of active) counts[Math.max(0, Math.min(parts - 1, Math.floor((second / seconds) * parts)))]!++;
  const each = Math.max(1, seconds / parts);
  return counts.map((count) => Math.min(1, count / each));
}
