/** A picture of the whole page with what lies over it, as a file: the page is drawn by the browser from its own markup, window by window. */

/** Beyond this browsers draw nothing. */
const MOST_PIXELS = 36_000_000;
const MOST_HEIGHT = 16_000;
/** Room for the lines above the page, in px of the page. */
const HEAD = 84;
const GROUND = '#ffffff';
const TEXT = '#1d2422';
const SOFT = '#5c6763';

interface Still {
  /** What holds the frame and the layers. */
  host: HTMLElement;
  title: string;
  /** Under the title. */
  text: string;
}

/** Resolves with a PNG. Pictures that are not written out in the page are boxes in it: no page may ask for them here. */
export async function stillOf({ host, title, text }: Still): Promise<Blob> {
  const frame = host.querySelector('iframe')!;
  const scroller = host.querySelector('.backdrop-scroll')!;
  const doc = frame.contentDocument!;
  const before = scroller.scrollTop;
  scroller.scrollTop = 0;
  await nextFrames();
  try {
    const page = { width: Math.max(doc.documentElement.scrollWidth, frame.clientWidth), height: Math.max(doc.documentElement.scrollHeight, frame.clientHeight) };
    const scale = Math.min(1, MOST_HEIGHT / (page.height + HEAD), Math.sqrt(MOST_PIXELS / (page.width * (page.height + HEAD))));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(page.width * scale);
    canvas.height = Math.round((page.height + HEAD) * scale);
    const context = canvas.getContext('2d')!;
    context.scale(scale, scale);
    context.fillStyle = GROUND;
    context.fillRect(0, 0, page.width, page.height + HEAD);
    head(context, title, text, page.width);
    context.translate(0, HEAD);
    await drawPage(context, doc, page, { width: frame.clientWidth, height: frame.clientHeight });
    drawLayers(context, host, frame);
    return await new Promise((done, fail) => canvas.toBlob((blob) => (blob === null ? fail(new Error('the picture could not be written')) : done(blob)), 'image/png'));
  } finally {
    scroller.scrollTop = before;
  }
}

function nextFrames(): Promise<unknown> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

function head(context: CanvasRenderingContext2D, title: string, text: string, width: number): void {
  context.textBaseline = 'alphabetic';
  context.fillStyle = TEXT;
  context.font = '650 24px system-ui, sans-serif';
  context.fillText(title, 20, 36, width - 40);
  context.fillStyle = SOFT;
  context.font = '16px system-ui, sans-serif';
  context.fillText(text, 20, 64, width - 40);
}

async function drawPage(context: CanvasRenderingContext2D, doc: Document, page: Size, window: Size): Promise<void> {
  context.fillStyle = groundOf(doc);
  context.fillRect(0, 0, page.width, page.height);
  const markup = markupOf(doc);
  const size = getComputedStyle(doc.documentElement).fontSize;
  for (let top = 0; top < page.height; top += window.height) {
    const style = `html { margin-top: ${-top}px !important; }${top > 0 ? ' [data-polku-fixed] { visibility: hidden !important; }' : ''}`;
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
  if (getComputedStyle(element).position === 'fixed') copy.setAttribute('data-polku-fixed', '');
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
