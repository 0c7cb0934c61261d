import type { Snapshot } from '../../api/heatmaps';
import { showCanvases } from '../recorded/canvases';
import { prunedPage } from '../recorded/pruned';

/**
 * Laid over the page's own styles: nothing moves, what would scroll has no bar of its own, and what could not be loaded is a box.
 */
const QUIET = `
*, *::before, *::after { animation-duration: 0s !important; animation-delay: 0s !important; animation-iteration-count: 1 !important;
  transition: none !important; scroll-behavior: auto !important; caret-color: transparent !important; }
html { scrollbar-width: none !important; overflow-anchor: none !important; }
html::-webkit-scrollbar, body::-webkit-scrollbar { display: none !important; }
noscript { display: none !important; }
video, iframe, object, embed, [data-polku-box] { background: repeating-linear-gradient(135deg, #e3e4e2 0 8px, #ecedeb 8px 16px) !important; }
[data-polku-box] { object-position: -99999px -99999px !important; }
`;

/** Milliseconds in which styles, pictures and fonts may still come. */
const PATIENCE = 6000;
const STEP = 200;

/**
 * Rebuilds a recorded page in the document of a frame that runs no scripts, in place of whatever is there. `onChange` is called whenever
 * what came later may have moved things; the function returned ends that. Throws where there is no page in the snapshot.
 */
export async function rebuildIn(frame: HTMLIFrameElement, snapshot: Snapshot, onChange: () => void): Promise<() => void> {
  const { buildNodeWithSN, createCache, createMirror } = await import('rrweb-snapshot');
  const doc = frame.contentDocument;
  if (doc === null || [...frame.sandbox].join() !== 'allow-same-origin') throw new Error('the frame is not one to rebuild a page in');
  const page = prunedPage(snapshot.snapshot);
  if (page === null) throw new Error('the snapshot holds no page');
  // The frame's document stays, and its policy with it: opening it anew is what rrweb's own rebuild does.
  const html = buildNodeWithSN(page as never, { doc, mirror: createMirror(), hackCss: false, cache: createCache() }) as HTMLElement | null;
  if (html === null) throw new Error('the snapshot cannot be rebuilt');
  const referrer = doc.createElement('meta');
  referrer.name = 'referrer';
  referrer.content = 'no-referrer';
  html.prepend(referrer);
  const quiet = doc.createElement('style');
  quiet.textContent = QUIET;
  html.append(quiet);
  doc.replaceChild(doc.adoptNode(html), doc.documentElement);
  openDialogs(doc);
  showCanvases(doc);
  return settle(doc, onChange);
}

/** What stood above the page stands there again. */
function openDialogs(doc: Document): void {
  for (const dialog of doc.querySelectorAll<HTMLDialogElement>('dialog[open][rr_open_mode="modal"]')) {
    dialog.removeAttribute('open');
    try {
      dialog.showModal();
    } catch {
      dialog.setAttribute('open', '');
    }
  }
}

/** Looks again and again, rather than listening: some browsers call no listeners inside of a frame without scripts. */
function settle(doc: Document, onChange: () => void): () => void {
  let before = '';
  let left = PATIENCE / STEP;
  const look = (): void => {
    const images = [...doc.images];
    for (const image of images) if (image.complete && image.naturalWidth === 0 && !image.hasAttribute('data-polku-box')) boxed(image);
    const now = `${images.filter(({ complete }) => complete).length} ${doc.styleSheets.length} ${doc.fonts.status} ${doc.documentElement.scrollHeight} ${doc.documentElement.scrollWidth}`;
    if (now !== before && before !== '') onChange();
    before = now;
    if (--left <= 0) clearInterval(timer);
  };
  const timer = setInterval(look, STEP);
  look();
  return () => clearInterval(timer);
}

/** A picture that may not or could not be loaded, in its size. */
function boxed(image: HTMLImageElement): void {
  image.setAttribute('data-polku-box', '');
  for (const side of ['width', 'height'] as const) {
    const given = image.getAttribute(side);
    if (image.style[side] === '' && given !== null && /^\d+$/.test(given)) image.style[side] = `${given}px`;
  }
  // A block as large as the picture was, also where it would be laid out as its text.
  if (getComputedStyle(image).display === 'inline') image.style.display = 'inline-block';
}
