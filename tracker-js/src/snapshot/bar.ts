import type { Options } from '../polku';
import { cleanUrl } from '../url';
import { deliver, type Sight, tell } from './delivery';
import { recording } from './recording';
import { HIDDEN, skeleton } from './skeleton';
import { idle, still } from './still';

const TAG = 'polku-bar';
/** Windowfuls that are scrolled through for images that load late, and ms that those of one may take. */
const MOST_SCREENS = 60;
const PATIENCE = 1_500;

const WORDS = {
  en: {
    ready: 'Snapshot of this page for the heatmaps, taken as: ',
    devices: ['desktop', 'tablet', 'mobile'],
    hide: 'Hide something',
    picking: 'Click what is to be hidden, such as a cookie banner',
    undo: 'Show again',
    take: 'Take',
    cancel: 'Cancel',
    close: 'Close',
    images: 'Waiting for images…',
    sending: 'Sending…',
    taken: 'Taken.',
    failed: 'Not taken: the link has expired or is for another page, the page is too large, or the site takes no snapshots.',
  },
  fi: {
    ready: 'Tilannekuva tästä sivusta lämpökarttoja varten, laitteena: ',
    devices: ['tietokone', 'tabletti', 'puhelin'],
    hide: 'Piilota jotain',
    picking: 'Napsauta sitä, mikä piilotetaan, esimerkiksi evästeilmoitusta',
    undo: 'Näytä taas',
    take: 'Ota kuva',
    cancel: 'Peru',
    close: 'Sulje',
    images: 'Odotetaan kuvia…',
    sending: 'Lähetetään…',
    taken: 'Kuva on otettu.',
    failed: 'Kuvaa ei otettu: linkki on vanhentunut tai toiselle sivulle, sivu on liian suuri, tai sivusto ei ota kuvia.',
  },
};

const STYLE = `
:host { all: initial; position: fixed; inset: auto 0 16px; z-index: 2147483647; display: flex; justify-content: center; pointer-events: none }
div { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; max-width: 90vw; padding: 10px 14px; border-radius: 12px;
  background: #1b1f27; color: #fff; font: 14px/1.4 system-ui, sans-serif; box-shadow: 0 4px 24px #0006; pointer-events: auto }
button { font: inherit; color: inherit; background: #ffffff1f; border: 0; border-radius: 8px; padding: 6px 12px; cursor: pointer }
button:hover, button[aria-pressed=true] { background: #ffffff40 }
button:focus-visible { outline: 2px solid #fff; outline-offset: 2px }
i { position: fixed; box-sizing: border-box; border: 2px solid #b4452c; background: #b4452c40; pointer-events: none }
[hidden] { display: none }
.main { background: #fff; color: #1b1f27; font-weight: 600 }
.main:hover { background: #dfe4ee }
`;

/**
 * What the owner's link opens on the page: hide what others do not see (a cookie banner), then take the snapshot, once all images
 * are there. Nothing is taken before the owner says so.
 */
export function openBar({ endpoint }: Options, token: string): void {
  if (document.querySelector(TAG)) return;
  // the link is not to be sent on by accident
  history.replaceState(history.state, '', location.pathname + location.search);
  const words = WORDS[navigator.language.startsWith('fi') ? 'fi' : 'en'];
  const host = document.createElement(TAG);
  const root = host.attachShadow({ mode: 'open' });
  style(root);
  const box = root.appendChild(document.createElement('div'));
  const status = box.appendChild(document.createElement('span'));
  status.setAttribute('role', 'status');
  const ready = `${words.ready}${words.devices[deviceClass()]}, ${innerWidth} px`;
  status.textContent = ready;
  const mark = root.appendChild(document.createElement('i'));
  mark.hidden = true;
  const hidden: HTMLElement[] = [];

  const button = (text: string, run: () => void) => {
    const made = box.appendChild(document.createElement('button'));
    made.textContent = text;
    made.addEventListener('click', run);
    return made;
  };
  const hide = button(words.hide, () => pick(hide.getAttribute('aria-pressed') != 'true'));
  const undo = button(words.undo, () => {
    show(hidden.pop()!);
    undo.hidden = !hidden.length;
  });
  const take = button(words.take, () => {
    pick(false);
    hide.hidden = undo.hidden = take.hidden = true;
    status.textContent = words.images;
    picture()
      .catch(() => false)
      .then(taken => {
        document.documentElement.append(host);
        status.textContent = taken ? words.taken : words.failed;
        close.textContent = words.close;
      });
  });
  take.className = 'main';
  undo.hidden = true;
  const close = button(words.cancel, () => {
    pick(false);
    hidden.forEach(show);
    host.remove();
  });

  function pick(on: boolean): void {
    hide.setAttribute('aria-pressed', `${on}`);
    status.textContent = on ? words.picking : ready;
    mark.hidden = true;
    const change = on ? addEventListener : removeEventListener;
    change('click', picked as EventListener, true);
    change('pointermove', pointed as EventListener, { capture: true, passive: true });
  }

  /** The outermost that floats above the page, if what is pointed at is in one; null for the bar itself. */
  function under(event: MouseEvent): HTMLElement | undefined | null {
    const path = event.composedPath().filter((each): each is HTMLElement => each instanceof HTMLElement);
    if (path.includes(host)) return null;
    const inPage = path.filter(each => each != document.body && each != document.documentElement);
    return inPage.filter(each => /fixed|sticky/.test(getComputedStyle(each).position)).pop() ?? inPage[0];
  }

  function pointed(event: MouseEvent): void {
    const chosen = under(event);
    mark.hidden = !chosen;
    if (!chosen) return;
    const { left, top, width, height } = chosen.getBoundingClientRect();
    Object.assign(mark.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  }

  function picked(event: MouseEvent): void {
    const chosen = under(event);
    if (chosen === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    mark.hidden = true;
    if (!chosen) return;
    chosen.setAttribute(HIDDEN, chosen.style.display);
    chosen.style.setProperty('display', 'none', 'important');
    hidden.push(chosen);
    undo.hidden = false;
  }

  function show(element: HTMLElement): void {
    element.style.display = element.getAttribute(HIDDEN)!;
    element.removeAttribute(HIDDEN);
  }

  async function picture(): Promise<boolean> {
    await seeAll();
    status.textContent = words.sending;
    host.remove();
    await still();
    const sight: Sight = [token, cleanUrl(location.href), skeleton(document.body)];
    const mask = await tell(endpoint, sight);
    const recorded = mask && (await recording(mask));
    return !!recorded && deliver(endpoint, sight, mask, recorded);
  }

  document.documentElement.append(host);
}

/** As the server tells it of the browser: the place among `devices`. */
function deviceClass(): number {
  const agent = navigator.userAgent;
  return /ipad|tablet|android(?!.*mobile)/i.test(agent) ? 1 : /mobi|iphone/i.test(agent) ? 2 : 0;
}

/** Strict pages forbid style elements, and not sheets made by scripts; old browsers know no such sheets. */
function style(root: ShadowRoot): void {
  if ('adoptedStyleSheets' in root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } else {
    (root as ShadowRoot).appendChild(document.createElement('style')).textContent = STYLE;
  }
}

/** Scrolls through the page, so that what waits to be seen loads, and back to the top. */
async function seeAll(): Promise<void> {
  document.querySelectorAll('img').forEach(image => (image.loading = 'eager'));
  for (let screen = 0; screen < MOST_SCREENS; screen++) {
    scrollTo({ top: screen * innerHeight, behavior: 'instant' });
    await idle();
    const late = [...document.images].filter(image => !image.complete);
    await Promise.race([
      Promise.all(late.map(image => image.decode().catch(() => {}))),
      new Promise(done => setTimeout(done, PATIENCE)),
    ]);
    if (scrollY + innerHeight >= document.documentElement.scrollHeight - 1) break;
  }
  scrollTo({ top: 0, behavior: 'instant' });
}
