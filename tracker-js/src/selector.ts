const MAX = 512;

/** Machines make names like `css-1q2w3e`, `Button_root__3xK9a`, `ember1234`; others come and go with an element's state. */
const UNSTABLE = /\d{3}|\d[a-z]+\d|_\w*\d[a-z]|^(css|sc|is|has|js)-|active|open|hover|focus|select|hidden/i;

/** Not made by a machine, and no state. */
export const stable = (name: string): boolean => /^[a-z][\w-]{0,40}$/i.test(name) && !UNSTABLE.test(name);

/**
 * A CSS path that finds the same element on the next visit: from the nearest stable id, else from the body,
 * by tag, at most two telling classes, and place among its like. Through shadow roots with `>>>`. At most 512 characters:
 * what is over is left out at the top.
 */
export function selector(element: Element, below = '', joint = ''): string {
  const part = step(element);
  const path = part + joint + below;
  const { parentElement } = element;
  if (path.length > MAX) return below;
  // a name is unique in its document or shadow root: what is above it there says no more
  if (parentElement && parentElement != document.body && !part.includes('#')) return selector(parentElement, path, '>');
  const { host } = element.getRootNode() as ShadowRoot;
  return host ? selector(host, path, '>>>') : path;
}

function step(element: Element): string {
  const { id, localName, parentNode } = element;
  if (stable(id)) return localName + '#' + id;
  const part = [localName, ...[...element.classList].filter(stable).slice(0, 2)].join('.');
  const siblings = [...parentNode!.children];
  return siblings.filter(each => each.matches(part)).length < 2
    ? part
    : `${part}:nth-of-type(${siblings.filter(each => each.localName == localName).indexOf(element) + 1})`;
}
