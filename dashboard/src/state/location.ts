import { computed, signal } from '@preact/signals';

const here = signal({ path: location.pathname, search: location.search, hash: location.hash });

export const path = computed(() => here.value.path);
export const search = computed(() => here.value.search);
export const hash = computed(() => here.value.hash);

function read(): void {
  here.value = { path: location.pathname, search: location.search, hash: location.hash };
}

addEventListener('popstate', read);

/** Goes to an address of the dashboard, as a click on a link would. */
export function go(address: string): void {
  if (address !== location.pathname + location.search) history.pushState(null, '', address);
  const moved = location.pathname !== here.value.path;
  read();
  if (moved) scrollTo(0, 0);
}

/** Like {@link go}, but the address left is not one that "back" should return to. */
export function replace(address: string): void {
  history.replaceState(null, '', address);
  read();
}

/** Makes plain clicks on links of the dashboard change the page in place; all other clicks are the browser's. */
export function followLinks(): void {
  addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.target !== '' || link.origin !== location.origin || link.hasAttribute('download')) return;
    if (link.pathname.startsWith('/api/')) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
