import type { Beacon } from './beacon';
import { memory } from './consent';
import type { Asked } from './core';

/** What the server says to a beacon that is of interest to a tracker. */
export interface Answer {
  load?: Asked[];
}

const CAPACITY = 20;
/** Between tries, in ms; up to as much again is added. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** A session is over after so many ms without anything. */
const SESSION = 1_800_000;

/**
 * Delivers beacons. `send`: one after another, oldest first; what fails for a reason that may pass (network, 429, 5xx) is
 * sent again with the same id, later and later; what the server refuses is given up; at most 20 wait, then the oldest go.
 * `leave`: the page may be gone in a moment, so this one and all that wait go to the browser, which sends them without us.
 * While `held` says so, all only wait. `answered` is told what the server says to what it has decided on.
 */
export function transport(
  url: string,
  held: () => unknown,
  answered: (answer: Answer) => void,
): [send: (beacon: Beacon) => void, leave: (last?: Beacon) => void] {
  let queue: Beacon[] = [];
  let failures = 0;
  let busy = false;

  /** Resolves to the ms to wait at least before the next try, or -1 once the server has decided. */
  function post(beacon: Beacon): Promise<number> {
    return fetch(url, { method: 'POST', body: body(beacon), keepalive: true, credentials: 'omit' }).then(
      answer =>
        answer.status != 429 && answer.status < 500
          ? (answer.json().then(answered).catch(() => {}), -1)
          : 1000 * +answer.headers.get('Retry-After')! || 0,
      // a page that goes is told that what is on its way has failed, which arrives all the same: there, no timer runs any more
      () => sleep(),
    );
  }

  function keep(beacon: Beacon): void {
    if (queue.push(beacon) > CAPACITY) queue.shift();
  }

  async function drain(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let beacon; !held() && (beacon = queue.shift()); ) {
      const asked = await post(beacon);
      if (asked < 0) failures = 0;
      else {
        queue.unshift(beacon);
        // by chance, so that a server that comes back is not met by everyone at once
        const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++) * (1 + Math.random());
        await sleep(Math.max(wait, asked));
      }
    }
    busy = false;
  }

  function send(beacon: Beacon): void {
    keep(beacon);
    drain();
  }

  return [
    send,
    last => {
      if (last) keep(last);
      if (held()) return;
      // the one on its way is not in the queue: it arrives without us, since it was sent with `keepalive`. What the browser does
      // not take (it takes 64 KB at a time) stays. Nobody tells us whether the others arrive: while the server has trouble they
      // go again if the page lives on (only then does the timer run), and the server knows them by their ids
      queue = queue.filter(
        beacon => !navigator.sendBeacon(url, body(beacon)) || void (failures && setTimeout(send, 1, beacon)),
      );
      drain();
    },
  ];
}

function sleep(ms?: number): Promise<0> {
  return new Promise(done => setTimeout(done, ms, 0));
}

/** What belongs to the sending and not to the beacon: the server corrects our clock by `sentAt`; consent may change while it waits. */
function body(beacon: Beacon): string {
  beacon.sentAt = Date.now();
  beacon.client = memory['polku-client'];
  if ((beacon.granted = beacon.sentAt - +memory['polku-granted']! < SESSION || undefined)) memory['polku-granted'] = `${beacon.sentAt}`;
  return JSON.stringify(beacon);
}
