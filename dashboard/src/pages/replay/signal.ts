import { SIGNAL_KINDS, type Mark, type Signal } from '../../api/replays';
import { cut, escaped, list } from '../../state/view';
import { oneOf } from '../heatmaps/choice';

const MEMBERS = ['text', 'selector', 'url', 'status', 'name', 'page'] as const;

/** What of a mark can be counted in all sessions; null where it is nothing of the kind. */
export function signalOf({ kind, text, selector, page, detail }: Mark): Signal | null {
  const known = oneOf(SIGNAL_KINDS, kind);
  if (known === null) return null;
  if (known === 'error') return { kind: known, text };
  if (known === 'event') return { kind: known, name: text };
  if (known === 'failedRequest') {
    const status = Number(detail?.['status']);
    return { kind: known, url: typeof detail?.['url'] === 'string' ? detail['url'] : text, ...(Number.isInteger(status) && status > 0 ? { status } : {}) };
  }
  return selector ? { kind: known, selector, page } : null;
}

/** As an address holds it: `kind;member:value`. */
export function formatSignal(signal: Signal): string {
  return [signal.kind, ...MEMBERS.flatMap((name) => (signal[name] === undefined ? [] : [`${name}:${escaped(String(signal[name]), ';')}`]))].join(';');
}

/** Null for what is none. */
export function parseSignal(text: string | undefined): Signal | null {
  if (text === undefined) return null;
  const [kind, ...parts] = list(text, ';');
  const known = oneOf(SIGNAL_KINDS, kind);
  if (known === null) return null;
  const signal: Signal = { kind: known };
  for (const part of parts) {
    const [name] = cut(part, ':');
    const member = oneOf(MEMBERS, name);
    const value = part.slice(name.length + 1);
    if (member === 'status') signal.status = Number(value);
    else if (member !== null && value !== '') signal[member] = value;
  }
  return signal;
}
