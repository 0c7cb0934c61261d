import { describe, expect, it } from 'vitest';
import type { Chunk, EventsAnswer, Mark, RecordedDocument } from '../../src/api/replays';
import { prunedEvent } from '../../src/elements/player/events';
import { Recording } from '../../src/elements/player/recording';
import { activityOf, clock, grouped, idleParts, nextShown, shownAt, timelineOf, united, without } from '../../src/elements/player/timeline';
import { formatSignal, parseSignal, signalOf } from '../../src/pages/replay/signal';
import { formatWhere, parseWhere } from '../../src/pages/replays/where';

const BEGIN = Date.parse('2026-11-19T12:00:00Z');
const iso = (seconds: number): string => new Date(BEGIN + seconds * 1000).toISOString();
const at = (seconds: number): number => BEGIN + seconds * 1000;

/** Chunks of ten seconds: `S` begins with a snapshot, `.` does not, `x` came in part, a space was lost. */
function recorded(document: string, from: number, shape: string, lane = 0): RecordedDocument {
  const chunks = [...shape].flatMap((letter, sequence): Chunk[] =>
    letter === ' ' ? [] : [{ sequence, parts: 1, from: iso(from + sequence * 10), to: iso(from + sequence * 10 + 9), bytes: 1000, events: 10, snapshot: letter === 'S', complete: letter !== 'x' }],
  );
  return { document, lane, startedAt: iso(from), endedAt: iso(from + shape.length * 10 - 1), page: '/', chunks };
}

const mark = (seconds: number, document: string, kind: Mark['kind'] = 'click'): Mark => ({ at: iso(seconds), kind, text: '', page: '/', selector: 'a', document });
const timeline = (documents: RecordedDocument[], marks: Mark[] = []) => timelineOf({ documents, missing: [], marks });
const seconds = ({ from, to }: { from: number; to: number }): [number, number] => [(from - BEGIN) / 1000, (to - BEGIN) / 1000];

describe('a time line', () => {
  it('has a stretch from each full snapshot to the next', () => {
    const { stretches } = timeline([recorded('a', 0, 'S..S.')]);
    expect(stretches.map((one) => [one.first, one.last, ...seconds(one)])).toEqual([[0, 3, 0, 30], [3, 4, 30, 49]]);
  });

  it('goes on at the next full snapshot after chunks that are missing or cut, and hatches what lies between', () => {
    for (const lost of [' ', 'x']) {
      const found = timeline([recorded('a', 0, `S.${lost}..S.`)]);
      expect(found.stretches.map((one) => [one.first, one.last, ...seconds(one)])).toEqual([[0, 1, 0, 19], [5, 6, 50, 69]]);
      expect(found.missing.map(seconds)).toEqual([[19, 50]]);
    }
  });

  it('hatches what comes before the first full snapshot, and after the last', () => {
    expect(timeline([recorded('a', 0, '..S. .')]).missing.map(seconds)).toEqual([[0, 20], [39, 59]]);
  });

  it('is the same in whatever order the chunks are told', () => {
    const one = recorded('a', 0, 'S.S ..S.');
    const other = { ...one, chunks: [...one.chunks].reverse() };
    expect(timeline([other])).toEqual(timeline([one]));
  });

  it('shows of two tabs the one in which the visitor last did something, or the one that is asked for', () => {
    const two = timeline([recorded('a', 0, 'S.....', 0), recorded('b', 20, 'S.', 1)], [mark(5, 'a'), mark(33, 'a')]);
    const shown = (second: number, lane: number | null = null): string | undefined => shownAt(two, at(second), lane)?.document;
    expect([10, 25, 32, 34, 45].map((second) => shown(second))).toEqual(['a', 'b', 'b', 'a', 'a']);
    expect(shown(25, 0)).toBe('a');
    expect(shown(34, 1)).toBe('b');
    expect(shown(50, 1)).toBeUndefined();
  });

  it('knows where there is something to be seen next', () => {
    const two = timeline([recorded('a', 0, 'S.'), recorded('b', 60, 'S.')]);
    expect(shownAt(two, at(30), null)).toBeNull();
    expect(nextShown(two, at(30), null)).toBe(at(60));
    expect(nextShown(two, at(61), null)).toBeNull();
  });

  it('of nothing is nothing', () => {
    expect(timeline([])).toMatchObject({ from: 0, to: 0, stretches: [], missing: [] });
  });
});

describe('what is idle', () => {
  const whole = { from: at(0), to: at(60) };

  it('is at least ten seconds without anything done, less a second at both ends', () => {
    expect(idleParts(whole, new Set([2, 3, 20, 50]), [whole]).map(seconds)).toEqual([[5, 19], [22, 49]]);
  });

  it('is not what has not been looked at', () => {
    expect(idleParts(whole, new Set(), [{ from: at(0), to: at(30) }]).map(seconds)).toEqual([[1, 29]]);
  });
});

describe('spans', () => {
  it('are put together, and taken out of others', () => {
    const span = (from: number, to: number) => ({ from, to });
    expect(united([span(5, 7), span(0, 2), span(1, 3), span(3, 4)])).toEqual([span(0, 4), span(5, 7)]);
    expect(without(span(0, 10), [span(2, 3), span(5, 20)])).toEqual([span(0, 2), span(3, 5)]);
    expect(without(span(0, 10), [])).toEqual([span(0, 10)]);
    expect(without(span(4, 5), [span(0, 10)])).toEqual([]);
  });
});

it('counts marks that would lie on each other together', () => {
  const found = grouped({ from: at(0), to: at(100) }, [mark(0, 'a'), mark(1, 'a'), mark(50, 'a')], 0.02);
  expect(found.map(({ place, marks }) => [place, marks.length])).toEqual([[0, 2], [0.5, 1]]);
});

it('tells how much is done over the time', () => {
  expect(activityOf({ from: 0, to: 8000 }, new Set([0, 1, 4]), 4)).toEqual([1, 0, 0.5, 0]);
});

it('reads times as a clock', () => {
  expect([0, 9_999, 61_000, 3_723_000].map(clock)).toEqual(['0:00', '0:09', '1:01', '1:02:03']);
});

describe('conditions in an address', () => {
  it('come out as they went in', () => {
    for (const where of [
      {},
      { clicked: { kind: 'rageClick', selector: 'ul#a>li:nth-of-type(2)>a', page: '/a,b;c' } },
      { clicked: { kind: 'click', selector: 'a\\:b' } },
      { errorText: 'x: y; z, "q" \\ end', frustration: { from: 5 }, duration: { from: 10, to: 60 }, pages: { to: 1 } },
      { purchased: false, converted: { goal: 'g1', is: false }, user: 'id:7', sessions: ['18446744073709551615', '2'], pinned: true, watched: false },
    ] as const) {
      expect(parseWhere(formatWhere(where as never) ?? undefined)).toEqual(where);
    }
  });

  it('are left out where they make no sense', () => {
    expect(parseWhere('frustration:many;pages:-;nonsense:1;clicked:tap,a;purchased:maybe;sessions:x;user:')).toEqual({});
  });
});

describe('a signal', () => {
  it('is made of what can be counted, and comes out of an address as it went in', () => {
    const failed = signalOf({ ...mark(0, 'a', 'failedRequest'), text: 'POST /api', detail: { url: '/api;x', status: '502' } });
    expect(failed).toEqual({ kind: 'failedRequest', url: '/api;x', status: 502 });
    expect(parseSignal(formatSignal(failed!))).toEqual(failed);
    expect(signalOf(mark(0, 'a', 'deadClick'))).toEqual({ kind: 'deadClick', selector: 'a', page: '/' });
    expect(signalOf(mark(0, 'a', 'page'))).toBeNull();
    expect(parseSignal('tap;text:x')).toBeNull();
  });
});

describe('an event', () => {
  const node = (more: object) => ({ type: 2, id: 5, tagName: 'div', attributes: {}, childNodes: [], ...more });
  const pruned = (data: object, type = 3): Record<string, any> | null => (prunedEvent({ type, timestamp: 1, data })?.data ?? null) as never;

  it('keeps the ids that later ones call nodes by, and leaves an empty place where something is left out', () => {
    const found = pruned({ source: 0, adds: [{ parentId: 1, nextId: 9, node: node({ id: 7, tagName: 'script', childNodes: [node({ id: 8 })] }) }], texts: [], removes: [], attributes: [] });
    expect(found!['adds']).toEqual([{ parentId: 1, nextId: 9, node: { type: 5, id: 7, textContent: '' } }]);
  });

  it('sets no attribute that could run or load something', () => {
    const attributes = { onclick: 'x()', srcdoc: '<b>', href: 'https://evil.example', 'http-equiv': 'refresh', src: ' java\nscript:x()', class: 'a', style: { color: 'red', top: ['1px', 'important'], bad: { a: 1 } } };
    const found = pruned({ source: 0, adds: [], texts: [], removes: [], attributes: [{ id: 3, attributes }] });
    expect(found!['attributes'][0].attributes).toEqual({ href: '#', src: '', class: 'a', style: { color: 'red', top: ['1px', 'important'] } });
  });

  it.each([
    ['a kind that shows nothing', { source: 7, id: 1, type: 0 }],
    ['no place', { source: 1, positions: [{ x: Infinity, y: 1, id: 2, timeOffset: 0 }] }],
    ['a window of nobody', { source: 4, width: -1, height: 1e9 }],
    ['canvas commands that could call anything', { source: 9, id: 4, type: 0, commands: [{ property: 'constructor', args: [{ rr_type: 'Function', args: ['x()'] }] }] }],
  ])('is left out where it is %s', (_, data) => {
    expect(pruned(data)).toBeNull();
  });

  it.each([null, 1, 'x', [], {}, { type: 3 }, { type: 3, timestamp: 'x', data: {} }, { type: 2, timestamp: 1, data: { node: null } }, { type: 99, timestamp: 1, data: {} }])('is none: %j', (event) => {
    expect(prunedEvent(event)).toBeNull();
  });
});

describe('a recording', () => {
  const meta = (second: number) => [
    { type: 4, timestamp: at(second), data: { width: 800, height: 600 } },
    { type: 2, timestamp: at(second), data: { node: { type: 0, id: 1, childNodes: [] } } },
  ];
  const scroll = (second: number) => ({ type: 3, timestamp: at(second), data: { source: 3, id: 1, x: 0, y: second } });
  const note = (second: number) => ({ type: 5, timestamp: at(second), data: { tag: 'polku:console', payload: { level: 'log', text: String(second) } } });

  function reader(documents: RecordedDocument[]) {
    const asked: string[] = [];
    const read = async (document: string, from: number, limit: number): Promise<EventsAnswer> => {
      asked.push(`${document} ${from}+${limit}`);
      const { chunks } = documents.find((one) => one.document === document)!;
      const wanted = chunks.filter(({ sequence }) => sequence >= from).slice(0, limit);
      const next = chunks.find(({ sequence }) => sequence > wanted.at(-1)!.sequence)?.sequence ?? null;
      const events = wanted.flatMap(({ snapshot, from: start }) => {
        const second = (Date.parse(start) - BEGIN) / 1000;
        return [...(snapshot ? meta(second) : []), scroll(second + 2), note(second + 3)];
      });
      return { events, next };
    };
    return { asked, read };
  }

  it('asks first for as much as a first picture needs, and then for the rest of the stretch', async () => {
    const documents = [recorded('a', 0, 'S.....S...')];
    const line = timeline(documents);
    const { asked, read } = reader(documents);
    const recording = new Recording(read, documents, line);
    const loaded = await recording.reach(line.stretches[0]!, at(1));
    expect(asked).toEqual(['a 0+2']);
    expect([loaded.whole, loaded.events.length]).toEqual([false, 6]);
    await recording.reach(line.stretches[0]!, Infinity);
    expect(asked).toEqual(['a 0+2', 'a 2+5']);
    expect(loaded.whole).toBe(true);
    await recording.reach(line.stretches[0]!, at(30));
    expect(asked).toHaveLength(2);
  });

  it('begins a stretch in the middle of the session without what is before', async () => {
    const documents = [recorded('a', 0, 'S.....S...')];
    const line = timeline(documents);
    const { asked, read } = reader(documents);
    const loaded = await new Recording(read, documents, line).reach(line.stretches[1]!, at(61));
    expect(asked).toEqual(['a 6+2']);
    expect(loaded.events[0]!.type).toBe(4);
  });

  it('learns from all of it what was done and noted, each once, though chunks belong to two stretches', async () => {
    const documents = [recorded('a', 0, 'S..S..'), recorded('b', 70, 'S.')];
    const line = timeline(documents);
    const { read } = reader(documents);
    const recording = new Recording(read, documents, line);
    await recording.learn(at(40));
    expect(recording.traces.value.map(({ at: time }) => (time - BEGIN) / 1000)).toEqual([3, 13, 23, 33, 43, 53, 73, 83]);
    expect([...recording.active.value].sort((one, other) => one - other)).toEqual([2, 12, 22, 32, 42, 52, 72, 82]);
    expect(recording.known.value.map(seconds)).toEqual([[0, 89]]);
  });

  it('takes in what a running session gets on top', async () => {
    const short = [recorded('a', 0, 'S.')];
    const long = [recorded('a', 0, 'S...')];
    const { asked, read } = reader(long);
    const recording = new Recording(async (...wanted) => read(...wanted), short, timeline(short));
    const stretch = timeline(short).stretches[0]!;
    await recording.reach(stretch, Infinity);
    recording.grow(long, timeline(long));
    const heard: number[] = [];
    recording.follow(stretch, (events) => heard.push(events.length));
    const loaded = await recording.reach(stretch, Infinity);
    expect(asked).toEqual(['a 0+2', 'a 2+2']);
    expect(heard).toEqual([4]);
    expect(loaded.until).toBe(at(39));
  });

  it('drops what is far behind, so that a long session does not fill the memory', async () => {
    const documents = [recorded('a', 0, 'S'.repeat(40))];
    for (const chunk of documents[0]!.chunks) chunk.bytes = 4_000_000;
    const line = timeline(documents);
    const { asked, read } = reader(documents);
    const recording = new Recording(read, documents, line);
    await recording.learn(at(0));
    const before = asked.length;
    await recording.reach(line.stretches.at(-1)!, Infinity);
    expect(asked).toHaveLength(before);
    await recording.reach(line.stretches[0]!, Infinity);
    expect(asked.length).toBeGreaterThan(before);
  });
});
