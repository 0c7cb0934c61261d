import { expect, it } from 'vitest';
import { changes, everything, hide, RULES, recordedAt, recorderAt, route, snapshots, told } from './recording';
import { context, open, page, seen, settled, site } from './visit';

const numbers = () => site.chunks.map(({ sequence }) => sequence);

it('nobody who is not asked loads r.js or sends anything to it', async () => {
  await open('/');
  await settled();
  expect(site.loaded).not.toContain('/r.js');
  expect(site.chunkAttempts).toEqual([]);
});

it('a tracker that is asked sends a full snapshot at once, packed, and with it which page it is', async () => {
  site.body = '<main id="shop"><h1>Coffee</h1></main>';
  await recordedAt('/shop?utm_source=a&secret=1');
  const [first] = site.chunks;
  expect(first).toMatchObject({ sequence: 0, packed: true, token: 'r.TOKEN1' });
  expect(first!.events!.map(({ type }) => type).slice(0, 2)).toEqual([4, 2]);
  expect(JSON.stringify(first!.events![1])).toContain('Coffee');
  expect(site.notes('page')).toMatchObject([{ url: `${site.origin}/shop?utm_source=a`, title: 'Test page' }]);
  expect(everything()).not.toContain('secret');
});

it('data-replay="false" switches it off', async () => {
  site.reset('data-replay="false"');
  site.rules = RULES;
  await open('/');
  await seen(() => expect(site.loaded).toContain('/r.js'));
  await page.evaluate(() => document.body.append('changed'));
  await settled();
  await settled();
  expect(site.chunkAttempts).toEqual([]);
});

it('what happens goes on in numbered chunks, each after 5 s', async () => {
  await recordedAt('/');
  for (const text of ['one', 'two', 'three']) {
    await page.evaluate(text => document.querySelector('h1')!.append(text), text);
    await told();
  }
  expect(numbers()).toEqual([0, 1, 2, 3]);
  expect(new Set(site.chunks.map(({ document }) => document)).size).toBe(1);
  expect(changes(0).flatMap(({ adds }) => adds.map(({ node }: any) => node.textContent))).toEqual(['one', 'two', 'three']);
});

it('many changes go before that', async () => {
  await recordedAt('/');
  await page.evaluate(() => {
    for (let i = 0; i < 1_000; i++) document.body.append(Object.assign(document.createElement('p'), { textContent: 'A line of text ' + i }));
  });
  await seen(() => expect(everything()).toContain('A line of text 999'));
});

it('a full snapshot is taken every five minutes, if anything has happened', async () => {
  await recordedAt('/');
  await page.clock.fastForward(310_000);
  await page.evaluate(() => document.body.append('changed'));
  await told();
  await seen(() => expect(snapshots()).toHaveLength(2));
  const chunk = site.chunks.slice().reverse().find(({ events }) => events!.some(({ type }) => type == 2))!;
  expect(chunk.events!.map(({ type }) => type).slice(0, 2)).toEqual([4, 2]);
  await page.clock.fastForward(310_000);
  await told();
  expect(numbers()).toEqual(numbers().map((_, i) => i));
});

it('what did not arrive is sent again with the same number, and nothing overtakes it', async () => {
  await recordedAt('/');
  site.chunkAnswers = [{ lost: true }, { status: 503, headers: { 'Retry-After': '2' } }, { status: 429 }];
  await page.evaluate(() => document.body.append('first'));
  await page.clock.fastForward(5_000);
  await seen(() => expect(site.chunkAttempts.length).toBeGreaterThan(1));
  await page.evaluate(() => document.body.append('second'));
  await page.clock.fastForward(5_000);
  await seen(async () => {
    await page.clock.fastForward(1_000);
    expect(numbers()).toEqual([0, 1, 2]);
  });
  expect(site.chunkAttempts.map(({ sequence }) => sequence).filter((each, i, all) => each != all[i - 1])).toEqual([0, 1, 2]);
  expect(site.chunkAttempts.length).toBeGreaterThanOrEqual(6);
});

it('a chunk that is too large for one request comes in parts', async () => {
  site.body = `<main>${'<p class="wide">Ääkkösiä 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 and "quotes"</p>'.repeat(14_000)}</main>`;
  await recordedAt('/');
  await seen(() => expect(site.chunks.length).toBeGreaterThan(1));
  const { parts } = site.chunks[0]!;
  expect(parts).toBeGreaterThan(1);
  await seen(() => expect(site.chunks.length).toBeGreaterThanOrEqual(parts!));
  const pieces = site.chunks.filter(({ sequence }) => !sequence);
  expect(pieces.map(({ part }) => part)).toEqual(pieces.map((_, i) => i));
  const [meta, full] = JSON.parse(pieces.map(({ text }) => text).join(''));
  expect([meta.type, full.type]).toEqual([4, 2]);
  expect(pieces[0]).toMatchObject({ first: meta.timestamp, snapshot: true });
  expect(JSON.stringify(full).match(/𝔘𝔫𝔦𝔠𝔬𝔡𝔢/g)).toHaveLength(14_000);
  await told();
  expect(site.chunks.at(-1)!.sequence).toBe(1);
});

it('who leaves the page loses nothing of the last seconds', async () => {
  await recordedAt('/');
  await page.evaluate(() => {
    for (let i = 0; i < 100; i++) document.body.append(Object.assign(document.createElement('p'), { textContent: 'Last words ' + i }));
  });
  await page.goto('about:blank');
  await seen(() => expect(everything()).toContain('Last words 99'));
  await seen(() => expect(site.notes('hidden')).toHaveLength(1));
  const last = site.chunks.find(({ body }) => body.includes('Last words 99'))!;
  expect(last.packed).toBe(false);
  expect(last.size).toBeLessThanOrEqual(60_000);
});

it('what waits for a server in trouble goes too when the page is left, with its number', async () => {
  await recordedAt('/');
  site.chunkAnswers = [{ status: 503, headers: { 'Retry-After': '600' } }];
  const refused = page.waitForResponse(answer => answer.status() == 503);
  await page.evaluate(() => document.body.append('waits'));
  await page.clock.fastForward(5_000);
  await (await refused).finished();
  await page.evaluate(() => document.body.append('last'));
  await page.goto('about:blank');
  await seen(() => expect(numbers().slice(0, 3)).toEqual([0, 1, 2]));
});

it('what is on its way when the page is left is not lost', async () => {
  await recordedAt('/');
  let answer = () => {};
  site.chunkAnswers = [{ when: new Promise(done => (answer = done)) }];
  await page.evaluate(() => document.body.append('on its way'));
  await page.clock.fastForward(5_000);
  await seen(() => expect(site.chunkAttempts).toHaveLength(2));
  await page.goto('about:blank');
  answer();
  await seen(() => expect(everything()).toContain('on its way'));
  await seen(() => expect(site.notes('hidden')).toHaveLength(1));
  expect([...new Set(numbers())].sort()).toEqual([...new Set(numbers())].map((_, i) => i));
});

it('a page in the background says so, and goes on when it is seen again', async () => {
  await recordedAt('/');
  await page.evaluate(() => document.body.append('before'));
  await hide(true);
  await seen(() => expect(everything()).toContain('before'));
  expect(site.notes('hidden')).toHaveLength(1);
  await hide(false);
  await told();
  expect(site.notes('shown')).toHaveLength(1);
  expect(numbers()).toEqual([0, 1, 2]);
});

it('two tabs and two loads are documents of their own', async () => {
  await recordedAt('/');
  const other = await context.newPage();
  await other.goto(site.origin + '/other');
  await seen(() => expect(site.chunks.filter(({ sequence }) => !sequence)).toHaveLength(2));
  await open('/next');
  await seen(() => expect(site.chunks.filter(({ sequence }) => !sequence)).toHaveLength(3));
  expect(new Set(site.chunks.map(({ document }) => document)).size).toBe(3);
});

it('routes of a single-page application stay in one document, and each renews the token', async () => {
  await recordedAt('/');
  await route('/next', '<h1>Next</h1>');
  await seen(() => expect(site.views).toEqual(['/', '/next']));
  await page.evaluate(() => document.body.append('more'));
  await told();
  await page.evaluate(() => document.body.append('more'));
  await told();
  expect(new Set(site.chunks.map(({ document }) => document)).size).toBe(1);
  expect(site.notes('page').map(({ url }) => new URL(url).pathname)).toEqual(['/', '/next']);
  expect(site.chunks.at(-1)!.token).toBe('r.TOKEN2');
  expect(snapshots()).toHaveLength(1);
});

it.each([
  ['stop', { stop: true }],
  ['a refusal', { status: 403 }],
] as const)('after %s of the server nothing is recorded or sent', async (_, answer) => {
  site.chunkAnswers = [answer];
  await recorderAt('/', RULES);
  await seen(() => expect(site.chunkAttempts).toHaveLength(1));
  await page.waitForFunction(() => /native code/.test(`${console.debug}`));
  await page.evaluate(() => document.body.append('changed'));
  await route('/next', 'Next');
  await seen(() => expect(site.views).toHaveLength(2));
  await page.clock.fastForward(60_000);
  await settled();
  expect(site.chunkAttempts).toHaveLength(1);
});

it('where too much waits the recording stops, and says so once the server is back', async () => {
  await recordedAt('/');
  site.chunkAnswers = Array(3).fill({ status: 503, headers: { 'Retry-After': '60' } });
  await page.evaluate(async () => {
    for (let i = 0; i < 100; i++) {
      document.querySelector('h1')!.textContent = `${i} ${'some text '.repeat(6_000)}`;
      await new Promise(requestAnimationFrame);
    }
  });
  await page.waitForFunction(() => /native code/.test(`${console.debug}`));
  site.chunkAnswers = [];
  await seen(async () => {
    await page.clock.fastForward(60_000);
    expect(site.notes('stopped')).toEqual([{ why: 'queue' }]);
  });
  expect(numbers()).toEqual(numbers().map((_, i) => i));
  expect(site.chunks.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThan(4_500_000);
});

it('after the minutes of the rule it stops, and says so', async () => {
  await recordedAt('/', { ...RULES, minutes: 2 });
  await page.clock.fastForward(121_000);
  await told();
  await seen(async () => {
    await page.evaluate(() => document.body.append('more'));
    await page.clock.fastForward(5_000);
    expect(site.notes('stopped')).toEqual([{ why: 'minutes' }]);
  });
  const { length } = site.chunkAttempts;
  await page.evaluate(() => document.body.append('unseen'));
  await page.clock.fastForward(60_000);
  await settled();
  expect(site.chunkAttempts).toHaveLength(length);
});

it('without an input for 30 minutes it rests, and what comes then is a recording of its own', async () => {
  await recordedAt('/');
  await page.mouse.click(10, 10);
  await told();
  await page.clock.fastForward(31 * 60_000);
  await seen(() => expect(site.notes('stopped')).toEqual([{ why: 'idle' }]));
  await page.evaluate(() => document.body.append('unseen'));
  await page.clock.fastForward(60_000);
  const before = new Set(site.chunks.map(({ document }) => document));
  expect(before.size).toBe(1);
  await page.mouse.click(20, 20);
  await told();
  const after = site.chunks.filter(({ document }) => !before.has(document));
  expect(after[0]!.sequence).toBe(0);
  expect(after[0]!.events!.map(({ type }) => type).slice(0, 2)).toEqual([4, 2]);
});

it('who takes consent to recordings back is recorded no more, and what was not sent is forgotten', async () => {
  await recordedAt('/');
  const { length } = site.chunkAttempts;
  await page.evaluate(() => {
    document.body.append('not to be sent');
    window.polku!('consent', 'denied', 'replay');
  });
  await seen(() => expect(site.loaded).toContain('/c.js'));
  await page.waitForFunction(() => /native code/.test(`${console.debug}`));
  await page.clock.fastForward(60_000);
  await settled();
  await open('/next');
  await seen(() => expect(site.views).toHaveLength(2));
  await settled();
  expect(site.chunkAttempts).toHaveLength(length);
});

it('who takes it back and gives it again is recorded again, but for what lies between', async () => {
  await recordedAt('/');
  await page.evaluate(() => window.polku!('consent', 'denied', 'replay'));
  await page.waitForFunction(() => /native code/.test(`${console.debug}`));
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('b'), { title: 'between', textContent: 'gone' })));
  await page.clock.fastForward(60_000);
  await page.evaluate(() => {
    document.querySelector('b')!.remove();
    window.polku!('consent', 'granted', 'replay');
  });
  await told();
  expect(snapshots()).toHaveLength(2);
  expect(everything()).not.toContain('between');
  expect(numbers()).toEqual(numbers().map((_, i) => i));
});

it('who takes it back on a page that may store nothing is recorded no more either', async () => {
  await page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('forbidden'); } }));
  await recordedAt('/');
  const { length } = site.chunkAttempts;
  await page.evaluate(() => window.polku!('consent', 'denied', 'replay'));
  await page.waitForFunction(() => /native code/.test(`${console.debug}`));
  await page.evaluate(() => document.body.append('not to be sent'));
  await page.clock.fastForward(60_000);
  await settled();
  expect(site.chunkAttempts).toHaveLength(length);
});

it('an opt-out ends it, and an opt-in begins another', async () => {
  await recordedAt('/');
  const { length } = site.chunkAttempts;
  await page.evaluate(() => {
    document.body.append('not to be sent');
    window.polku!('optOut');
  });
  await seen(() => expect(site.loaded).toContain('/c.js'));
  await page.waitForFunction(() => localStorage['polku-ignore']);
  await page.evaluate(() => document.body.append('nor this'));
  await page.clock.fastForward(60_000);
  expect(site.chunkAttempts).toHaveLength(length);
  await page.evaluate(() => window.polku!('optIn'));
  await seen(() => expect(site.chunks.filter(({ sequence }) => !sequence)).toHaveLength(2));
  const fresh = site.chunks.at(-1)!;
  expect(fresh.document).not.toBe(site.chunks[0]!.document);
});

it('nothing is recorded of pages that are excluded, and it goes on behind them', async () => {
  site.reset('data-exclude="/admin/**"');
  await recordedAt('/');
  await page.mouse.click(5, 5);
  await route('/admin/users', '<h1>Not for you</h1>');
  await page.evaluate(() => document.querySelector('h1')!.append('nor this'));
  await page.clock.fastForward(60_000);
  await route('/shop', '<h1>Shop</h1>');
  await told();
  expect(everything()).not.toMatch(/Not for you|nor this|admin/);
  expect(snapshots()).toHaveLength(2);
  expect(JSON.stringify(snapshots()[1])).toContain('Shop');
  expect(numbers()).toEqual(numbers().map((_, i) => i));
});

it('polku("stop") ends it and gives the page its functions back', async () => {
  await recordedAt('/');
  const { length } = site.chunkAttempts;
  await page.evaluate(() => window.polku!('stop'));
  await page.evaluate(() => document.body.append('unseen'));
  await page.waitForFunction(() => /native code/.test(`${console.debug}`));
  await page.clock.fastForward(60_000);
  await page.evaluate(() => document.body.append('unseen'));
  expect(site.chunkAttempts).toHaveLength(length);
  expect(await page.evaluate(() => /native code/.test(`${CSSStyleSheet.prototype.insertRule}`))).toBe(true);
});
