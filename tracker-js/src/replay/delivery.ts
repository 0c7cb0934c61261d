import { gzip } from '../gzip';
import type { Chunk } from './gathering';

/** UTF-16 units of JSON that one request holds: the server takes 1.5 MB as it comes. */
const MOST_PACKED = 900_000;
const MOST_PLAIN = 300_000;
/** UTF-16 units that wait at most. */
const CAPACITY = 4_000_000;
/** Bytes that a browser sends for a page that is gone: 64 KB, of which beacons need some. */
const MOST_LEAVING = 60_000;
/** Between tries, in ms; up to as much again is added. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

/** A chunk, or a part of one. A chunk's number is given with the first try, so that what is thrown away before leaves no gap. */
interface Parcel {
  chunk: Chunk & { sequence?: number };
  text: string;
  part: number;
  parts: number;
  /** Handed to the browser when the page was left; whether it arrived, nobody tells. */
  left?: boolean;
}

export interface Delivery {
  send(chunk: Chunk): void;
  /** Throws away what was recorded since that time, and has not been tried. */
  forget(since: number): void;
  /** The page may be gone in a moment: all that fits goes to the browser, which sends it without us. */
  leave(): void;
}

/**
 * Delivers the chunks of a document: one after another, oldest first. What fails for a reason that may pass (network, 429, 5xx) is
 * sent again with the same numbers, later and later. Once `may` says no, what waits is forgotten. `ended` is told when nothing more will be taken: by the server (`stop`,
 * `refused`) or by us, where too much waits (`queue`).
 */
export function delivery(url: string, document: string, token: () => string, may: () => boolean, ended: (why: string) => void): Delivery {
  let queue: Parcel[] = [];
  let next = 0;
  let failures = 0;
  let busy = false;
  let over = false;
  let isFull = false;
  /** On its way in a request that outlives the page. */
  let flying: Parcel | undefined;

  const number = ({ chunk }: Parcel) => (chunk.sequence ??= next++);

  function body(parcel: Parcel): string {
    const { chunk, text, part, parts } = parcel;
    const head = JSON.stringify({
      v: 1,
      token: token(),
      document,
      sequence: number(parcel),
      sentAt: Date.now(),
      ...(parts > 1 && { part, parts, first: chunk.first, last: chunk.last, count: chunk.count, snapshot: chunk.snapshot }),
    });
    return head.slice(0, -1) + (parts > 1 ? `,"text":${JSON.stringify(text)}}` : `,"events":${text}}`);
  }

  function waiting(): Parcel[] {
    if (!may()) queue = [];
    return queue;
  }

  function end(why: string): void {
    over = true;
    queue = [];
    ended(why);
  }

  /** Resolves to the ms to wait at least before the next try, or -1 once the server has decided. */
  async function post(parcel: Parcel): Promise<number> {
    const packed = await gzip(body(parcel));
    // meanwhile the page may have been left
    if (waiting()[0] != parcel) return -1;
    const keepalive = (typeof packed == 'string' ? packed.length * 3 : packed.size) < MOST_LEAVING;
    flying = keepalive ? parcel : undefined;
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
        body: packed,
        keepalive,
        credentials: 'omit',
      });
      if (answer.status == 429 || answer.status > 499) return 1000 * +answer.headers.get('Retry-After')! || 0;
      if (!answer.ok) end('refused');
      else if ((await answer.json().catch(() => ({}))).stop) end('stop');
      return -1;
    } catch {
      // a page that goes is told that what is on its way has failed, which arrives all the same: there, no timer runs any more
      await sleep(0);
      return 0;
    } finally {
      flying = undefined;
    }
  }

  async function drain(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let parcel; (parcel = waiting()[0]); ) {
      const asked = await post(parcel);
      if (asked < 0) {
        failures = 0;
        if (queue[0] == parcel) queue.shift();
      } else {
        // by chance, so that a server that comes back is not met by everyone at once
        await sleep(Math.max(asked, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++) * (1 + Math.random())));
      }
    }
    busy = false;
  }

  return {
    send(chunk) {
      if (over) return;
      const { text } = chunk;
      const most = 'CompressionStream' in window ? MOST_PACKED : MOST_PLAIN;
      const pieces: string[] = [];
      for (let from = 0; from < text.length; ) {
        let to = from + most;
        // between the halves of a surrogate pair is no place to cut
        if (/[\ud800-\udbff]/.test(text[to - 1] ?? '')) to--;
        pieces.push(text.slice(from, to));
        from = to;
      }
      pieces.forEach((piece, part) => queue.push({ chunk, text: piece, part, parts: pieces.length }));
      drain();
      if (!isFull && queue.reduce((sum, parcel) => sum + parcel.text.length, 0) > CAPACITY) {
        // what waits is still sent, and with it, that there is no more
        isFull = true;
        ended('queue');
      }
    },
    forget(since) {
      queue = queue.filter(({ chunk }) => chunk.sequence != undefined || chunk.last < since);
    },
    leave() {
      // in their order, also where one is too large to go now
      waiting().forEach(number);
      queue = queue.filter(
        parcel =>
          parcel == flying ||
          parcel.left ||
          parcel.text.length > MOST_LEAVING ||
          !(parcel.left = navigator.sendBeacon(url, body(parcel))) ||
          failures,
      );
    },
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise(done => setTimeout(done, ms));
}
