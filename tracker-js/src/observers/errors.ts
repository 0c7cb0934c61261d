import { cut, listen, report } from '../lent';
import { limit } from '../limit';
import { isUncaught } from '../uncaught';

/** Query and fragment of each URL in a text; the place in a file may follow them (`app.js?v=1:12:7`). */
const SECRETS = /(\w:\/\/[^\s?#)]*)[?#]\S*?(?=(:\d+)*\)?(\s|$))/g;

const bare = (text: unknown, max: number) => cut(`${text}`.replace(SECRETS, '$1'), max);

/** Uncaught errors and rejections; not those of the browser's extensions. */
export function observeErrors(): void {
  const pass = limit();
  listen<ErrorEvent & PromiseRejectionEvent>('error unhandledrejection', event => {
    if (!isUncaught(event)) return;
    const { filename, lineno, colno } = event;
    const cause = event.error || event.reason;
    const stack = bare(cause?.stack || '', 2000);
    const message = bare((event.message || cause?.message || cause || '').toString().replace(/^Uncaught /, ''), 500) || 'unknown';
    if (/extension:\/\//.test(filename + stack) || !pass(message + filename + lineno)) return;
    report({
      type: 'error',
      message,
      stack,
      ...(filename && { source: bare(filename, 1024), line: lineno, column: colno }),
    });
  });
}
