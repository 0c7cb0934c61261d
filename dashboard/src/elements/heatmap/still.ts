/** A picture of the whole page with what lies over it, as a file: the page is drawn by the browser from its own markup, window by window. */

import { pageSize } from './carriers';

/** Beyond this browsers draw nothing. */
const MOST_PIXELS = 36_000_000;
const MOST_HEIGHT = 16_000;
/** Room for the lines above the page, in px of the page. */
const HEAD = 84;
const GROUND = '#ffffff';
const TEXT = '#1d2422';
const SOFT = '#5c6763';

/** Between two pages. */
const GAP = 40;
const LINE = 30;

export interface StillSide {
  /** What holds the frame and the layers. */
  host: HTMLElement;
  /** What this page is of, where there are two. */
  caption: string | null;
}

interface Still {
  sides: readonly StillSide[];
  /** What holds the legend as it is shown. */
  legend: ParentNode;
  title: string;
  /** Under the title. */
  text: string;
}

/** Resolves with a PNG of one map, or of two beside each other. Pictures that are not written out in the page are boxes in it: no page may ask for them here. */
export async function stillOf({ sides, legend, title, text }: Still): Promise<Blob> {
  const pages = sides.map(({ host, caption }) => ({ host, caption, size: pageSize(host.querySelector('iframe')!.contentDocument!) }));
  const width = pages.reduce((sum, { size }) => sum + size.width, GAP * (pages.length - 1));
  const swatches = swatchesOf(legend);
  const captioned = pages.some(({ caption }) => caption !== null);
  const measure = document.createElement('canvas').getContext('2d')!;
  const headHeight = HEAD + drawLegend(measure, swatches, width, 0, false) + (captioned ? LINE : 0);
  const height = Math.max(...pages.map(({ size }) => size.height)) + headHeight;
  const scale = Math.min(1, MOST_HEIGHT / height, Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d')!;
  context.scale(scale, scale);
  context.fillStyle = GROUND;
  context.fillRect(0, 0, width, height);
  head(context, title, text, width);
  drawLegend(context, swatches, width, HEAD, true);
  let left = 0;
  for (const { host, caption, size } of pages) {
    context.save();
    context.translate(left, headHeight);
    if (caption !== null) {
      write(context, '650 18px system-ui, sans-serif', TEXT);
      context.fillText(caption, 20, -10, size.width - 40);
    }
    await drawSide(context, host, size);
    context.restore();
    left += size.width + GAP;
  }
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob === null ? fail(new Error('the picture could not be written')) : done(blob)), 'image/png'));
}

async function drawSide(context: CanvasRenderingContext2D, host: HTMLElement, page: Size): Promise<void> {
  const frame = host.querySelector('iframe')!;
  const scroller = host.querySelector('.backdrop-scroll')!;
  const before = scroller.scrollTop;
  scroller.scrollTop = 0;
  await nextFrames();
  try {
    await drawPage(context, frame.contentDocument!, page, { width: frame.clientWidth, height: frame.clientHeight });
    context.beginPath();
    context.rect(0, 0, page.width, page.height);
    context.clip();
    drawLayers(context, host, frame);
  } finally {
    scroller.scrollTop = before;
  }
}

/** What the legend on the screen says: a colour and its words; colours without words belong to the next ones that have some. */
interface Swatch {
  colours: string[];
  text: string;
}

function swatchesOf(legend: ParentNode): Swatch[] {
  const found: Swatch[] = [];
  for (const ramp of legend.querySelectorAll('.ramp-legend')) {
    const colours = [...ramp.querySelectorAll<HTMLElement>('.ramp-legend-bar > span')].map((one) => one.style.background);
    const stops = [...ramp.querySelectorAll('.ramp-legend-numbers > span')].map((one) => one.textContent);
    found.push({ colours: [], text: `${ramp.querySelector('.ramp-legend-label')?.textContent ?? ''}:` });
    const part = Math.ceil(colours.length / Math.max(1, stops.length));
    stops.forEach((stop, at) => found.push({ colours: colours.slice(at * part, (at + 1) * part), text: stop ?? '' }));
  }
  for (const kind of legend.querySelectorAll('.kinds-legend-kind[aria-pressed="true"]')) {
    found.push({ colours: [kind.querySelector<HTMLElement>('.kinds-legend-dot')!.style.background], text: kind.textContent ?? '' });
  }
  for (const note of legend.querySelectorAll('.map-note')) found.push({ colours: [], text: note.textContent ?? '' });
  return found;
}

/** In lines as wide as the picture; how high they are together. */
function drawLegend(context: CanvasRenderingContext2D, swatches: readonly Swatch[], width: number, top: number, drawn: boolean): number {
  if (swatches.length === 0) return 0;
  const cell = 9;
  let [x, line] = [20, 0];
  write(context, '14px system-ui, sans-serif', TEXT);
  for (const { colours, text } of swatches) {
    const bar = colours.length === 1 ? 14 : colours.length * cell;
    const wide = bar + (bar > 0 ? 6 : 0) + context.measureText(text).width;
    if (x > 20 && x + wide > width - 20) [x, line] = [20, line + 1];
    const middle = top + line * LINE + 8;
    if (drawn) {
      colours.forEach((colour, at) => {
        context.fillStyle = colour;
        context.fillRect(x + at * cell, middle - 7, colours.length === 1 ? 14 : cell, 14);
      });
      context.fillStyle = TEXT;
      context.fillText(text, x + (bar > 0 ? bar + 6 : 0), middle + 5);
    }
    x += wide + 18;
  }
  return (line + 1) * LINE;
}

function write(context: CanvasRenderingContext2D, font: string, colour: string): void {
  context.textBaseline = 'alphabetic';
  context.font = font;
  context.fillStyle = colour;
}

function nextFrames(): Promise<unknown> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

function head(context: CanvasRenderingContext2D, title: string, text: string, width: number): void {
  write(context, '650 24px system-ui, sans-serif', TEXT);
  context.fillText(title, 20, 36, width - 40);
  write(context, '16px system-ui, sans-serif', SOFT);
  context.fillText(text, 20, 64, width - 40);
}

/** Below the first window: what is fixed has been drawn, and what sticks stands where it is in the document. */
const BELOW = ' [data-polku-fixed="fixed"] { visibility: hidden !important; } [data-polku-fixed="sticky"] { position: relative !important; inset: auto !important; }';

async function drawPage(context: CanvasRenderingContext2D, doc: Document, page: Size, window: Size): Promise<void> {
  context.fillStyle = groundOf(doc);
  context.fillRect(0, 0, page.width, page.height);
  const markup = markupOf(doc);
  const size = getComputedStyle(doc.documentElement).fontSize;
  for (let top = 0; top < page.height; top += window.height) {
    const style = `html { margin-top: ${-top}px !important; }${top > 0 ? BELOW : ''}`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${window.width}" height="${window.height}" style="font-size:${size}"><style>${style}</style><foreignObject width="100%" height="100%">${markup}</foreignObject></svg>`;
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    try {
      await image.decode();
      context.drawImage(image, 0, top, window.width, window.height);
    } catch {
      // Markup that is no XML: the layers are drawn on the page's plain ground.
      return;
    }
  }
}

interface Size {
  width: number;
  height: number;
}

/** The colour that browsers spread over the whole window. */
function groundOf(doc: Document): string {
  for (const element of [doc.documentElement, doc.body]) {
    const colour = element === null ? '' : getComputedStyle(element).backgroundColor;
    if (colour !== '' && colour !== 'rgba(0, 0, 0, 0)') return colour;
  }
  return GROUND;
}

/** The page as XML, with nothing in it that would have to be loaded. */
function markupOf(doc: Document): string {
  // Characters that XML has no way to write.
  // eslint-disable-next-line no-control-regex
  return new XMLSerializer().serializeToString(copyOf(doc.documentElement)).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

/** An element as it is shown: what its shadow root holds stands in it, and what is slotted in there in its slots. */
function copyOf(element: Element): Element {
  const copy = element.cloneNode(false) as HTMLElement;
  for (const name of copy.getAttributeNames()) if (!/^[a-z_][\w.-]*(:[\w.-]+)?$/i.test(name)) copy.removeAttribute(name);
  const { position } = getComputedStyle(element);
  if (position === 'fixed' || position === 'sticky') copy.setAttribute('data-polku-fixed', position);
  if (element.localName === 'img' && !/^data:image\//i.test((element as HTMLImageElement).src)) box(element, copy);
  const inside = element.localName === 'slot' ? (element as HTMLSlotElement).assignedNodes({ flatten: true }) : (element.shadowRoot ?? element).childNodes;
  for (const child of inside) copy.append(child.nodeType === Node.ELEMENT_NODE ? copyOf(child as Element) : child.cloneNode());
  return copy;
}

function box(image: Element, copy: HTMLElement): void {
  const { width, height } = image.getBoundingClientRect();
  copy.removeAttribute('src');
  copy.removeAttribute('srcset');
  copy.setAttribute('data-polku-box', '');
  copy.style.cssText += `;width:${width}px;height:${height}px;display:inline-block`;
}

function drawLayers(context: CanvasRenderingContext2D, host: HTMLElement, frame: HTMLIFrameElement): void {
  const origin = frame.getBoundingClientRect();
  const scale = origin.width / frame.clientWidth;
  const boxOf = (element: Element): DOMRect => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return new DOMRect((left - origin.left) / scale, (top - origin.top) / scale, width / scale, height / scale);
  };
  for (const element of host.querySelectorAll<HTMLElement>('.backdrop-over :is(canvas, .layer-mark, .layer-zone, .layer-line, .layer-line > span, .layer-mark > span, .layer-zone > span)')) {
    const box = boxOf(element);
    const style = getComputedStyle(element);
    context.globalAlpha = Number(style.opacity);
    if (element instanceof HTMLCanvasElement) {
      if (element.width > 0 && element.height > 0) context.drawImage(element, box.x, box.y, box.width, box.height);
      continue;
    }
    context.fillStyle = style.backgroundColor;
    context.fillRect(box.x, box.y, box.width, box.height);
    if (style.outlineStyle === 'solid') {
      context.lineWidth = Number.parseFloat(style.outlineWidth);
      context.strokeStyle = style.outlineColor;
      context.strokeRect(box.x, box.y, box.width, box.height);
    }
    if (element.classList.contains('layer-line')) {
      context.fillStyle = SOFT;
      context.fillRect(box.x, box.y, box.width, 2);
    }
    if (element.localName === 'span') {
      context.fillStyle = style.color;
      context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      context.textBaseline = 'middle';
      context.fillText(element.textContent ?? '', box.x + Number.parseFloat(style.paddingLeft), box.y + box.height / 2, box.width);
    }
  }
  context.globalAlpha = 1;
}
