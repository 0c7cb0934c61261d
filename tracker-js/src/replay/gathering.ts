import { type Recorded, Type } from './rrweb';

/** ms that events gather, and characters of JSON after which they go at once: so many go with a page that is left. */
const PERIOD = 5_000;
const MOST = 48_000;
/** ms after a full snapshot for what belongs to it, such as style sheets that scripts made. */
const SOON = 50;

/** Events that follow one another, as the text of a JSON array. Times are those of its first and last event. */
export interface Chunk {
  text: string;
  first: number;
  last: number;
  count: number;
  snapshot: boolean;
}

export interface Gathering {
  add(event: Recorded): void;
  /** Closes the chunk, if there is anything in it. */
  cut(): void;
  /** The visitor does something. */
  touched(): void;
  /** Throws away what has come since the visitor last did something. */
  forget(): void;
  /** Throws away all. */
  clear(): void;
}

/** Gathers events into chunks. One with a full snapshot begins with it, so that playing can start there. */
export function gathering(closed: (chunk: Chunk) => void): Gathering {
  let texts: string[] = [];
  let times: number[] = [];
  let size = 0;
  let snapshot = false;
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function clear(): void {
    clearTimeout(timer);
    timer = undefined;
    texts = [];
    times = [];
    size = since = 0;
    snapshot = false;
  }

  function cut(): void {
    const chunk = { text: `[${texts}]`, first: times[0]!, last: times[times.length - 1]!, count: texts.length, snapshot };
    clear();
    if (chunk.count) closed(chunk);
  }

  return {
    add(event) {
      if (event.type == Type.Meta) cut();
      // half a surrogate pair is no text; it is written as an escape, and so is the sign that replaces it
      const text = JSON.stringify(event).replace(/\\ud[89a-f]../gi, '\\ufffd');
      if (event.type == Type.FullSnapshot) {
        snapshot = true;
        clearTimeout(timer);
        timer = setTimeout(cut, SOON);
      }
      timer ??= setTimeout(cut, PERIOD);
      texts.push(text);
      times.push(event.timestamp);
      size += text.length;
      if (size > MOST && !snapshot) cut();
    },
    cut,
    clear,
    touched() {
      since = texts.length;
    },
    forget() {
      texts.length = times.length = since;
      size = texts.reduce((sum, { length }) => sum + length, 0);
      snapshot &&= since > 0;
    },
  };
}
