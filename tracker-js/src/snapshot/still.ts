/** ms without a change of the document's elements after which it is still, and ms after which it never will be. */
const STILL = 1_000;
const NEVER = 10_000;

/** Settles when the browser has nothing better to do. */
export function idle(): Promise<unknown> {
  return new Promise(done => ('requestIdleCallback' in window ? requestIdleCallback(done, { timeout: 2_000 }) : setTimeout(done, 50)));
}

/** Settles when the page is loaded, seen, has come to rest, and the browser too. */
export async function still(): Promise<void> {
  if (document.readyState != 'complete') await once(window, 'load');
  await rest();
  while (document.hidden) await once(document, 'visibilitychange');
  await idle();
}

function rest(): Promise<void> {
  return new Promise(done => {
    const end = () => {
      observer.disconnect();
      clearTimeout(quiet);
      clearTimeout(never);
      done();
    };
    const never = setTimeout(end, NEVER);
    let quiet = setTimeout(end, STILL);
    const observer = new MutationObserver(() => {
      clearTimeout(quiet);
      quiet = setTimeout(end, STILL);
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}

function once(target: EventTarget, type: string): Promise<unknown> {
  return new Promise(done => target.addEventListener(type, done, { once: true, passive: true }));
}
