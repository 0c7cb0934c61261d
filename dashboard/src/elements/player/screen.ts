import { Replayer } from '@rrweb/replay';
import type { RecordedEvent } from '../../api/replays';
import { showCanvas, showCanvases } from '../recorded/canvases';
import { SOURCE } from './events';

/** The size of the visitor's window, in CSS px. */
export interface Size {
  width: number;
  height: number;
}

/** A stretch as it is played in a frame. Times are those of the events. */
export interface Screen {
  /** Shows how it looked at a time, and plays on from there or not. */
  show: (at: number, playing: boolean) => void;
  setSpeed: (speed: number) => void;
  /** Events that come later than all before; a screen that has run out of them plays on. */
  add: (events: readonly RecordedEvent[], at: number, playing: boolean) => void;
  close: () => void;
}

/** Laid over the page's own styles: what could not be loaded is a box, and what would scroll has no bar that the visitor may not have had. */
const RULES = [
  'html { scrollbar-width: none !important; }',
  'html::-webkit-scrollbar { display: none !important; }',
  'video, object, embed { background: repeating-linear-gradient(135deg, #e3e4e2 0 8px, #ecedeb 8px 16px) !important; }',
];

/** rrweb's kind of node for a document. */
const DOCUMENT = 0;

interface Added {
  parentId: number;
  node: { type: number };
}

interface Change {
  source: number;
  id: number;
  x: number;
  y: number;
}

/** What rrweb's player is made of, as far as it is put together differently here. */
interface Parts {
  wrapper: HTMLElement;
  mouse: HTMLElement;
  mouseTail: HTMLCanvasElement | null;
  iframe: HTMLIFrameElement;
  cache: unknown;
  UNSAFE_replayCanvas: boolean;
  config: { root: HTMLElement; frame: HTMLIFrameElement };
  service: { state: { matches: (state: string) => boolean } };
  on(event: string, handler: (payload: never) => void): void;
  play(offset: number): void;
  pause(offset?: number): void;
  setConfig(config: { speed: number }): void;
  addEvent(event: RecordedEvent): void;
  destroy(): void;
  getMirror(): { getNode: (id: number) => Node | null };
  setupDom(): void;
  rebuildFullSnapshot(event: RecordedEvent, isSync?: boolean): void;
  attachDocumentToIframe(mutation: unknown, iframe: HTMLIFrameElement): void;
  applyIncremental(event: RecordedEvent, isSync: boolean): void;
}

const Base = Replayer as unknown as new (events: RecordedEvent[], config: object) => Parts;

/**
 * rrweb's player in a frame that is already there, with its document and that document's policy, rather than in one of its own, which would
 * be under the dashboard's. The document is emptied and never opened anew: that would put the dashboard's policy in place of its own.
 */
class Player extends Base {
  private scrolls = new Map<number, Change>();
  private pictures = new Map<number, string>();
  private closed = false;

  override setupDom(): void {
    const { root, frame } = this.config;
    if ([...frame.sandbox].join() !== 'allow-same-origin' || frame.contentDocument?.contentType !== 'text/html') throw new Error('the frame is not one to play a recording in');
    keepDocument(frame.contentDocument);
    this.iframe = frame;
    this.wrapper = document.createElement('div');
    this.wrapper.className = 'replayer-wrapper';
    this.mouse = document.createElement('div');
    this.mouse.className = 'replayer-mouse';
    this.wrapper.append(this.mouse);
    root.append(this.wrapper);
    // rrweb would only rebuild in a frame that it has made; what it looks for in that has just been looked for here.
    this.UNSAFE_replayCanvas = true;
  }

  override rebuildFullSnapshot(event: RecordedEvent, isSync?: boolean): void {
    if (this.closed) return;
    attempt(() => super.rebuildFullSnapshot(event, isSync));
    showCanvases(this.iframe.contentDocument);
  }

  override attachDocumentToIframe(mutation: unknown, iframe: HTMLIFrameElement): void {
    if (iframe.contentDocument == null) return;
    keepDocument(iframe.contentDocument);
    super.attachDocumentToIframe(mutation, iframe);
  }

  override applyIncremental(event: RecordedEvent, isSync: boolean): void {
    const change = event.data as Change;
    if (this.closed) return;
    if (change.source === SOURCE.canvas) this.picture(change.id, (event.data as { picture: string }).picture, isSync);
    else if (change.source === SOURCE.font) this.addFont(event.data as { family?: string; fontSource?: string; buffer: boolean });
    // Each would have the page laid out; of all that are skipped only the last one of a panel is seen.
    else if (change.source === SOURCE.scroll && isSync) this.scrolls.set(change.id, change);
    else {
      if (change.source === SOURCE.mutation) this.keepPage(event.data as { adds: Added[] });
      attempt(() => super.applyIncremental(event, isSync));
      if (change.source !== SOURCE.mutation) return;
      if ((event.data as { adds: Added[] }).adds.length > 0) showCanvases(this.iframe.contentDocument);
      for (const { id, attributes } of (event.data as { attributes: { id: number; attributes: Record<string, unknown> }[] }).attributes) {
        if (typeof attributes['rr_dataURL'] === 'string') this.picture(id, attributes['rr_dataURL'], isSync);
      }
    }
  }

  /** A document belongs into a frame; anywhere else it would take the place of the page. */
  private keepPage(data: { adds: Added[] }): void {
    data.adds = data.adds.filter(({ parentId, node }) => {
      const parent = this.getMirror().getNode(parentId);
      return node.type !== DOCUMENT || parent === null || parent.nodeName === 'IFRAME';
    });
  }

  /** Scrolls and draws what was skipped. */
  settle(): void {
    for (const { id, x, y } of this.scrolls.values()) {
      const node = this.getMirror().getNode(id);
      const place = node === null ? null : node.nodeType === Node.DOCUMENT_NODE ? (node as Document).defaultView : (node as Element);
      place?.scrollTo?.({ left: x, top: y, behavior: 'instant' });
    }
    this.scrolls.clear();
    for (const [id, url] of this.pictures) this.draw(id, url);
    this.pictures.clear();
  }

  private picture(id: number, url: string, isSync: boolean): void {
    if (isSync) this.pictures.set(id, url);
    else this.draw(id, url);
  }

  /** A canvas as it looked. */
  private draw(id: number, url: string): void {
    const canvas = this.getMirror().getNode(id);
    if (canvas?.nodeName === 'CANVAS') showCanvas(canvas as HTMLCanvasElement, url);
  }

  /** Fonts belong to the frame, whose policy decides where they may come from. */
  private addFont({ family, fontSource, buffer }: { family?: string; fontSource?: string; buffer: boolean }): void {
    const window = this.iframe.contentWindow as (Window & typeof globalThis) | null;
    if (window === null || family === undefined || fontSource === undefined) return;
    try {
      const font = new window.FontFace(family, buffer ? new Uint8Array(JSON.parse(fontSource) as number[]) : fontSource);
      window.document.fonts.add(font);
    } catch {
      // Not a font: the page is shown in another one.
    }
  }

  override destroy(): void {
    this.closed = true;
    super.destroy();
  }
}

/** One event that cannot be shown must not end the play. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // The page stays as it was.
  }
}

function keepDocument(doc: Document): void {
  Object.defineProperties(doc, {
    open: { configurable: true, value: () => doc.replaceChildren() },
    close: { configurable: true, value: () => {} },
    write: { configurable: true, value: () => {} },
  });
}

interface Place {
  frame: HTMLIFrameElement;
  /** Where the pointer is drawn, over the frame and as large. */
  over: HTMLElement;
  onSize: (size: Size) => void;
  /** What rrweb worked out of the pages' styles, for the next stretch to use. */
  cache: { styles?: unknown };
}

/** ms after which rrweb has shown the beginning. */
const SHOWN = 2;
const SILENT = { log: () => {}, warn: () => {} };

/** Plays events that begin with a full snapshot in a frame that holds the site's backdrop. */
export async function openScreen({ frame, over, onSize, cache }: Place, events: RecordedEvent[], speed: number): Promise<Screen> {
  const first = events[0]!.timestamp;
  const player = new Player(events, {
    root: over, frame, speed,
    useVirtualDom: false,
    // The focus belongs to whoever watches.
    triggerFocus: false,
    mouseTail: false,
    showWarning: false,
    logger: SILENT,
    insertStyleRules: RULES,
  });
  player.cache = cache.styles ??= player.cache;
  player.on('resize', (size: Size) => onSize({ width: size.width, height: size.height }));
  player.on('flush', () => player.settle());
  // rrweb shows the beginning a moment after it is made, also where it has been told to show something later meanwhile.
  await new Promise((done) => setTimeout(done, SHOWN));
  const show = (at: number, playing: boolean): void => {
    const offset = Math.max(0, at - first);
    if (playing) player.play(offset);
    else player.pause(offset);
  };
  return {
    show,
    setSpeed: (to) => player.setConfig({ speed: to }),
    add: (more, at, playing) => {
      for (const event of more) player.addEvent(event);
      // Events are taken in one by one as soon as this task ends.
      if (playing) queueMicrotask(() => queueMicrotask(() => !player.service.state.matches('playing') && show(at, true)));
    },
    close: () => player.destroy(),
  };
}
