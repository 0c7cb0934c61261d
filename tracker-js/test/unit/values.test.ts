// @vitest-environment happy-dom
// @vitest-environment-options { "url": "https://www.example.org/start" }
import { describe, expect, it } from 'vitest';
import { customEvent } from '../../src/event';
import { isExcluded } from '../../src/exclude';
import { selector } from '../../src/selector';
import { cut } from '../../src/text';
import { cleanUrl, isOwn } from '../../src/url';

describe('cleanUrl', () => {
  it.each([
    ['https://example.org/a?token=secret&utm_source=x&email=a@b.c', 'https://example.org/a?utm_source=x'],
    ['https://example.org/a?session=1', 'https://example.org/a'],
    ['https://example.org/a?gclid=Cj0KC&gbraid=9&wbraid=8&msclkid=7&fbclid=6&ttclid=5&li_fat_id=4&twclid=3',
      'https://example.org/a?gclid=1&gbraid=1&wbraid=1&msclkid=1&fbclid=1&ttclid=1&li_fat_id=1&twclid=1'],
    ['https://example.org/?ref=hn&source=mail', 'https://example.org/?ref=hn&source=mail'],
    ['https://user:password@example.org/a#reviews', 'https://example.org/a'],
    ['https://example.org/a#/cart', 'https://example.org/a'],
  ])('%s is sent as %s', (href, sent) => expect(cleanUrl(href)).toBe(sent));

  it.each([
    ['https://example.org/#/cart?token=1', 'https://example.org/#/cart'],
    ['https://example.org/#!/cart', 'https://example.org/#!/cart'],
    ['https://example.org/a#access_token=1', 'https://example.org/a'],
  ])('with hash routes %s is sent as %s', (href, sent) => expect(cleanUrl(href, true)).toBe(sent));

  it('is at most 2048 long', () => expect(cleanUrl('https://example.org/' + 'ä'.repeat(3000))).toHaveLength(2048));
});

it('a site with and without www. is one', () => {
  expect(isOwn(new URL('https://example.org/'))).toBe(true);
  expect(isOwn(new URL('https://notexample.org/'))).toBe(false);
});

describe('isExcluded', () => {
  it.each([
    ['/admin', '/admin', true],
    ['/admin/', '/admin', true],
    ['/admin', '/admin/', true],
    ['/admin/users', '/admin', false],
    ['/admin/users', '/admin/*', true],
    ['/admin/users/1', '/admin/*', false],
    ['/admin/users/1', '/admin/**', true],
    ['/a/b/secret', '/**/secret', true],
    ['/a.html', '/aXhtml', false],
    ['/aXhtml', '/a.html', false],
    ['/two', '/one, /two', true],
    ['/', '', false],
    ['/', '/a,', false],
    ['/', '/', true],
    ['/#/private', '/#/private', true],
  ])('%s with the patterns "%s": %s', (path, patterns, excluded) => expect(isExcluded(path, patterns)).toBe(excluded));
});

describe('cut', () => {
  it('never leaves half a surrogate pair', () => {
    expect(cut('ab☕𝒫', 4)).toBe('ab☕');
    expect(cut('a\ud800b\udc00c𝒫', 10)).toBe('abc𝒫');
  });
});

describe('customEvent', () => {
  it('keeps text, numbers and booleans, and cuts what is too long', () => {
    expect(
      customEvent('n'.repeat(70), {
        props: { text: 'v'.repeat(600), number: 3, yes: true, no: null, nothing: undefined, ['k'.repeat(70)]: 'x' },
      }),
    ).toEqual({
      type: 'event',
      name: 'n'.repeat(64),
      props: { text: 'v'.repeat(500), number: 3, yes: true, ['k'.repeat(64)]: 'x' },
    });
  });

  it('has at most 30 props', () => {
    const props = Object.fromEntries(Array.from({ length: 40 }, (_, i) => ['p' + i, i]));
    expect(Object.keys((customEvent('a', { props }) as { props: object }).props)).toHaveLength(30);
  });

  it.each([
    [{ amount: 12.5, currency: 'eur' }, { amount: 12.5, currency: 'EUR' }],
    [{ amount: '7' as unknown as number, currency: 'EUR' }, { amount: 7, currency: 'EUR' }],
    [{ amount: NaN, currency: 'EUR' }, undefined],
    [{ amount: 1e13, currency: 'EUR' }, undefined],
    [{ amount: 1, currency: '€' }, undefined],
  ])('takes the revenue %o as %o', (revenue, taken) =>
    expect((customEvent('a', { revenue }) as { revenue?: object }).revenue).toEqual(taken));

  it('without a name, or named like a pageview, is none', () => {
    expect(customEvent('')).toBeUndefined();
    expect(customEvent('pageview')).toBeUndefined();
  });
});

describe('selector', () => {
  const of = (html: string, find: string) => {
    document.body.innerHTML = html;
    return selector(document.querySelector(find)!);
  };

  it.each([
    ['<main><button class="buy">', 'button', 'main>button.buy'],
    ['<main><p></p><p></p><p><b>', 'b', 'main>p:nth-of-type(3)>b'],
    ['<main><section id="cart"><button>', 'button', 'section#cart>button'],
    ['<main><section id="ember1234"><button class="css-1q2w3e open">', 'button', 'main>section>button'],
    ['<main><a class="Button_root__3xK9a nav-link is-current md:flex">', 'a', 'main>a.nav-link'],
    ['<ul><li class="item a"></li><li class="item b">', 'li.b', 'ul>li.item.b'],
  ])('in %s the element %s is %s', (html, find, path) => expect(of(html, find)).toBe(path));

  it('goes through open shadow roots', () => {
    document.body.innerHTML = '<main><x-cart>';
    const root = document.querySelector('x-cart')!.attachShadow({ mode: 'open' });
    root.innerHTML = '<div><button id="add">';
    expect(selector(root.querySelector('button')!)).toBe('main>x-cart>>>button#add');
  });

  it('is at most 512 long, and cut at the top', () => {
    const path = of('<div class="a-very-long-name-of-a-class">'.repeat(40) + '<button class="buy">', 'button');
    expect(path.length).toBeLessThanOrEqual(512);
    expect(path).toMatch(/^div\.a.*>button\.buy$/);
  });
});
