import type { FormAction, Page } from '../beacon';
import { current, cut, depart, listen, report } from '../lent';
import { selector } from '../selector';

const DAY = 86_400_000;

/** How forms are filled, never with what: begun, each field's time and refills, submitted, or left. */
export function observeForms(): void {
  /** Forms begun and not submitted: what to say if they are left so, and since when. */
  const begun = new Map<EventTarget | null, [left: FormAction, since: number]>();
  /** How often a field was filled before. */
  const fills = new WeakMap<EventTarget, number>();
  let page: Page | undefined;
  /** Filled since it was entered. */
  let field: HTMLInputElement | undefined;
  let entered = 0;

  listen('focusin input focusout submit pagehide', ({ type, target, timeStamp }) => {
    const input = target as HTMLInputElement;
    const { form } = input;
    const filled = type == 'input';

    function tell(item: FormAction, since: number, more?: Partial<FormAction>): void {
      // nothing where the page was one of those that are excluded
      if (page) report({ ...item, ms: Math.min(DAY, Math.round(timeStamp - since)), ...more }, page);
    }

    if (field && (field != input || !filled)) {
      const changes = fills.get(field) || 0;
      fills.set(field, Math.min(1000, changes + 1));
      tell(begun.get(field.form)![0], entered, { action: 'field', changes });
      field = undefined;
    }
    if (type == 'focusin') entered = timeStamp;
    if (type == 'pagehide' || page != current()) {
      begun.forEach(([item, since]) => tell(item, since));
      begun.clear();
      page = current();
      if (type == 'pagehide') depart();
    }
    if (type == 'submit') {
      const [item, since] = begun.get(target) || [{ type: 'form', form: selector(input) } as FormAction, timeStamp];
      tell(item, since, { action: 'submit' });
      begun.delete(target);
    } else if (form && filled) {
      field = input;
      const [first, since] = begun.get(form) || [];
      const item: FormAction = {
        type: 'form',
        action: 'abandon',
        form: selector(form),
        field: selector(input),
        name: cut(input.name || input.id, 64),
      };
      begun.set(form, [item, since || timeStamp]);
      if (!first) report({ ...item, action: 'start' });
    }
  });
}
