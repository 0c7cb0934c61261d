/** Where keys are text and not commands. */
export const TYPING = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]';
/** What the arrows walk through: lists that say so, and which of their items where not all; tables with something to pick in their rows, and menus. */
const LISTS = '[data-list], .breakdown, .settings-sections, .side-sections';
const ITEMS = 'a[href], button:not(:disabled)';

export interface Actions {
  help: () => void;
  go: (section: string) => void;
}

/** What the letter after `g` leads to, below the address of a site. */
export const SECTIONS: Readonly<Record<string, string>> = { o: '', r: '/realtime', h: '/heatmaps', v: '/replays', c: '/crawlers', s: '/settings' };

/** Milliseconds in which the letter after `g` has to come. */
const CHORD = 1200;

/** Listens to the keys of the whole dashboard; the function returned ends that. Keys with Ctrl, Alt or Meta are the browser's. */
export function listen({ help, go }: Actions): () => void {
  let chord = 0;
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(TYPING) !== null) return;
    const section = performance.now() - chord < CHORD ? SECTIONS[event.key] : undefined;
    chord = event.key === 'g' ? performance.now() : 0;
    if (section !== undefined) {
      event.preventDefault();
      go(section);
      return;
    }
    if (handled(event.key, target, help)) event.preventDefault();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function handled(key: string, target: Element, help: () => void): boolean {
  switch (key) {
    case '?':
      help();
      return true;
    case '/':
      return search();
    case 'f':
      return newFilter();
    case 'p':
      return press('period');
    case 'j':
    case 'ArrowDown':
      return step(target, 1, key === 'j');
    case 'k':
    case 'ArrowUp':
      return step(target, -1, key === 'k');
    default:
      return false;
  }
}

/** Into the page's own search where it has one, else into a new filter. */
function search(): boolean {
  const field = [...document.querySelectorAll<HTMLElement>('main input[type="search"]')].find((one) => one.offsetParent !== null);
  if (field !== undefined) {
    field.focus();
    return true;
  }
  return newFilter();
}

function newFilter(): boolean {
  if (!press('filter')) return false;
  // The sheet stands as soon as the button has been pressed and the page drawn anew.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.filter-form [data-first]')?.focus());
  return true;
}

function press(shortcut: string): boolean {
  const button = document.querySelector<HTMLElement>(`[data-shortcut="${shortcut}"]`);
  if (button === null) return false;
  if (button.getAttribute('aria-expanded') !== 'true') button.click();
  button.focus();
  return true;
}

/** One item on or back in the list that has the focus; a letter also enters the first list of the page. */
function step(target: Element, by: 1 | -1, enter: boolean): boolean {
  const list = target.closest(LISTS) ?? (enter ? firstList() : null);
  if (list === null) return false;
  const items = [...list.querySelectorAll<HTMLElement>(list.getAttribute('data-list') || ITEMS)].filter((item) => item.offsetParent !== null);
  if (items.length === 0) return false;
  const at = items.indexOf(target as HTMLElement);
  if (at < 0) items[by === 1 ? 0 : items.length - 1]!.focus();
  else items[Math.max(0, Math.min(items.length - 1, at + by))]!.focus();
  return true;
}

function firstList(): Element | null {
  const lists = [...document.querySelectorAll('main :is([data-list], .breakdown)')];
  return lists.find((list) => list.querySelector(ITEMS) !== null) ?? null;
}
