import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import { changes, everything, recordedAt, route, snapshots, told, toldOf } from './recording';
import { context, page, seen, site } from './visit';

const player = buildSync({
  stdin: { contents: `export { Replayer } from '@rrweb/replay';`, resolveDir: new URL('../..', import.meta.url).pathname },
  bundle: true,
  format: 'iife',
  globalName: 'library',
  write: false,
}).outputFiles[0]!.text;

/** What is read on a page, through open shadow roots and frames; spaces folded. */
const READ = `(root => {
  const read = node => {
    if (node.nodeType == 3) return node.nodeValue;
    if (/^(SCRIPT|NOSCRIPT|STYLE|TITLE|HEAD|TEMPLATE)$/.test(node.nodeName)) return '';
    const inside = [...(node.shadowRoot?.childNodes ?? []), ...(node.contentDocument?.body ? [node.contentDocument.body] : []), ...node.childNodes];
    return ' ' + inside.map(read).join('') + ' ';
  };
  return read(root.body).replace(/\\s+/g, ' ').trim();
})`;

/** Plays what was recorded to its end, and gives what is then read, and the colours of some elements. */
async function replayed(colours: string[] = []): Promise<{ text: string; colours: string[] }> {
  const viewer = await context.newPage();
  await viewer.setContent('<div id="root"></div>');
  const result = await viewer.evaluate(
    async ([code, events, read, colours]) => {
      const { Replayer } = (0, eval)(code + ';library');
      const replayer = new Replayer(events, { root: document.querySelector('#root'), mouseTail: false, showWarning: false });
      replayer.pause(events.at(-1).timestamp - events[0].timestamp + 1);
      await new Promise(done => setTimeout(done, 300));
      const doc = replayer.iframe.contentDocument;
      return {
        text: (0, eval)(read as string)(doc),
        colours: (colours as string[]).map(path => {
          const [host, inner] = path.split('>>>');
          const found = inner ? doc.querySelector(host).shadowRoot.querySelector(inner) : doc.querySelector(path);
          return found && doc.defaultView.getComputedStyle(found).color;
        }),
      };
    },
    [player, site.recorded, READ, colours] as const,
  );
  await viewer.close();
  return result;
}

const original = () => page.evaluate<string>(`${READ}(document)`);

it('what is replayed reads as what was recorded', async () => {
  site.body = `<main><h1>Shop</h1><ul id="list"><li>One</li><li>Two</li></ul><details><summary>More</summary>Inside</details></main><iframe id="frame" srcdoc="<h2>In a frame</h2>"></iframe><div id="host"></div>`;
  await recordedAt('/');
  await page.evaluate(() => {
    const list = document.querySelector('#list')!;
    list.append(Object.assign(document.createElement('li'), { textContent: 'Three' }));
    list.prepend(list.children[1]!);
    list.children[1]!.remove();
    document.querySelector('h1')!.firstChild!.nodeValue = 'Coffee shop';
    document.querySelector('#host')!.attachShadow({ mode: 'open' }).innerHTML = '<p class="deep">In the shadow</p>';
  });
  await page.evaluate(() => {
    const root = document.querySelector('#host')!.shadowRoot!;
    root.append(Object.assign(document.createElement('b'), { textContent: 'and deeper' }));
    document.querySelector<HTMLIFrameElement>('#frame')!.contentDocument!.body.append('more in it');
  });
  await told();
  await route('/two', '<h1>Second page</h1><p>A price of 12,90 €</p>');
  await page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.contentDocument!.body.innerHTML = '<p>late frame</p>';
  });
  await told();
  expect((await replayed()).text).toBe(await original());
  expect(await original()).toContain('late frame');
});

it('a full snapshot in the middle starts it as well', async () => {
  site.body = '<ul></ul><div id="host"></div>';
  await recordedAt('/');
  await page.evaluate(() => (document.querySelector('#host')!.attachShadow({ mode: 'open' }).innerHTML = '<i>deep</i>'));
  for (let i = 0; i < 3; i++) {
    await page.clock.fastForward(310_000);
    await page.evaluate(() => document.querySelector('ul')!.append(Object.assign(document.createElement('li'), { textContent: 'an item' })));
    await told();
    await page.clock.fastForward(2_100);
    await page.evaluate(() => document.querySelector('#host')!.shadowRoot!.append(' more'));
    await told();
  }
  expect(snapshots().length).toBeGreaterThanOrEqual(3);
  const text = await original();
  expect((await replayed()).text).toBe(text);
  const begin = site.recorded.lastIndexOf(snapshots().at(-1));
  const rest = site.recorded.slice(begin - 1);
  Object.defineProperty(site, 'recorded', { configurable: true, get: () => rest });
  try {
    expect((await replayed()).text).toBe(text);
  } finally {
    delete (site as any).recorded;
  }
});

it('styles of all kinds are those of the page', async () => {
  site.head += '<style id="own">.a{color:rgb(1,1,1)}</style>';
  site.body = '<p class="a">a</p><p class="b">b</p><p class="c">c</p><p class="d">d</p><p class="e">e</p><div id="host"></div>';
  await recordedAt('/');
  await page.evaluate(() => {
    document.querySelector<HTMLStyleElement>('#own')!.sheet!.insertRule('.b{color:rgb(2,2,2)}');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.c{color:rgb(3,3,3)}');
    document.adoptedStyleSheets = [sheet];
    sheet.insertRule('.d{color:rgb(4,4,4)}');
    document.querySelector<HTMLElement>('.e')!.style.color = 'rgb(5,5,5)';
    const root = document.querySelector('#host')!.attachShadow({ mode: 'open' });
    root.innerHTML = '<p class="f">f</p>';
    const inner = new CSSStyleSheet();
    inner.replaceSync('.f{color:rgb(6,6,6)}');
    root.adoptedStyleSheets = [inner];
  });
  await told();
  await page.clock.fastForward(100);
  await told();
  const paths = ['.a', '.b', '.c', '.d', '.e', '#host>>>.f'];
  expect((await replayed(paths)).colours).toEqual([1, 2, 3, 4, 5, 6].map(i => `rgb(${i}, ${i}, ${i})`));
});

it('a rule that the browser refuses is refused to the page, and nothing of ours gets in its way', async () => {
  site.head += '<style id="own"></style>';
  await recordedAt('/');
  const caught = await page.evaluate(() => {
    const messages: string[] = [];
    for (const bad of [
      () => document.querySelector<HTMLStyleElement>('#own')!.sheet!.insertRule('}{ not a rule'),
      () => document.querySelector<HTMLStyleElement>('#own')!.sheet!.deleteRule(99),
      () => new XMLHttpRequest().send(),
      () => document.querySelector('h1')!.attachShadow({ mode: 'sideways' as 'open' }),
    ]) {
      try {
        bad();
        messages.push('nothing');
      } catch (error) {
        messages.push((error as Error).name);
      }
    }
    return messages;
  });
  expect(caught).toEqual(['SyntaxError', 'IndexSizeError', 'InvalidStateError', 'TypeError']);
  expect(await page.evaluate(() => fetch('http://127.0.0.1:1/').catch(error => error.name))).toBe('TypeError');
});

it('pointer, scrolling, size, selection and media are told', async () => {
  site.body = '<div id="panel" style="height:50px;overflow:auto"><div style="height:900px">x</div></div><p id="text">Some words</p><video id="film" loop></video><div style="height:3000px"></div>';
  await recordedAt('/');
  for (let i = 0; i < 20; i++) await page.mouse.move(100 + i * 10, 300);
  await page.mouse.click(300, 300);
  await page.evaluate(() => {
    document.querySelector('#panel')!.scrollTop = 120;
    scrollTo(0, 500);
    getSelection()!.selectAllChildren(document.querySelector('#text')!);
    document.querySelector('#film')!.dispatchEvent(new Event('play'));
  });
  await page.setViewportSize({ width: 700, height: 500 });
  await toldOf(() => {
    expect(changes(1).length).toBeGreaterThan(0);
    expect(changes(2).map(({ type }) => type)).toContain(2);
    expect(changes(3).map(({ y }) => y)).toEqual(expect.arrayContaining([120, 500]));
    expect(changes(4)).toContainEqual({ source: 4, width: 700, height: 500 });
    expect(changes(14).length).toBeGreaterThan(0);
    expect(changes(7).length).toBeGreaterThan(0);
  });
});

it('a canvas is seen when it is drawn and when it has changed, but not one that may not be read', async () => {
  site.body = '<canvas id="art" width="60" height="40"></canvas><div data-polku-mask><canvas id="private" width="30" height="30"></canvas></div>';
  await recordedAt('/');
  const draw = (colour: string) =>
    page.evaluate(colour => {
      for (const canvas of document.querySelectorAll('canvas')) {
        const pen = canvas.getContext('2d')!;
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 60, 40);
      }
    }, colour);
  await draw('red');
  await seen(async () => {
    await page.clock.runFor(3_100);
    expect(everything()).toContain('rr_dataURL');
  });
  await draw('blue');
  for (let i = 0; i < 4; i++) await page.clock.runFor(3_100);
  await told();
  const pictures = changes(0).flatMap(({ attributes }) => attributes).filter(({ attributes }: any) => attributes.rr_dataURL);
  expect(new Set(pictures.map(({ id }: any) => id)).size).toBe(1);
  expect(pictures.length).toBeGreaterThanOrEqual(1);
  expect(pictures.length).toBeLessThanOrEqual(3);
});

it('the console is told as it is said, repetitions by their number, objects by their kind, and at most 200 a minute', async () => {
  await recordedAt('/');
  await page.evaluate(() => {
    const loop: any = { toString: () => { throw new Error('never'); } };
    loop.self = loop;
    console.log('plain', 1, true, null, undefined, loop, [1], document.body, () => 1);
    console.warn('careful');
    for (let i = 0; i < 50; i++) console.error('again');
    console.info('x'.repeat(5_000));
  });
  await page.clock.runFor(1_100);
  await told();
  const [plain, careful, first, again, long] = site.notes('console');
  expect(plain).toMatchObject({ level: 'log', count: 1 });
  expect(plain.text).toMatch(/^plain 1 true \[object Null\] undefined \[object Object\] \[object Array\] \[object HTMLBodyElement\] \[object Function\]$|^plain 1 true null/);
  expect(careful).toEqual({ level: 'warn', text: 'careful', count: 1 });
  expect(first).toEqual({ level: 'error', text: 'again', count: 1 });
  expect(again).toEqual({ level: 'error', text: 'again', count: 49 });
  expect(long.text).toHaveLength(1_000);
  await page.evaluate(() => {
    for (let i = 0; i < 500; i++) console.log('line ' + i);
  });
  await page.clock.fastForward(5_000);
  await page.clock.fastForward(61_000);
  await told();
  expect(site.notes('console').filter(({ text }) => text.startsWith('line')).length).toBeLessThanOrEqual(200);
});

it('a console that the page wraps afterwards goes on as the page made it', async () => {
  await recordedAt('/');
  const said = await page.evaluate(() => {
    const heard: unknown[] = [];
    const before = console.log;
    console.log = (...given) => {
      heard.push(...given);
      before(...given);
    };
    console.log('one');
    window.polku!('consent', 'denied', 'replay');
    return new Promise<unknown[]>(done => setTimeout(() => {
      console.log('two');
      done(heard);
    }, 300));
  });
  expect(said).toEqual(['one', 'two']);
});

it('requests, errors and vitals are told', async () => {
  await recordedAt('/');
  await seen(() => expect(site.loaded).toContain('/v.js'));
  await page.evaluate(async () => {
    await fetch('/api/200?secret=1', { method: 'post' });
    await fetch('/api/500').catch(() => {});
    await fetch('http://127.0.0.1:1/none').catch(() => {});
    const request = new XMLHttpRequest();
    request.open('PUT', '/api/204?secret=1');
    request.send();
    await new Promise(done => (request.onloadend = done));
    queueMicrotask(() => {
      throw new Error('broken on purpose');
    });
  });
  await seen(async () => {
    await told();
    expect(site.notes('error')).toHaveLength(1);
  });
  const asked = site.notes('request').map(({ method, url, status, kind }) => [method, new URL(url).pathname, status, kind]);
  expect(asked).toEqual([
    ['POST', '/api/200', 200, 'fetch'],
    ['GET', '/api/500', 500, 'fetch'],
    ['GET', '/none', 0, 'fetch'],
    ['PUT', '/api/204', 204, 'xhr'],
  ]);
  expect(site.notes('request').every(({ ms }) => Number.isInteger(ms) && ms >= 0)).toBe(true);
  expect(site.notes('error')[0]).toMatchObject({ message: 'Error: broken on purpose' });
  expect(everything()).not.toContain('secret');
});

it('data-requests="false" leaves requests out', async () => {
  site.reset('data-requests="false"');
  await recordedAt('/');
  await page.evaluate(() => fetch('/api/200'));
  await told();
  expect(site.notes('request')).toEqual([]);
});

it('it works under a strict content security policy', async () => {
  site.policy = `default-src 'none'; script-src ${site.collectorOrigin}; connect-src ${site.collectorOrigin}; style-src 'self'`;
  site.head = site.head.replace(/<script><\/script>/, '');
  await recordedAt('/');
  expect(snapshots()).toHaveLength(1);
});
