import { expect } from 'vitest';
import { open, page, seen, site } from './visit';

/** As the server says it where the owner has changed nothing. */
export const RULES = { mask: 'personal', masked: '^/account(?:/.*)?$', minutes: 60 };

/** Opens a page that is recorded, by a clock that can be moved, and waits for the first full snapshot. */
export async function recordedAt(path: string, rules: object = RULES): Promise<void> {
  await recorderAt(path, rules);
  await seen(() => expect(site.chunks.length).toBeGreaterThan(0));
}

/** Opens a page whose recorder is told to wait for something, and waits until it watches. */
export async function recorderAt(path: string, rules: object): Promise<void> {
  site.rules = rules;
  await page.clock.install();
  const before = site.loaded.length;
  await open(path);
  await seen(() => expect(site.loaded.slice(before)).toContain('/r.js'));
  // the recorder wraps the console when it has begun
  await page.waitForFunction(() => !/native code/.test(`${console.debug}`));
}

/** Lets so much time pass that everything that was recorded until now is sent; a mark tells when it has come. */
export async function told(): Promise<void> {
  // without digits, which would be masked
  const mark = 'mark ' + `${Math.random()}`.slice(2).replace(/\d/g, digit => 'abcdefghij'[+digit]!);
  await page.evaluate(mark => console.debug(mark), mark);
  await page.clock.fastForward(5_000);
  await seen(() => expect(site.notes('console').map(({ text }) => text)).toContain(mark));
}

/** The same again until what is awaited has come: of scrolling and the like a browser tells in its own time. */
export async function toldOf(awaited: () => void): Promise<void> {
  for (let left = 10; ; left--) {
    await told();
    try {
      return awaited();
    } catch (missing) {
      if (!left) throw missing;
    }
  }
}

export const snapshots = () => site.recorded.filter(({ type }) => type == 2);

export const changes = (source: number) => site.recorded.filter(({ type, data }) => type == 3 && data.source == source).map(({ data }) => data);

/** All that was sent, as text. */
export const everything = () => site.chunkAttempts.map(({ body }) => body).join('\n');

/** Pretends that the page goes into the background, or comes back. */
export async function hide(hidden: boolean): Promise<void> {
  await page.evaluate(hidden => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

/** A route of a single-page application: another address, and another body. */
export async function route(path: string, body: string): Promise<void> {
  await page.evaluate(
    ([path, body]) => {
      document.body.innerHTML = body!;
      history.pushState({}, '', path);
    },
    [path, body],
  );
}
