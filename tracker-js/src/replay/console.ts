import { cut } from '../text';

const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;
/** UTF-16 units of a message, and messages a minute. */
const MOST = 1_000;
const MOST_GIVEN = 20;
const MOST_A_MINUTE = 200;
const MINUTE = 60_000;
/** ms after which it is told how often the same has been said again. */
const AGAIN = 1_000;

/** What is written to the console: texts and numbers; of an object no more than its kind, since it may hold anything. */
export function watchConsole(tell: (level: string, text: string, count: number) => void): () => void {
  let last: [level: string, text: string] | undefined;
  let again = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let minute = 0;
  let told = 0;
  let isTelling = false;
  const restore: (() => void)[] = [];

  /** What has been said again since it was told. */
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (again) pass(...last!, again);
    again = 0;
  }

  function pass(level: string, text: string, count: number): void {
    const now = Date.now();
    if (now - minute > MINUTE) {
      minute = now;
      told = 0;
    }
    if (told++ < MOST_A_MINUTE) tell(level, text, count);
  }

  function note(level: string, given: unknown[]): void {
    const text = cut(given.slice(0, MOST_GIVEN).map(shown).join(' '), MOST);
    if (last?.[0] == level && last[1] == text) {
      again++;
      timer ??= setTimeout(flush, AGAIN);
    } else {
      flush();
      last = [level, text];
      pass(level, text, 1);
    }
  }

  for (const level of LEVELS) {
    const original = console[level];
    let listening = true;
    const ours = function (this: unknown, ...given: unknown[]) {
      if (listening && !isTelling) {
        isTelling = true;
        try {
          note(level, given);
        } catch {
          // a value may refuse to be read
        }
        isTelling = false;
      }
      return original.apply(this, given);
    };
    try {
      console[level] = ours;
      restore.push(() => {
        listening = false;
        // who has wrapped it after us keeps it
        if (console[level] == ours) console[level] = original;
      });
    } catch {
      // frozen by the page
    }
  }
  return () => {
    flush();
    restore.forEach(undo => undo());
  };
}

function shown(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value == 'string') return value.slice(0, MOST);
  return typeof value == 'object' || typeof value == 'function' ? Object.prototype.toString.call(value) : String(value);
}
