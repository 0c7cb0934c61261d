import { describe, expect, it } from 'vitest';
import type { Filter } from '../../src/api/records';
import { DEFAULT_VIEW, formatFilter, formatView, misread, parseFilter, parseView, toggled, type View } from '../../src/state/view';

describe('the view in the address', () => {
  const views: Record<string, View> = {
    'the default': DEFAULT_VIEW,
    'a preset without comparison': { ...DEFAULT_VIEW, period: { preset: 'lastMonth' }, compare: null },
    'days of the calendar': {
      ...DEFAULT_VIEW,
      period: { from: { year: 2026, month: 2, day: 27 }, to: { year: 2026, month: 3, day: 2 } },
    },
    'all days from one on': { ...DEFAULT_VIEW, period: { since: { year: 2026, month: 1, day: 1 } }, compare: 'year' },
    'a figure and open tabs': { ...DEFAULT_VIEW, metric: 'bounceRate', tabs: { sources: 'campaign', pages: 'entry' } },
    'filters with everything that could break them': {
      ...DEFAULT_VIEW,
      filters: [
        ['is', 'country', ['FI', 'SE']],
        ['contains', 'page', ['/a,b\\c:d', '/ä & ö?x=1#y+z%20', '']],
        ['isNot', 'prop:plan:b,c\\', ['a:b']],
        ['matches', 'hostname', ['^(www\\.)?example\\.org$']],
        ['is', 'goal', ['g1']],
        ['is', 'source', ['']],
        [
          'or',
          [
            ['is', 'page', ['/a;b', '/c,d']],
            ['contains', 'prop:a;b:c', ['\\;:,']],
          ],
        ],
      ],
    },
  };

  for (const [name, view] of Object.entries(views)) {
    it(`comes back the same: ${name}`, () => {
      expect(parseView(formatView(view))).toEqual(view);
    });
  }

  it('says nothing about what is default', () => {
    expect(formatView(DEFAULT_VIEW)).toBe('');
  });

  it('stays readable', () => {
    const view: View = { ...DEFAULT_VIEW, period: { preset: '30d' }, filters: [['is', 'page', ['/shop/beans']]] };
    expect(formatView(view)).toBe('?period=30d&f=is:page:/shop/beans');
  });

  it.each([
    '?period=century',
    '?from=2026-02-30&to=2026-03-01',
    '?from=2026-03-02&to=2026-03-01',
    '?from=2026-03-02',
    '?metric=luck',
    '?f=is',
    '?f=is:page',
    '?f=drop:page:/a',
    '?f=is:shoeSize:44',
    '?f=is:prop::x',
    '?f=or:',
    '?f=or:is:page:/a;nonsense',
    '?since=2026-02-30',
    '?compare=perhaps',
    '?f=',
    '?%E0%A4%A',
  ])('falls back to the default for %s', (search) => {
    expect(parseView(search)).toEqual(DEFAULT_VIEW);
  });

  it('tells what it could make nothing of', () => {
    expect(misread('?period=century&f=is:page:/a&f=is:shoeSize:44&metric=luck&compare=maybe')).toEqual([
      'period=century',
      'compare=maybe',
      'metric=luck',
      'f=is:shoeSize:44',
    ]);
    expect(misread('?since=tomorrow')).toEqual(['since=tomorrow']);
    expect(misread('?from=2026-03-02&to=2026-03-01')).toEqual(['from=2026-03-02 to=2026-03-01']);
  });

  it('understands everything that it writes, and leaves alone what others add', () => {
    for (const view of Object.values(views)) expect(misread(formatView(view))).toEqual([]);
    expect(misread('?utm_source=mail&compare=none')).toEqual([]);
  });
});

describe('a filter', () => {
  it('round trips whatever its values hold, for 2,000 random ones', () => {
    const alphabet = ['a', ',', ':', '\\', '/', '%', '&', '=', '+', ' ', '#', 'ä', '…', '"'];
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    const word = (): string => Array.from({ length: random(8) }, () => alphabet[random(alphabet.length)]).join('');
    for (let turn = 0; turn < 2000; turn++) {
      const values = Array.from({ length: 1 + random(3) }, word);
      const filter: Filter = ['is', random(2) === 0 ? 'page' : `prop:x${word()}`, values];
      expect(parseFilter(formatFilter(filter))).toEqual(filter);
      expect(parseView(formatView({ ...DEFAULT_VIEW, filters: [filter] })).filters).toEqual([filter]);
    }
  });

  it('is added by the first click and removed by the second', () => {
    const finland: Filter = ['is', 'country', ['FI']];
    const once = toggled([], finland);
    expect(once).toEqual([finland]);
    expect(toggled(once, ['is', 'country', ['FI']])).toEqual([]);
  });
});
