import { expect, it } from 'vitest';
import { open, page, seen, settled, site, watched } from './visit';

const BUTTON = '<button style="position:absolute;left:100px;top:200px;width:200px;height:100px">Buy</button>';

it('a click from before the file of interactions has come is not lost, and tells its place', async () => {
  await page.route('**/i.js', route => route.abort());
  site.body = `<main>${BUTTON}</main>`;
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  await page.mouse.click(150, 275);
  await seen(() => expect(site.of('click')).toHaveLength(1));
  expect(site.of('click')[0]).toMatchObject({ selector: 'button', tag: 'button', text: '', pageX: 150, pageY: 275 });
});

it('a run of quick clicks on a spot is one rage click, with the members of its last click', async () => {
  site.body = `<main>${BUTTON}</main>`;
  await watched('/a');
  for (const x of [150, 155, 150, 152]) await page.mouse.click(x, 250);
  await seen(() => expect(site.of('rageClick')).toHaveLength(1));
  const { type, page: index, on, ...last } = site.of('click')[3]!;
  expect(site.of('rageClick')[0]).toMatchObject(last);
  await settled();
  expect(site.of('click')).toHaveLength(4);
  expect(site.of('rageClick')).toHaveLength(1);
});

it('two quick clicks, or three that wander, are no rage', async () => {
  site.body = `<main>${BUTTON}</main>`;
  await watched('/a');
  for (const x of [110, 111, 160, 210, 260]) await page.mouse.click(x, 250);
  await page.waitForTimeout(1100);
  await settled();
  expect(site.of('click')).toHaveLength(5);
  expect(site.of('rageClick')).toEqual([]);
});

it('a visitor who clicks in rage and leaves at once is seen', async () => {
  site.body = `<main>${BUTTON}</main>`;
  await watched('/a');
  for (let i = 0; i < 3; i++) await page.mouse.click(150, 250);
  await page.goto('about:blank');
  await seen(() => expect(site.of('rageClick')).toHaveLength(1));
});

it('a click on what looks alive, and is not, is dead', async () => {
  site.body = `<main style="user-select:none"><button id="nothing">Nothing</button><a id="empty">Empty</a><div id="hand" style="cursor:pointer;user-select:none">Hand</div>
    <p id="text">Text</p><input id="field"><label id="label">Label <input type="checkbox"></label>
    <a id="other" href="https://example.net/" onclick="event.preventDefault()">Other</a>
    <a id="tab" target="_blank" href="/x" onclick="event.preventDefault()">Tab</a>
    <button id="modified">Modified</button></main>`;
  await watched('/a');
  for (const id of ['text', 'field', 'label', 'other', 'tab']) await page.click('#' + id);
  await page.click('#modified', { modifiers: ['Control'] });
  for (const id of ['nothing', 'empty', 'hand']) {
    await page.click('#' + id);
    // the same one again within a second is not judged
    await page.click('#' + id, { delay: 150 });
    // moving on to the next would move the focus, which is an answer
    await page.waitForTimeout(2600);
  }
  await settled();
  expect(site.of('deadClick').map(({ selector }) => selector).sort()).toEqual(['a#empty', 'button#nothing', 'div#hand']);
  const dead = site.of('deadClick').find(({ selector }) => selector == 'button#nothing')!;
  const { type, page: index, on, ...click } = site.of('click').find(({ selector }) => selector == 'button#nothing')!;
  expect(dead).toMatchObject(click);
});

it.each([
  ['changes the document', 'document.querySelector("p").className = "b"'],
  ['changes it late', 'setTimeout(() => document.querySelector("p").textContent = "b", 1500)'],
  ['changes a shadow tree', 'document.querySelector("x-box").shadowRoot.firstChild.textContent = "b"', 'x-box button'],
  ['scrolls', 'scrollTo(0, 500)'],
  ['goes to another page', 'history.pushState(null, "", "/b")'],
  ['goes to a fragment', 'location.hash = "part"'],
  ['moves the focus', 'document.querySelector("input").focus()'],
])('a click is not dead if it %s', async (_, script, target = 'main>button') => {
  site.body = `<main style="height:3000px"><button>Do</button><p class="a">a</p><input><x-box></x-box></main>
    <script>document.querySelector("x-box").attachShadow({mode:"open"}).innerHTML = "<button>Do</button>";</script>`;
  await watched('/a');
  await page.evaluate(([code, selector]) => {
    const host = document.querySelector('x-box')!.shadowRoot!;
    const button = selector == 'x-box button' ? host.querySelector('button')! : document.querySelector('main>button')!;
    button.addEventListener('click', () => new Function(code!)());
  }, [script, target]);
  await page.click(target);
  await page.waitForTimeout(2700);
  await settled();
  expect(site.of('click')).toHaveLength(1);
  expect(site.of('deadClick')).toEqual([]);
});

it('the document is watched for changes only while a click waits for its answer', async () => {
  await page.addInitScript(() => {
    const counts = ((window as any).armed = { on: 0, off: 0 });
    const { observe, disconnect } = MutationObserver.prototype;
    MutationObserver.prototype.observe = function (...given) {
      counts.on++;
      observe.apply(this, given);
    };
    MutationObserver.prototype.disconnect = function () {
      counts.off++;
      disconnect.apply(this);
    };
  });
  site.body = `<main>${BUTTON}</main>`;
  await watched('/a');
  expect(await page.evaluate(() => (window as any).armed)).toEqual({ on: 0, off: expect.any(Number) });
  const before = await page.evaluate(() => (window as any).armed.off);
  await page.click('button');
  await seen(() => expect(site.of('deadClick')).toHaveLength(1));
  expect(await page.evaluate(() => (window as any).armed.off)).toBeGreaterThan(before);
});

it('a click that an uncaught error follows is an error click, once', async () => {
  site.body = `<main><button onclick="setTimeout(() => { throw Error('on purpose') }, 50); setTimeout(() => Promise.reject(Error('on purpose')), 90)">Break</button><button id="fine">Fine</button></main>`;
  await watched('/a');
  await page.click('#fine');
  await page.click('main>button');
  await seen(() => expect(site.of('errorClick')).toHaveLength(1));
  await settled();
  const { type, page: index, on, ...click } = site.of('click')[1]!;
  expect(site.of('errorClick')).toHaveLength(1);
  expect(site.of('errorClick')[0]).toMatchObject(click);
});

it('moves tell where in which element the pointer was', async () => {
  site.body = `<main style="height:3000px">${BUTTON}</main>`;
  await watched('/a');
  await page.mouse.move(50, 50);
  await page.waitForTimeout(400);
  await page.mouse.move(200, 225);
  // heard again only after a breath
  await page.mouse.move(300, 400, { steps: 5 });
  await open('/b');
  await seen(() => expect(site.of('move')).toHaveLength(1));
  const { elements, points, at, on, document } = site.of('move')[0]!;
  expect(on.url).toBe(site.origin + '/a');
  expect(elements).toContain('main>button');
  const last = points.at(-1)!;
  expect(last.slice(1)).toEqual([elements.indexOf('main>button'), 16384, 8192, 200, 225]);
  expect(points.map(([ms]) => ms)).toEqual(points.map(([ms]) => ms).sort((a, b) => a - b));
  expect(points[0]![0]).toBe(0);
  expect(Math.abs(at - Date.now())).toBeLessThan(10_000);
  expect(document[1]).toBeGreaterThanOrEqual(3000);
});

it('attention is the active time of each part of the page that was in the window', async () => {
  site.body = '<div style="height:6000px"></div>';
  await watched('/a');
  await page.mouse.move(10, 10);
  await page.waitForTimeout(700);
  await page.mouse.wheel(0, 3000);
  await page.waitForFunction(() => scrollY >= 3000);
  await page.waitForTimeout(800);
  await open('/b');
  await seen(() => expect(site.of('attention')).not.toEqual([]));
  const spans = site.of('attention').flatMap(item => item.spans);
  const [engagement] = site.of('engagement');
  const total = spans.reduce((sum, [, , ms]) => sum + ms, 0);
  const height = site.of('attention')[0]!.document[1];
  const share = (y: number) => Math.round((y / height) * 1000);
  expect(total).toBeGreaterThan(1000);
  expect(total).toBeLessThanOrEqual(engagement!.active + spans.length);
  expect(spans[0]!.slice(0, 2)).toEqual([0, share(600)]);
  const below = spans.filter(([top]) => top == share(3000));
  expect(below.reduce((sum, [, , ms]) => sum + ms, 0)).toBeGreaterThan(500);
});

it('a form is begun, its fields are filled and refilled, and it is submitted', async () => {
  site.body = `<form id="join" onsubmit="event.preventDefault()"><input name="mail"><input id="age" type="number"><select name="plan"><option>a<option>b</select><button>Join</button></form>`;
  await watched('/a');
  await page.fill('[name=mail]', 'x');
  await page.fill('#age', '7');
  await page.selectOption('select', 'b');
  await page.fill('[name=mail]', 'y');
  await page.click('button');
  await seen(() => expect(site.of('form').map(({ action }) => action)).toContain('submit'));
  expect(site.of('form').map(({ action, name, changes }) => [action, name, changes])).toEqual([
    ['start', 'mail', undefined],
    ['field', 'mail', 0],
    ['field', 'age', 0],
    ['field', 'plan', 0],
    ['field', 'mail', 1],
    ['submit', 'mail', undefined],
  ]);
  expect(new Set(site.of('form').map(({ form }) => form))).toEqual(new Set(['form#join']));
  await open('/b');
  await settled();
  expect(site.of('form').filter(({ action }) => action == 'abandon')).toEqual([]);
});

it('a form that was begun and left is abandoned, with the last field touched', async () => {
  site.body = '<form id="join"><input name="mail"><input name="phone"></form><form><input name="other"></form>';
  await watched('/a');
  await page.fill('[name=mail]', 'x');
  await page.fill('[name=phone]', 'y');
  await page.focus('[name=other]');
  await open('/b');
  await seen(() => expect(site.of('form').at(-1)).toMatchObject({ action: 'abandon', form: 'form#join', name: 'phone', on: { url: site.origin + '/a' } }));
  expect(site.of('form').filter(({ action }) => action == 'abandon')).toHaveLength(1);
});

it('a form that is left within a single-page application is abandoned on its own page', async () => {
  site.body = '<form id="join"><input name="mail"></form><form id="next"><input name="other"></form>';
  await watched('/a');
  await page.fill('[name=mail]', 'x');
  await page.evaluate(() => history.pushState(null, '', '/b'));
  await page.fill('[name=other]', 'x');
  await seen(() => expect(site.of('form').filter(({ action }) => action == 'abandon')).toHaveLength(1));
  expect(site.of('form').find(({ action }) => action == 'abandon')).toMatchObject({ form: 'form#join', on: { url: site.origin + '/a' } });
});

it('nothing that happens on an excluded page comes out on the next one', async () => {
  site.reset('data-exclude="/admin/**"');
  site.body = '<form id="secret"><input name="mail"><button type="button">B</button></form>';
  await open('/admin/x');
  await seen(() => expect(site.loaded).toContain('/i.js'));
  await page.waitForTimeout(300);
  await page.mouse.move(20, 20, { steps: 3 });
  await page.fill('input', 'x');
  await page.click('button');
  await page.waitForTimeout(600);
  await page.evaluate(() => history.pushState(null, '', '/open'));
  await page.focus('input');
  await page.goto('about:blank');
  await seen(() => expect(site.views).toEqual(['/open']));
  expect(site.items.map(({ type }) => type).filter(type => type == 'form' || type == 'click' || type == 'move')).toEqual([]);
  const shown = site.of('attention').flatMap(({ spans }) => spans).reduce((sum, [, , ms]) => sum + ms, 0);
  expect(shown).toBeLessThan(500);
});
