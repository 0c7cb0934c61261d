import { listen, report } from '../lent';

/** That the page was printed. */
export function observePrints(): void {
  listen('beforeprint', () => report({ type: 'print' }));
}
