import type { Happening, Page } from '../beacon';
import type { Core } from '../core';
import { type Told, requested, watchTraffic } from '../traffic';
import type { Mask } from '../masking';
import { watchConsole } from './console';
import { bare, bareAddress } from './privacy';

/** Of a message of an error, of its stack, and of an address. */
const MOST_MESSAGE = 500;
const MOST_STACK = 2_000;
const MOST_ADDRESS = 1_024;

/** Our part of the page's functions stays there for good, so there is one, which tells the recorder of now. */
let told: Told | undefined;

export interface Notes {
  page(page: Page): void;
  happened(happening: Happening): void;
  /** Begins to listen to the page's console and requests; ends with what is returned. */
  listen(): () => void;
}

/** What happens beside the picture, noted by `note` as rrweb's custom events. */
export function notes(
  [{ endpoint, requests }, , , , , , on, , cut]: Core,
  mask: () => Mask,
  note: (tag: string, payload: object) => void,
): Notes {
  return {
    page({ id, url, title = '' }) {
      note('polku:page', { id, url: bareAddress(url), title: bare(title, mask()) });
    },
    happened(happening) {
      if (happening.type == 'error') {
        const { message, stack = '', source, line, column } = happening;
        note('polku:error', {
          message: cut(bare(message, mask()), MOST_MESSAGE),
          // a stack repeats the message
          ...(mask() == 'personal' && { stack: cut(bare(stack, 'personal'), MOST_STACK) }),
          ...(source && { source: bareAddress(source), line, column }),
        });
      } else if (happening.type == 'vital') {
        const { name, value, rating } = happening;
        note('polku:vital', { name, value, rating });
      }
    },
    listen() {
      if (on(requests)) {
        if (!told) watchTraffic((...asked) => told!(...asked));
        told = (method, address, since, status, isXhr) => {
          const url = requested(address, endpoint);
          if (url) {
            note('polku:request', {
              method: cut(method.toUpperCase(), 16),
              url: cut(bareAddress(url), MOST_ADDRESS),
              status: Math.max(0, status),
              ms: Math.round(performance.now() - since),
              kind: isXhr ? 'xhr' : 'fetch',
            });
          }
        };
      }
      const mute = watchConsole((level, text, count) => note('polku:console', { level, text: bare(text, mask()), count }));
      return () => {
        mute();
        told &&= () => {};
      };
    },
  };
}
