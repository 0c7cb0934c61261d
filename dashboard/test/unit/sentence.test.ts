import { beforeAll, describe, expect, it } from 'vitest';
import type { PlainMetric } from '../../src/api/records';
import { isFew } from '../../src/format/samples';
import { resolve, type Period } from '../../src/state/period';
import { parseDay } from '../../src/state/zone';
import { pretendBrowser } from './browser';

let sentence: typeof import('../../src/pages/overview/sentence').sentence;
let i18n: typeof import('../../src/i18n');

beforeAll(async () => {
  pretendBrowser();
  ({ sentence } = await import('../../src/pages/overview/sentence'));
  i18n = await import('../../src/i18n');
  await i18n.learn();
});

const NOW = Date.parse('2026-10-27T13:32:10Z');

function told(facts: { period?: Period; metric?: PlainMetric; visitors: number; before?: number | null; source?: [string, number]; filtered?: boolean; noise?: boolean; from?: [string, number] }) {
  const period = facts.period ?? { preset: '7d' };
  return sentence({
    period,
    resolved: resolve(period, 'Europe/Helsinki', NOW),
    filtered: facts.filtered ?? false,
    metric: facts.metric ?? 'visitors',
    value: facts.visitors,
    before: facts.before ?? null,
    few: facts.before != null && isFew(facts.visitors, facts.before) && (facts.metric ?? 'visitors') === 'visitors',
    noise: facts.noise ?? false,
    contributor: facts.from === undefined ? null : { value: facts.from[0], moved: facts.from[1] },
    source: facts.source === undefined ? null : { value: facts.source[0], amount: facts.source[1] },
    currency: 'EUR',
    thisYear: 2026,
  }).replace(/\u00a0/g, ' ');
}

describe('the sentence on top', () => {
  it('tells visitors, change and where most came from', () => {
    expect(told({ visitors: 412, before: 368, source: ['Google', 230] })).toBe(
      '412 visitors in the last 7 days, 12% more than in the 7 days before; most came from Google.',
    );
  });

  it('says "most" only of more than half', () => {
    expect(told({ visitors: 412, source: ['Google', 200] })).toContain('the biggest source was Google (49%)');
  });

  it('does not call direct visits a source', () => {
    expect(told({ visitors: 10, source: ['', 9] })).toBe('10 visitors in the last 7 days; most came directly.');
  });

  it('compares nothing with nothing', () => {
    expect(told({ visitors: 10, before: 0 })).toBe('10 visitors in the last 7 days.');
    expect(told({ visitors: 0, before: 10 })).toBe('Nobody came in the last 7 days.');
  });

  it('tells a large growth as a multiple', () => {
    expect(told({ visitors: 1400, before: 100 })).toContain(', 14 times as many as in the 7 days before.');
  });

  it('calls a change that rounds to none by its name', () => {
    expect(told({ visitors: 1000, before: 999 })).toContain('as many as in the 7 days before');
  });

  it('draws no conclusion from a few', () => {
    expect(told({ visitors: 5836, before: 1 })).toBe('5,836 visitors in the last 7 days (1 in the 7 days before, too few to compare).');
    expect(told({ visitors: 29, before: 400 })).toContain('too few to compare');
    expect(told({ visitors: 30, before: 60 })).toContain('50% fewer');
  });

  it('names the source that made the change, and the biggest one where that is another', () => {
    expect(told({ visitors: 412, before: 368, source: ['Google', 230], from: ['Newsletter', 40] })).toBe(
      '412 visitors in the last 7 days, 12% more than in the 7 days before; most of the growth came from Newsletter; the biggest source was Google (56%).',
    );
    expect(told({ visitors: 412, before: 368, source: ['Google', 230], from: ['Google', 40] })).toBe(
      '412 visitors in the last 7 days, 12% more than in the 7 days before; most of the growth came from Google.',
    );
    expect(told({ visitors: 300, before: 400, source: ['', 200], from: ['', -60] })).toContain(
      '; most of the drop is in those who come directly.',
    );
  });

  it('speaks of the figure in front', () => {
    const period: Period = { preset: 'lastWeek' };
    expect(told({ period, metric: 'revenue', visitors: 4120, before: 3680, source: ['Google', 1800], from: ['Instagram', 300], filtered: true })).toBe(
      'With these filters: Revenue €4,120 last week, 12% more than the week before; most of the growth came from Instagram; the biggest source was Google (44%).',
    );
    expect(told({ period, metric: 'revenue', visitors: 3000, before: 3680, from: ['Instagram', -300] })).toContain(
      '18% less than the week before; most of the drop is in what came from Instagram.',
    );
    expect(told({ metric: 'conversionRate', visitors: 0.085, before: 0.08 })).toBe(
      'Conversion rate 8.5% in the last 7 days, 0.5 pts higher than in the 7 days before.',
    );
    expect(told({ metric: 'engagedTime', visitors: 59, before: 100, noise: true })).toBe(
      'Engaged time 59 s in the last 7 days, 41% shorter than in the 7 days before (which may be chance).',
    );
    expect(told({ metric: 'conversions', visitors: 1 })).toBe('1 conversion in the last 7 days.');
  });

  it('says where a change may be chance, and gives no reason for it', () => {
    expect(told({ visitors: 412, before: 400, noise: true, source: ['Google', 230], from: ['Newsletter', 12] })).toBe(
      '412 visitors in the last 7 days, 3% more than in the 7 days before (which may be chance); most came from Google.',
    );
  });

  it('names picked days, and that it speaks of a part', () => {
    const period = { from: parseDay('2026-10-01')!, to: parseDay('2026-10-03')! };
    expect(told({ period, visitors: 100, before: 200, filtered: true })).toBe(
      'With these filters: 100 visitors from 1 Oct to 3 Oct, 50% fewer than in the 3 days before.',
    );
  });

  it('speaks Finnish', async () => {
    await i18n.chooseLanguage('fi');
    expect(told({ visitors: 412, before: 368, source: ['Google', 230] })).toBe(
      '412 kävijää viimeisten 7 päivän aikana, 12 % enemmän kuin edeltävien 7 päivän aikana; useimmat tulivat lähteestä Google.',
    );
    await i18n.chooseLanguage('en');
  });
});
