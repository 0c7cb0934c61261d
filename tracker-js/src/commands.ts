import type { memory, refused } from './consent';
import { kept } from './event';
import type { Options, Tracker } from './polku';
import { cut } from './text';
import type { Tracking } from './tracker';

/** The link `#polku-ignore` marks the browser that opens it as one's own, `#polku-ignore=off` takes the mark away. */
const MARK = '#polku-ignore';

/**
 * The entry of `c.js`: the commands that few visits need, put on the tracker. All that they change lies in the browser's
 * memory, where the core looks whenever it sends. A tracker that has not begun is begun, unless nothing may be noted.
 */
export function v1(
  tracking: Tracking,
  begin: () => void,
  options: Options,
  stored: typeof memory,
  silent: typeof refused,
  then?: () => void,
): void {
  const [link, off] = location.hash.split('=');
  if (link == MARK) {
    if (off) delete stored['polku-ignore'];
    else stored['polku-ignore'] = '1';
  }

  /** Whether anything is noted at all. In the browser's memory, and so the same after the next load. */
  const quiet = () => silent(options.consent && stored['polku-denied']);

  function change(alter: () => void): void {
    const before = quiet();
    alter();
    if (quiet()) {
      // held back by now: what was noted is forgotten, not sent
      if (!before) tracking.stop();
    } else if (before) begin();
    else if (!silent(options.consent)) tracking.core[4]();
  }

  function forget(): void {
    delete stored['polku-client'];
    delete stored['polku-granted'];
  }

  function grant(): void {
    delete stored['polku-denied'];
    if (stored['polku-client']) return;
    // until now this session was counted without an id, and has to end so
    if (!options.consent && !quiet()) stored['polku-granted'] = `${Date.now()}`;
    stored['polku-client'] = [...crypto.getRandomValues(new Uint8Array(16))]
      .map(byte => (byte + 256).toString(16).slice(1))
      .join('');
  }

  const commands: Pick<Tracker, 'consent' | 'identify' | 'optOut' | 'optIn'> = {
    consent(decision, purpose) {
      const granted = decision == 'granted';
      if (purpose != 'analytics') {
        stored['polku-replay'] = granted ? 'granted' : 'denied';
        // the recorder may have no memory in common with us
        tracking.core?.[5].forEach(tap => tap({ type: decision }));
      }
      if (purpose == 'replay') return;
      change(() => {
        if (granted) grant();
        else {
          forget();
          stored['polku-denied'] = '1';
        }
      });
    },
    identify(user, traits) {
      if (user && stored['polku-client']) {
        tracking.core[1]({ type: 'identify', user: cut(user, 128), traits: kept(traits) });
      }
    },
    optOut() {
      change(() => {
        forget();
        delete stored['polku-replay'];
        delete stored['polku-denied'];
        stored['polku-ignore'] = '1';
      });
    },
    optIn() {
      change(() => {
        delete stored['polku-ignore'];
      });
    },
  };
  Object.assign(tracking, commands);
  if (!tracking.core) {
    // an owner who is at work is not counted
    if (link == '#polku' && off) follow(off, options);
    else if (!quiet()) begin();
  }
  then?.();
}

/** A link of the dashboard's, `#polku=TOKEN`: the token's first letter says what for. */
function follow(token: string, options: Options): void {
  const opened =
    token[0] == 's'
      ? import('./snapshots').then(({ v1 }) => v1(options, ['s', token]))
      : token[0] == 'o'
        ? import('./overlay').then(({ v1 }) => v1(options, token))
        : undefined;
  opened?.catch(() => {});
}
