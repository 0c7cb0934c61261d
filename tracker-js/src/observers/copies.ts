import { listen, report } from '../lent';
import { selector } from '../selector';

/** That text was copied, where, and how much; never which. */
export function observeCopies(): void {
  listen('copy', () => {
    const selection = getSelection()!;
    const { length } = `${selection}`;
    if (length) report({ type: 'copy', selector: selector(selection.anchorNode!.parentElement!), length });
  });
}
