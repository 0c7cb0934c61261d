import { beforeAll, describe, expect, it } from 'vitest';
import { pretendBrowser } from './browser';

let numbers: typeof import('../../src/format/numbers');
let i18n: typeof import('../../src/i18n');

beforeAll(async () => {
  pretendBrowser();
  numbers = await import('../../src/format/numbers');
  i18n = await import('../../src/i18n');
  await i18n.learn();
});

describe('a figure', () => {
  it.each([
    ['visitors', 12410, '12,410'],
    ['visitors', 1_234_567, '1.235m'],
    ['bounceRate', 0.4137, '41%'],
    ['conversionRate', 0.0214, '2.1%'],
    ['conversionRate', 0, '0%'],
    ['revenue', 18240.4, '€18,240'],
    ['revenue', 12.5, '€12.50'],
    ['engagedTime', 108, '1 m 48 s'],
    ['engagedTime', 59.6, '1 m 0 s'],
    ['sessionDuration', 3725, '1 h 2 m'],
    ['viewsPerSession', 2.04, '2.0'],
    ['bounceRate', null, '–'],
  ] as const)('%s of %s reads %s', (metric, value, text) => {
    expect(numbers.figure(metric, value, 'EUR')).toBe(text);
  });

  it('has no cents where the largest of its column has none', () => {
    expect(numbers.figure('revenue', 876.69, 'EUR')).toBe('€876.69');
    expect(numbers.figure('revenue', 876.69, 'EUR', 1349)).toBe('€877');
    expect(numbers.difference('revenue', -876.69, 'EUR', 1349)).toBe('−€877');
    expect(numbers.difference('conversionRate', 0.012, 'EUR')).toBe('+1.2 pts');
  });

  it('follows the reader’s language', async () => {
    await i18n.chooseLanguage('fi');
    expect(numbers.figure('conversionRate', 0.0214, 'EUR').replace(/\s/g, ' ')).toBe('2,1 %');
    expect(numbers.figure('revenue', 18240, 'EUR').replace(/\s/g, ' ')).toBe('18 240 €');
    expect(numbers.figure('engagedTime', 108, 'EUR')).toBe('1 min 48 s');
    await i18n.chooseLanguage('en');
  });
});

describe('a change', () => {
  it('has direction, size with sign, word, and whether it is welcome', () => {
    expect(numbers.change('visitors', 112, 100)).toEqual({ direction: 'up', size: '+12%', word: 'more', good: true });
    expect(numbers.change('visitors', 97, 100)).toEqual({ direction: 'down', size: '−3%', word: 'fewer', good: false });
    expect(numbers.change('engagedTime', 90, 100)).toMatchObject({ size: '−10%', word: 'shorter', good: false });
  });

  it('of a rate is in points, and a lower bounce rate is welcome', () => {
    expect(numbers.change('bounceRate', 0.38, 0.41)).toEqual({ direction: 'down', size: '−3.0 pts', word: 'lower', good: true });
    expect(numbers.change('conversionRate', 0.02, 0)).toMatchObject({ size: '+2.0 pts', word: 'higher', good: true });
  });

  it('from nothing has no size, and from nothing to nothing is none', () => {
    expect(numbers.change('visitors', 5, 0)).toMatchObject({ direction: 'fromNone', size: '' });
    expect(numbers.change('visitors', 0, 0)).toMatchObject({ direction: 'same' });
  });

  it('too large for per cent is a multiple', () => {
    expect(numbers.change('visitors', 1200, 100)).toMatchObject({ size: '×12' });
  });

  it('is not told where one side is missing', () => {
    expect(numbers.change('bounceRate', null, 0.4)).toBeNull();
  });
});

describe('a share', () => {
  it('is of the whole, and nothing of nothing', () => {
    expect(numbers.share(31, 100)).toBe('31%');
    expect(numbers.share(0, 0)).toBe('–');
  });
});
