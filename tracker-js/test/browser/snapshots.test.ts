import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import { context, open, page, seen, settled, site } from './visit';

/** Of the owner's link; the collector of the tests takes any. */
const LINK = '#polku=s.TOKEN';

/** Asks the next page for a look, opens it, and gives what it sends. */
async function lookedAt(path: string, count = 2) {
  const before = site.sightings.length;
  site.looks = ['l.TOKEN'];
  await open(path);
  await seen(() => expect(site.sightings).toHaveLength(before + count));
  return site.sightings[site.sightings.length - 1]!;
}

const skeletonOf = async (body: string) => {
  site.wanted = false;
  site.body = body;
  return (await lookedAt('/shop', 1)).skeleton;
};

function every(node: any, found: any[] = []): any[] {
  found.push(node);
  node.childNodes?.forEach((child: any) => every(child, found));
  return found;
}

const element = (snapshot: any, tag: string, id?: string) =>
  every(snapshot).find(({ tagName, attributes }) => tagName == tag && (!id || attributes.id == id));

it('nobody who is not asked loads s.js or sends anything to it', async () => {
  await open('/');
  await settled();
  expect(site.loaded).not.toContain('/s.js');
  expect(site.sightings).toEqual([]);
});

it('a tracker that is asked tells the version of its page, and sends what it looks like if that is wanted', async () => {
  site.body = '<main id="shop"><h1>Coffee</h1><p>Fresh</p></main>';
  const recorded = await lookedAt('/shop?utm_source=a&secret=1');
  const [told] = site.sightings;
  expect(told!.snapshot).toBeUndefined();
  expect(told).toMatchObject({ token: 'l.TOKEN', url: `${site.origin}/shop?utm_source=a`, title: 'Test page', viewport: [1000, 600] });
  expect(recorded).toMatchObject({ token: 'l.TOKEN', skeleton: told!.skeleton, url: told!.url, document: told!.document });
  expect(element(recorded.snapshot, 'main', 'shop').childNodes[0].childNodes[0].textContent).toBe('Coffee');
  expect(recorded.packed).toBeLessThan(recorded.text.length);
});

it('data-snapshots="false" switches it off', async () => {
  site.reset('data-snapshots="false"');
  site.looks = ['l.TOKEN'];
  await open('/');
  await seen(() => expect(site.loaded).toContain('/s.js'));
  await page.waitForTimeout(2_500);
  expect(site.sightings).toEqual([]);
});

it('what is not wanted is not sent', async () => {
  site.wanted = false;
  await lookedAt('/', 1);
  await page.waitForTimeout(1_500);
  expect(site.sightings).toHaveLength(1);
});

it('nothing is told of a page that is another by the time it is still', async () => {
  site.wanted = false;
  site.looks = ['l.TOKEN'];
  await open('/');
  await seen(() => expect(site.loaded).toContain('/s.js'));
  site.looks = ['l.SECOND'];
  await page.evaluate(() => history.pushState({}, '', '/next'));
  // the first waits no longer than the second
  await seen(() => expect(site.sightings).not.toEqual([]));
  expect(site.sightings.map(({ token, url }) => [token, url])).toEqual([['l.SECOND', `${site.origin}/next`]]);
});

it('routes of a single-page application are pages of their own', async () => {
  site.wanted = false;
  await lookedAt('/a', 1);
  site.looks = ['l.SECOND'];
  await page.evaluate(() => {
    document.body.innerHTML = '<section id="other">Other</section>';
    history.pushState({}, '', '/b');
  });
  await seen(() => expect(site.sightings).toHaveLength(2));
  const [a, b] = site.sightings;
  expect(b).toMatchObject({ token: 'l.SECOND', url: `${site.origin}/b` });
  expect(b!.skeleton).not.toBe(a!.skeleton);
});

it('a page that is not seen waits until it is', async () => {
  site.looks = ['l.TOKEN'];
  await page.addInitScript(() => {
    let hidden = false;
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    Object.assign(window, {
      hide: (on: boolean) => {
        hidden = on;
        document.dispatchEvent(new Event('visibilitychange'));
      },
    });
  });
  await open('/');
  await seen(() => expect(site.loaded).toContain('/s.js'));
  await page.evaluate('hide(true)');
  await page.waitForTimeout(2_500);
  expect(site.sightings).toEqual([]);
  await page.evaluate('hide(false)');
  await seen(() => expect(site.sightings).toHaveLength(2));
});

it('it works under a strict content security policy', async () => {
  site.policy = `default-src 'none'; script-src ${site.collectorOrigin}; connect-src ${site.collectorOrigin}; style-src 'self'`;
  site.head = site.head.replace(/<script><\/script>/, '');
  await lookedAt('/');
  await open('/other' + LINK);
  await page.getByRole('button', { name: 'Ota kuva' }).waitFor();
  expect((await page.locator('polku-bar').boundingBox())!.y).toBeGreaterThan(500);
});

const SECRETS = [
  'matti.meikalainen@example.org', 'hunter2secret', '4111 1111 1111 1111', '4111111111111111', '+358 40 123 4567', '0401234567',
  'typed-search-term', 'typed in a textarea', 'chosen-option-label-7781', 'written in an editor', 'FI2112345600000785', 'session-token-xyz',
  'Private note', 'hidden-csrf-value', 'onclick-secret',
];
const SECRET_BODY = `
  <form action="/pay?session=session-token-xyz">
    <input id="mail" type="email"><input id="word" type="password"><input id="card"><input id="phone" type="tel"><input type="search" id="find">
    <input type="hidden" value="hidden-csrf-value"><input type="submit" value="Pay now">
    <textarea id="area"></textarea><div id="editor" contenteditable></div>
    <select id="choice"><option value="1">One</option><option value="chosen-option-label-7781">Seven</option></select>
    <label><input type="checkbox" id="box"> I agree</label>
  </form>
  <p title="Call +358 40 123 4567">Mail matti.meikalainen@example.org, call 0401234567, card 4111 1111 1111 1111 or FI2112345600000785</p>
  <img alt="matti.meikalainen@example.org" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" width="30" height="20">
  <a href="/reset?token=session-token-xyz#session-token-xyz" onclick="void 'onclick-secret'" aria-label="card 4111111111111111">Reset</a>
  <a href="mailto:matti.meikalainen@example.org">Write</a>
  <p data-polku-mask>Private note</p><div data-polku-block style="width:50px;height:40px">Private note</div>
  <p data-user="matti.meikalainen@example.org">Price 1 234,50 €, 3 left</p>
  <script type="application/json">{"a":"session-token-xyz"}</script><!-- Private note -->`;

async function typeSecrets() {
  await page.fill('#mail', 'matti.meikalainen@example.org');
  await page.fill('#word', 'hunter2secret');
  await page.fill('#card', '4111 1111 1111 1111');
  await page.fill('#phone', '0401234567');
  await page.fill('#find', 'typed-search-term');
  await page.fill('#area', 'typed in a textarea');
  await page.click('#editor');
  await page.keyboard.type('written in an editor');
  await page.selectOption('#choice', 'chosen-option-label-7781');
  await page.check('#box');
}

it('what is typed, and contacts and numbers in texts, never leave the page', async () => {
  site.body = SECRET_BODY;
  site.looks = ['l.TOKEN'];
  await open('/form');
  await typeSecrets();
  await seen(() => expect(site.sightings).toHaveLength(2));
  const { snapshot, text } = site.sightings[1]!;
  for (const secret of SECRETS) expect(text, secret).not.toContain(secret);
  const texts = every(snapshot).map(({ textContent }) => textContent);
  expect(texts).toContain('Price 0 000,00 €, 3 left');
  expect(texts).toContain('Xxxxxxx xxxx');
  expect(element(snapshot, 'img').attributes).toMatchObject({ rr_width: '30px', rr_height: '20px', alt: '•'.repeat(29) });
  expect(every(snapshot).find(({ attributes }) => attributes?.type == 'submit').attributes.value).toBe('Pay now');
  expect(element(snapshot, 'input', 'box').attributes).not.toHaveProperty('checked');
  expect(every(snapshot).find(({ attributes }) => attributes?.rr_height == '40px').childNodes).toEqual([]);
  expect(every(snapshot).some(({ tagName }) => tagName == 'script')).toBe(false);
});

it('on pages of ones own every letter is masked', async () => {
  site.wanted = 'all';
  site.body = `<h1>Hei, Matti Meikäläinen</h1><p title="Your address">Kotikatu 7 B 12</p><img alt="Matti" src="/m.png">
    <a href="/account/orders/4711">Order</a><button value="Matti">Tilaa</button><svg><text>Matti</text></svg>`;
  const { snapshot, text, title } = await lookedAt('/account');
  for (const word of ['Matti', 'Meik', 'Kotikatu', 'address', 'Order', 'Tilaa', '4711']) {
    expect(JSON.stringify(snapshot), word).not.toContain(word);
  }
  expect(title).toBe('Xxxx xxxx');
  expect(every(snapshot).map(({ textContent }) => textContent)).toContain('Xxx, Xxxxx Xxxxxxxxxxx');
  expect(text).not.toContain('Test page');
});

const card = (name: string, price: string, badge = '') =>
  `<li class="card"><img src="/x.png" alt="${name}"><h3>${name}</h3><p class="price">${price}</p>${badge}<button class="buy">Buy</button></li>`;
const shop = (cards: string, rest = '') =>
  `<header class="top"><a class="logo" href="/">Paahto</a><nav><a href="/a">A</a><a href="/b">B</a></nav></header>${rest}
   <main id="main"><h1>Coffees</h1><ul class="grid">${cards}</ul><p>Text with <b>bold</b> words</p></main><footer>End</footer>`;

it('the skeleton is the same for other names, prices, texts, states and numbers of cards', async () => {
  const first = await skeletonOf(shop(card('Kenya', '9,90 €') + card('Brazil', '12 €')));
  expect(await skeletonOf(shop(card('Ethiopia', '14,50 €').repeat(7)))).toBe(first);
  expect(await skeletonOf(shop(card('Kenya', '9,90 €')))).toBe(first);
  expect(await skeletonOf(shop(card('A', '1') + card('B', '2', '<em class="badge">New</em>') + card('C', '3')))).toBe(first);
  expect(await skeletonOf(shop(card('A', '1').replace('class="card"', 'class="card is-active css-1x2y3z"') + card('B', '2')))).toBe(first);
  expect(
    await skeletonOf(shop(card('A', '1') + card('B', '2')).replace('Text with <b>bold</b> words', 'Other <i>words</i> <a href="/">here</a>')),
  ).toBe(first);
  expect(await skeletonOf(`<script>1</script><!-- x -->${shop(card('A', '1') + card('B', '2'))}<noscript>x</noscript><style></style>`)).toBe(first);
});

it('the skeleton is another one after a change of the layout', async () => {
  const cards = card('Kenya', '9,90 €') + card('Brazil', '12 €');
  const all = [
    await skeletonOf(shop(cards)),
    await skeletonOf(shop(cards, '<div class="banner">Sale</div>')),
    await skeletonOf(shop(cards.replaceAll('<h3>', '<div class="stars"></div><h3>'))),
    await skeletonOf(shop(cards).replace('<footer>', '<aside class="tips"><h2>Tips</h2></aside><footer>')),
    await skeletonOf(shop(cards).replaceAll('class="grid"', 'class="rows"')),
    await skeletonOf(shop(cards).replace(/<header.*<\/header>/s, '')),
    await skeletonOf(shop(cards).replace('<h1>Coffees</h1>', '<section><h1>Coffees</h1></section>')),
    await skeletonOf('<div><h1>A</h1><form><input></form></div><div><ul class="x"><li></li></ul><p class="y"></p></div>'),
    await skeletonOf('<div><h1>A</h1><form><input></form></div><div><ol class="x"><li></li></ol><p class="y"></p></div>'),
  ];
  expect(new Set(all).size).toBe(all.length);
});

it('every element that a click can name is found again on the rebuilt page', async () => {
  site.body = `
    <!-- a --><script>1</script><style>.a{color:red}</style><noscript>no</noscript>
    <header class="top"><a class="logo" href="/"><svg viewBox="0 0 9 9"><path d="M0 0h9"/><g><circle r="3"/></g></svg></a>
      <button><svg><use href="#x"/></svg> Menu</button><script>2</script><button>Two</button></header>
    <ul id="list"><li>One <b>1</b></li><!-- c --><script>3</script><li class="picked">Two</li><style></style><li>Three</li></ul>
    <div><div><p>A</p><noscript><p>n</p></noscript><p>B</p></div><div class="css-1q2w3e"><p>C</p></div></div>
    <table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td><a href="/x">4</a></td></tr></table>
    <dl><dt>T</dt><dd>D</dd><dt>T</dt><dd>D</dd></dl>
    <div id="host"></div><details open><summary>S</summary><p>Open</p></details>
    <select><option>1</option><option>2</option></select><textarea>t</textarea><input><iframe srcdoc="<p>x"></iframe>
    <video></video><img src="/a.png"><img src="/b.png"><template><p>t</p></template><my-thing><i>x</i></my-thing>
    <div class="menu open" role="menu"><a href="/1">1</a><a href="/2">2</a></div>`;
  site.looks = ['l.TOKEN'];
  await open('/');
  await page.evaluate(() => {
    const host = document.querySelector('#host')!;
    host.attachShadow({ mode: 'open' }).innerHTML =
      '<style>p{color:red}</style><p>In</p><div class="inner"><button>Deep</button><span>x</span><span>y</span></div>';
    const inner = host.shadowRoot!.querySelector('.inner')!.appendChild(document.createElement('x-more'));
    inner.attachShadow({ mode: 'open' }).innerHTML = '<a href="#">a</a><a href="#">b</a>';
  });
  await seen(() => expect(site.sightings).toHaveLength(2));

  const library = buildSync({
    stdin: {
      contents: `export { rebuild, createCache, createMirror } from 'rrweb-snapshot';
        export { selector } from './src/selector';`,
      resolveDir: new URL('../..', import.meta.url).pathname,
    },
    bundle: true,
    format: 'iife',
    globalName: 'library',
    write: false,
  }).outputFiles[0]!.text;
  // what the page is at the time of a click, told by a mark for each element that survives masking
  const marked = await page.evaluate(code => {
    const { selector } = (0, eval)(code + ';library');
    const found: [string, string][] = [];
    const walk = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (!/^(script|style|noscript|template|head|meta|title|html|body|polku-bar)$/.test(element.localName) && !element.closest('head')) {
          found.push([selector(element), element.localName + '|' + (element.children.length ? '' : (element.textContent ?? '').trim())]);
        }
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    return found;
  }, library);
  expect(marked.length).toBeGreaterThan(60);
  expect(new Set(marked.map(([path]) => path)).size).toBe(marked.length);

  const rebuilt = await page.evaluate(
    ([code, snapshot, selectors]) => {
      const { rebuild, createCache, createMirror } = (0, eval)(code + ';library');
      const frame = document.body.appendChild(document.createElement('iframe'));
      frame.setAttribute('sandbox', 'allow-same-origin');
      const doc = frame.contentDocument!;
      rebuild(snapshot, { doc, cache: createCache(), mirror: createMirror(), hackCss: false, UNSAFE_allowUnprotectedRebuild: true });
      return (selectors as string[]).map(path => {
        let root: ParentNode | null = doc;
        let element: Element | null = null;
        for (const part of path.split('>>>')) {
          // a path begins with a name, or with a child of the body or of the shadow root
          const isNamed = part.split('>')[0]!.includes('#');
          const all: Element[] = [...(root?.querySelectorAll(part) ?? [])].filter(found => {
            let top = found;
            for (let steps = part.split('>').length; --steps; ) top = top.parentElement!;
            return isNamed || top.parentNode == root || top.parentNode == doc.body;
          });
          if (all.length != 1) return `${all.length} of ${part}`;
          element = all[0]!;
          root = element.shadowRoot;
        }
        return element!.localName + '|' + (element!.children.length ? '' : (element!.textContent ?? '').trim());
      });
    },
    [library, site.sightings[1]!.snapshot, marked.map(([path]) => path)] as const,
  );
  const expected = marked.map(([, what]) => (what.startsWith('textarea') ? 'textarea|' : what));
  expect(rebuilt).toEqual(expected);
});

it('open menus, scrolled panels and styles made by scripts are as they were', async () => {
  site.body = `<dialog id="d"><p>Dialog</p></dialog><details id="more"><summary>More</summary><p>Inside</p></details>
    <div id="panel" style="height:50px;overflow:auto"><div style="height:500px">x</div></div><div id="host"></div><svg><use href="/icons.svg#cup"/></svg>`;
  site.looks = ['l.TOKEN'];
  await open('/');
  await page.evaluate(() => {
    document.querySelector<HTMLDialogElement>('#d')!.showModal();
    document.querySelector<HTMLDetailsElement>('#more')!.open = true;
    document.querySelector('#panel')!.scrollTop = 120;
    const style = document.head.appendChild(document.createElement('style'));
    style.sheet!.insertRule('.made-by-script { color: rgb(1, 2, 3) }');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.adopted { color: rgb(4, 5, 6) }');
    document.adoptedStyleSheets = [sheet];
    const shadow = document.querySelector('#host')!.attachShadow({ mode: 'open' });
    shadow.innerHTML = '<p>In</p>';
    shadow.adoptedStyleSheets = [sheet];
  });
  await seen(() => expect(site.sightings).toHaveLength(2));
  const { snapshot } = site.sightings[1]!;
  expect(element(snapshot, 'dialog').attributes.rr_open_mode).toBe('modal');
  expect(element(snapshot, 'details').attributes).toHaveProperty('open');
  expect(element(snapshot, 'div', 'panel').attributes.rr_scrollTop).toBe(120);
  expect(JSON.stringify(snapshot)).toContain('made-by-script');
  expect(element(snapshot, 'use').attributes.href).toMatch(/\/icons\.svg#cup$/);
  const adopted = every(snapshot).filter(({ attributes }) => attributes?._cssText?.includes('.adopted'));
  expect(adopted.map(({ isShadow }) => isShadow)).toEqual([undefined, true]);
  expect(new Set(every(snapshot).map(({ id }) => id)).size).toBe(every(snapshot).length);
});

it("the owner's link opens a bar: a banner is hidden, late images come, and the visit is not counted", async () => {
  site.head += '<style>.banner{position:fixed;bottom:0;left:0;right:0;height:200px;background:#eee}</style>';
  site.body = `<main><h1>Shop</h1><div style="height:3000px"></div><img loading="lazy" src="/late.png" width="10" height="10"></main>
    <div class="banner"><p>Cookies?</p><button id="ok">OK</button></div>`;
  await open('/shop?utm_source=x' + LINK);
  await page.locator('polku-bar').waitFor({ state: 'attached' });
  expect(new URL(page.url()).hash).toBe('');
  expect(site.sightings).toEqual([]);
  const bar = (name: string) => page.getByRole('button', { name });
  await page.getByText('laitteena: tietokone, 1000 px').waitFor();
  await bar('Piilota jotain').click();
  await page.hover('#ok');
  // all of what floats will be hidden, and that is what is marked
  await expect.poll(async () => (await page.locator('polku-bar i').boundingBox())?.height).toBe(200);
  await page.click('#ok', { position: { x: 5, y: 5 } });
  expect(await page.locator('.banner').isVisible()).toBe(false);
  const late = page.waitForRequest(/late\.png/);
  await bar('Näytä taas').click();
  expect(await page.locator('.banner').isVisible()).toBe(true);
  await page.click('#ok', { position: { x: 5, y: 5 } });
  await bar('Ota kuva').click();
  await late;
  await seen(() => expect(site.sightings).toHaveLength(2));
  const [told, taken] = site.sightings;
  expect(taken).toMatchObject({ token: 's.TOKEN', url: `${site.origin}/shop?utm_source=x`, skeleton: told!.skeleton });
  expect(every(taken!.snapshot).find(({ attributes }) => attributes?.class == 'banner').attributes.style).toContain('none');
  expect(taken!.text).not.toContain('polku-bar');
  expect(await page.evaluate(() => scrollY)).toBe(0);
  expect(site.attempts).toEqual([]);
  await page.getByText('Kuva on otettu.').waitFor();
  await bar('Sulje').click();
  expect(await page.locator('.banner').isVisible()).toBe(true);

  // others, who have no banner in their page, see the same version
  site.body = site.body.replace(/<div class="banner">.*<\/div>/s, '');
  site.wanted = false;
  expect((await lookedAt('/shop', 1)).skeleton).toBe(taken!.skeleton);
});

it('a page of 20,000 nodes is recorded without freezing', async () => {
  site.body = `<main>${Array.from({ length: 2_000 }, (_, i) => `<section class="row"><h2>Item ${i}</h2><p>Some <b>bold</b> text</p><a class="go" href="/p">Go</a></section>`).join('')}</main>`;
  site.looks = ['l.TOKEN'];
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver(list => list.getEntries().forEach(entry => tasks.push(entry.duration))).observe({ type: 'longtask' });
  });
  await open('/');
  await page.waitForLoadState('load');
  await seen(() => expect(site.loaded).toContain('/s.js'));
  const cdp = await context.newCDPSession(page);
  // the thread's own clock, which stands still while the machine does something else
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () =>
    (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name == 'TaskDuration')!.value * 1000;
  await page.evaluate('tasks.length = 0');
  const before = await busy();
  await seen(() => expect(site.sightings).toHaveLength(2));
  const all = (await busy()) - before;
  const nodes = every(site.sightings[1]!.snapshot).length;
  const longest = Math.max(0, ...(await page.evaluate<number[]>('tasks')));
  console.log(`${nodes} nodes: main thread busy ${all.toFixed(0)} ms of CPU, longest task ${longest.toFixed(0)} ms on the clock, ${site.sightings[1]!.packed} B sent of ${site.sightings[1]!.text.length}`);
  expect(nodes).toBeGreaterThan(20_000);
  expect(all).toBeLessThan(1_500);
});
