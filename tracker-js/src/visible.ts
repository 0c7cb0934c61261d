/**
 * Calls once the page is visible: one that is prerendered, or lies in a background tab unseen, is not viewed. Both are
 * hidden, and the first change of that is that they are seen.
 */
export function whenVisible(begin: () => void): () => void {
  if (document.hidden) addEventListener('visibilitychange', begin, { once: true });
  else begin();
  return () => removeEventListener('visibilitychange', begin);
}
