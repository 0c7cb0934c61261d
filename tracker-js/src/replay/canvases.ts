/** ms between two looks. */
const PERIOD = 3_000;
/** ms before the first, in which a page draws what it shows. */
const SOON = 300;
/** Pixels that are read, and characters of a picture; of all pictures of a minute. */
const MOST_PIXELS = 1_500_000;
const MOST = 100_000;
const MOST_A_MINUTE = 400_000;
const MINUTE = 60_000;

/**
 * Pictures of canvases, which no change of the document tells of: one each few seconds, where it has changed. `isOpen` says which may
 * be taken.
 */
export function watchCanvases(
  isOpen: (canvas: HTMLCanvasElement) => boolean,
  tell: (canvas: HTMLCanvasElement, picture: string) => void,
): [add: (canvas: HTMLCanvasElement) => void, stop: () => void] {
  const pictures = new Map<HTMLCanvasElement, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  let minute = 0;
  let spent = 0;

  function look(): void {
    timer = undefined;
    const now = Date.now();
    if (now - minute > MINUTE) {
      minute = now;
      spent = 0;
    }
    pictures.forEach((before, canvas) => {
      if (!canvas.isConnected) pictures.delete(canvas);
      else if (spent < MOST_A_MINUTE && canvas.width * canvas.height <= MOST_PIXELS && isOpen(canvas)) {
        try {
          const picture = canvas.toDataURL('image/webp', 0.6);
          if (picture != before && picture.length < MOST) {
            pictures.set(canvas, picture);
            spent += picture.length;
            tell(canvas, picture);
          }
        } catch {
          // it holds what is another site's, and is not to be read
          pictures.delete(canvas);
        }
      }
    });
    again(PERIOD);
  }

  function again(wait: number): void {
    // what a frame has drawn is there until it ends, and ours comes after the page's own
    if (pictures.size) timer ??= setTimeout(() => (frame = requestAnimationFrame(look)), wait);
  }

  return [
    canvas => {
      pictures.set(canvas, '');
      again(SOON);
    },
    () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      pictures.clear();
    },
  ];
}
