const PICTURE = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/;

/** Gives canvases that have none yet, in the document of a frame that may be gone by now, the picture that was recorded with them, or else their size. */
export function showCanvases(document: Document | null): void {
  for (const canvas of document?.querySelectorAll('canvas') ?? []) {
    if (canvas.style.content === '') showCanvas(canvas, canvas.getAttribute('rr_dataURL') ?? '');
  }
}

/**
 * Shows a canvas as a picture: in a document without scripts an element of this kind is nothing but what stands between its tags. The picture is
 * stretched over the element, as a canvas is.
 */
export function showCanvas(canvas: HTMLCanvasElement, picture: string): void {
  canvas.style.setProperty('content', `url("${PICTURE.test(picture) ? picture : empty(canvas)}")`, 'important');
}

function empty({ width, height }: HTMLCanvasElement): string {
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`)}`;
}
