import { beforeAll, describe, expect, it } from 'vitest';
import type { ElementsAnswer, PointsAnswer, ScrollAnswer } from '../../src/api/heatmaps';
import { inBox, onPage } from '../../src/elements/heatmap/anchors';
import { overlap } from '../../src/elements/heatmap/carriers';
import { densityOf } from '../../src/elements/heatmap/density';
import { prunedPage } from '../../src/elements/recorded/pruned';
import { rampAt, strengthOf, valueAt } from '../../src/elements/heatmap/ramps';
import { isOfGroup } from '../../src/pages/heatmaps/groups';
import { pretendBrowser } from './browser';

beforeAll(async () => {
  pretendBrowser();
  const { learn } = await import('../../src/i18n');
  await learn();
});

describe('a place', () => {
  it('is a part of the box that its element has', () => {
    expect(inBox(0, 40, 200)).toBe(40);
    expect(inBox(32767, 40, 200)).toBe(240);
    expect(inBox(16383.5, 40, 200)).toBe(140);
  });

  it('on a document of another width is moved across, never down, and stays on the page', () => {
    expect(onPage(300, 500, 1200, { width: 600, height: 4000 })).toEqual({ x: 150, y: 500 });
    expect(onPage(1300, 5000, 1200, { width: 600, height: 4000 })).toEqual({ x: 600, y: 4000 });
    expect(onPage(300, 500, 0, { width: 600, height: 4000 })).toEqual({ x: 300, y: 500 });
  });

  it('is seen through panels inside of panels where both show it', () => {
    expect(overlap({ left: 0, top: 0, width: 100, height: 100 }, { left: 50, top: -20, width: 100, height: 60 })).toEqual({ left: 50, top: 0, width: 50, height: 40 });
    expect(overlap({ left: 0, top: 0, width: 10, height: 10 }, { left: 50, top: 50, width: 10, height: 10 })).toMatchObject({ width: 0, height: 0 });
  });
});

describe('density', () => {
  it('has 1 where a point lies alone, and as many as there are where several do', () => {
    expect(densityOf([400], [300], [1], 1000, 800).most).toBeCloseTo(1, 3);
    expect(densityOf([400, 400], [300, 300], [3, 4], 1000, 800).most).toBeCloseTo(7, 3);
  });

  it('falls off around a point, evenly to all sides, and is nothing far away', () => {
    const { values, columns, cell } = densityOf([400], [400], [1], 800, 800);
    const at = (x: number, y: number): number => values[Math.floor(y / cell) * columns + Math.floor(x / cell)]!;
    expect(at(400 + 16, 400)).toBeLessThan(0.8);
    expect(at(400 + 16, 400)).toBeCloseTo(at(400 - 16, 400), 4);
    expect(at(400 + 16, 400)).toBeCloseTo(at(400, 400 - 16), 4);
    expect(at(400 + 120, 400)).toBeCloseTo(0, 4);
  });

  it('agrees with a sum over all points', () => {
    const random = (seed: number) => () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const next = random(7);
    const xs = Array.from({ length: 60 }, () => Math.floor(next() * 100) * 4 + 2);
    const ys = Array.from({ length: 60 }, () => Math.floor(next() * 100) * 4 + 2);
    const counts = xs.map(() => 1 + Math.floor(next() * 5));
    const alone = densityOf([202], [202], [1], 404, 404);
    const field = densityOf(xs, ys, counts, 404, 404);
    for (const [column, row] of [[50, 50], [20, 70], [90, 10]] as const) {
      const expected = xs.reduce((sum, x, at) => {
        const [dx, dy] = [column - Math.floor(x / 4) + 50, row - Math.floor(ys[at]! / 4) + 50];
        return sum + (dx < 0 || dy < 0 || dx > 100 || dy > 100 ? 0 : counts[at]! * alone.values[dy * alone.columns + dx]!);
      }, 0);
      expect(field.values[row * field.columns + column]).toBeCloseTo(expected, 3);
    }
  });

  it('keeps points at the very edges', () => {
    expect(densityOf([0, 1000], [0, 800], [1, 1], 1000, 800).most).toBeGreaterThan(0.9);
  });
});

describe('ramps', () => {
  const lightness = ([red, green, blue]: readonly number[]): number => 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;

  it('grow lighter all the way, so that they are read without colours', () => {
    for (const name of ['heat', 'bands'] as const) {
      const steps = Array.from({ length: 21 }, (_, at) => lightness(rampAt(name, at / 20)));
      for (let at = 1; at < steps.length; at++) expect(steps[at], `${name} ${at}`).toBeGreaterThan(steps[at - 1]!);
    }
  });

  it('of heat begin with nothing', () => {
    expect(rampAt('heat', 0)[3]).toBe(0);
    expect(rampAt('heat', 1)[3]).toBeGreaterThan(0.8);
  });

  it('turn values into strengths and back', () => {
    for (const value of [0, 1, 7, 42, 100]) expect(valueAt(strengthOf(value, 100), 100)).toBeCloseTo(value, 6);
    expect(strengthOf(5, 0)).toBe(0);
  });
});

describe('zones', () => {
  it('are told in ‰ of the page, at least one high and never outside of it', async () => {
    const { permille } = await import('../../src/elements/heatmap/zones');
    expect(permille(0, 500, 2000)).toEqual({ top: 0, bottom: 250 });
    expect(permille(1999, 40, 2000)).toEqual({ top: 999, bottom: 1000 });
    expect(permille(-50, 10, 2000)).toEqual({ top: 0, bottom: 1 });
  });
});

describe('a recorded page', () => {
  const element = (tagName: string, attributes: object = {}, childNodes: unknown[] = []) => ({ type: 2, id: 1, tagName, attributes, childNodes });
  const pageOf = (...body: unknown[]) => prunedPage({ type: 0, id: 1, childNodes: [element('html', {}, [element('body', {}, body)])] } as never) as { childNodes: { childNodes: { tagName: string; attributes: object }[] }[] } | null;

  it('keeps what is seen, and the places of like elements among each other', () => {
    const page = pageOf(element('script'), element('DIV', { class: 'a', onclick: 'x' }), element('iframe', { src: 'x' }), element('div', { style: 'color:red' }));
    expect(page!.childNodes[0]!.childNodes.map(({ tagName, attributes }) => [tagName, attributes])).toEqual([['div', { class: 'a' }], ['iframe', {}], ['div', { style: 'color:red' }]]);
  });

  it('has links that lead nowhere, and none to scripts', () => {
    const page = pageOf(element('a', { href: 'https://example.org/' }), element('img', { src: ' java\tscript:x' }), element('use', { href: '#icon' }), element('use', { href: 'https://example.org/i.svg#x' }));
    expect(page!.childNodes[0]!.childNodes.map(({ attributes }) => attributes)).toEqual([{ href: '#' }, { src: '' }, { href: '#icon' }, {}]);
  });

  it('is none where there is no html', () => {
    expect(prunedPage({ type: 0, id: 1, childNodes: [element('div')] } as never)).toBeNull();
    expect(prunedPage({} as never)).toBeNull();
  });
});

describe('a group', () => {
  it('has the pages of its pattern; a page in none stands for itself', () => {
    expect(isOfGroup('/kahvit/a', 'Kahvit', '/kahvit/*')).toBe(true);
    expect(isOfGroup('/kahvit/a/b', 'Kahvit', '/kahvit/*')).toBe(false);
    expect(isOfGroup('/kahvit/a/b', 'Kahvit', '/kahvit/**')).toBe(true);
    expect(isOfGroup('/a.b', '/a+b', '/a.b')).toBe(true);
    expect(isOfGroup('/axb', 'x', '/a.b')).toBe(false);
    expect(isOfGroup('/meista', '/meista', null)).toBe(true);
  });
});

describe('what a map says', () => {
  const scroll = (reach: number[]): ScrollAnswer => ({ samples: [], pageviews: 10, sessions: 8, reach, averageDepth: 0.6, averageFold: 0.25, foldPx: 800, documentHeight: 3200, attention: { pageviews: 10, seconds: reach.map(() => 1) } });

  it('draws a line where each tenth of the pageviews stopped, and one at the fold', async () => {
    const { reachLines, tenths } = await import('../../src/pages/heatmaps/bands');
    const answer = scroll(Array.from({ length: 1000 }, (_, at) => (at < 500 ? 10 : at < 750 ? 5 : 2)));
    expect(reachLines(answer).map(({ at, label }) => [at, label])).toEqual([[0.5, '60% came this far'], [0.75, '30% came this far'], [0.25, 'Average fold, 800 px']]);
    expect(tenths(answer).map(({ share }) => share)).toEqual([1, 1, 1, 1, 1, 0.5, 0.5, 0.2, 0.2, 0.2]);
  });

  const answer: PointsAnswer = {
    samples: [], interactions: 10, sessions: 5, elements: [{ selector: 'a', tag: 'a', text: '', count: 7 }, { selector: 'b', tag: 'b', text: '', count: 3 }], values: ['notConverted', 'converted'],
    points: { element: [0, 0, 1], x: [1, 2, 3], y: [1, 2, 3], pageX: [1, 2, 3], pageY: [1, 2, 3], documentWidth: [9, 9, 9], count: [6, 1, 3], value: [0, 1, 1] },
  };

  it('tells converters from leavers, and their clicks add up to all', async () => {
    const { onlyOf } = await import('../../src/pages/heatmaps/colours');
    const [converted, left] = [onlyOf(answer, 'converted'), onlyOf(answer, 'notConverted')];
    expect(converted.interactions + left.interactions).toBe(answer.interactions);
    expect(converted.elements.map(({ selector, count }) => [selector, count])).toEqual([['b', 3], ['a', 1]]);
    expect(converted.points.element).toEqual([1, 0]);
    expect(onlyOf(answer, 'nobody').interactions).toBe(0);
  });

  it('has a colour for each of the most frequent values, and one for all others', async () => {
    const { colouringOf, ofDevices, REST } = await import('../../src/pages/heatmaps/colours');
    const values = Array.from({ length: 12 }, (_, at) => `s${at}`);
    const many = { ...answer, values, points: { ...answer.points, element: values.map(() => 0), count: values.map((_, at) => at + 1), value: values.map((_, at) => at) } };
    const { kinds, places } = colouringOf([many], 'source');
    expect(kinds).toHaveLength(8);
    expect(kinds.at(-1)).toMatchObject({ value: REST, counts: [15] });
    expect(places[0]![11]).toBe(0);
    expect(places[0]![0]).toBe(7);
    expect(kinds.reduce((sum, { counts }) => sum + counts[0]!, 0)).toBe(78);
    const both = ofDevices([['desktop', answer], ['mobile', answer]]);
    expect(both.interactions).toBe(20);
    expect(both.elements.map(({ count }) => count)).toEqual([14, 6]);
  });

  it('marks what differs by more than chance; leavers are those who are no converters', async () => {
    const { bothSides, differences, sidesOf } = await import('../../src/pages/heatmaps/differences');
    const row = (selector: string, sessions: number, compared: number, pValue: number) => ({ selector, sessions, clickRate: sessions / 1000, compared: { clicks: compared, sessions: compared, clickRate: compared / 1000 }, pValue });
    const rows = [row('same', 100, 101, 0.9), row('more', 200, 100, 0.001)];
    const sample = (sessions: number) => [{ device: 'desktop' as const, pageviews: sessions, sessions }];
    const of = (all: number, other: number): ElementsAnswer => ({ rows, samples: sample(all), comparedSamples: sample(other), meta: { total: 2, nextCursor: null } }) as unknown as ElementsAnswer;
    expect(differences(bothSides(of(1000, 1000), 'period', 'desktop')!).map((one) => [one.row.selector, one.own, one.rival])).toEqual([['more', 0.2, 0.1]]);
    // 100 of 200 converters clicked, and 100 of the 800 others.
    expect(differences(bothSides(of(1000, 200), 'leavers', 'desktop')!).map((one) => [one.row.selector, one.own, one.rival])).toEqual([['same', 0.505, 0], ['more', 0.5, 0.125]]);
    const { own, rival } = sidesOf(of(1000, 200), 'leavers', 'desktop')!;
    expect([own.sessions, rival.sessions]).toEqual([200, 800]);
    expect(bothSides({ ...of(1000, 200), comparedSamples: null }, 'leavers', 'desktop')).toBeNull();
  });

  it('calls less a difference where more elements are looked at, as Benjamini and Hochberg have it', async () => {
    const { limitOf } = await import('../../src/pages/heatmaps/differences');
    // One in twenty of many is below 0.05 by chance alone.
    expect(limitOf(Array.from({ length: 100 }, (_, at) => (at + 1) / 100))).toBe(-1);
    expect(limitOf([0.04])).toBe(0.04);
    expect(limitOf([0.039, 0.001, 0.03, 0.041, 0.5, 0.9])).toBe(0.001);
    expect(limitOf([0.001, 0.015, 0.02, 0.9])).toBe(0.02);
    expect(limitOf([])).toBe(-1);
  });

  it('gives the values of two maps the same colours, and a map whose values the other lacks', async () => {
    const { colouringOf } = await import('../../src/pages/heatmaps/colours');
    const of = (values: string[], count: number[]): PointsAnswer => ({ ...answer, values, points: { ...answer.points, element: count.map(() => 0), count, value: count.map((_, at) => at) } });
    const { kinds, places } = colouringOf([of(['Direct', 'Email'], [3, 9]), of(['Email', 'Search', 'Direct'], [2, 5, 4])], 'channel');
    expect(kinds.map(({ value, counts }) => [value, counts])).toEqual([['Email', [9, 2]], ['Direct', [3, 4]], ['Search', [0, 5]]]);
    expect(places).toEqual([[1, 0], [0, 2, 1]]);
  });

  it('says how many clicks of which pageviews it shows, and nothing of those that are not known', async () => {
    const { sampleText } = await import('../../src/pages/heatmaps/words');
    expect(sampleText('click', { points: answer }, { pageviews: 226, sessions: 194 })).toBe('10 clicks in 226 pageviews, 194 sessions.');
    expect(sampleText('click', { points: answer }, null)).toBe('10 clicks.');
  });

  it('says the time in view that the table beside it says', async () => {
    const { attentionSentence } = await import('../../src/pages/heatmaps/words');
    const { tenths } = await import('../../src/pages/heatmaps/bands');
    const peak = { ...scroll(Array.from({ length: 1000 }, () => 10)), attention: { pageviews: 10, seconds: Array.from({ length: 1000 }, (_, at) => (at === 350 ? 900 : at >= 300 && at < 400 ? 152 : 20)) } };
    expect(tenths(peak)[3]!.seconds).toBeCloseTo(15.948, 3);
    expect(attentionSentence(peak)).toBe('The part from 30% to 40% of the page is looked at longest: 15.9 s per pageview.');
  });

  it('shows of a group the page that most sessions saw, of those with a picture', async () => {
    const { byDefault } = await import('../../src/pages/heatmaps/useBackdrop');
    const version = (page: string, visitors: number) => ({ page, visitors, isDefault: true }) as never;
    const usable = [version('/fi/coffee/kesa', 90), version('/coffee/aamu', 12), version('/coffee/halla', 40)];
    expect(byDefault(usable, [{ page: '/coffee/none', sessions: 9000 }, { page: '/coffee/aamu', sessions: 8000 }, { page: '/fi/coffee/kesa', sessions: 3 }])!.page).toBe('/coffee/aamu');
    expect(byDefault(usable, [])!.page).toBe('/fi/coffee/kesa');
    expect(byDefault([], [])).toBeNull();
  });

  it('lists what both sides did, by the larger part', async () => {
    const { pairRows } = await import('../../src/pages/heatmaps/PlainList');
    const element = (selector: string, count: number) => ({ selector, tag: 'a', text: selector, count });
    expect(pairRows([element('a', 6), element('b', 4)], [element('b', 1), element('c', 3)]).map(({ element: { selector }, figures, rates }) => [selector, ...figures, rates])).toEqual([
      ['c', '0', '3', '0% against 75% of all'], ['a', '6', '0', '60% against 0% of all'], ['b', '4', '1', '40% against 25% of all'],
    ]);
  });
});
