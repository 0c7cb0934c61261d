import { useEffect, useRef, useState } from 'preact/hooks';
import { typeTab, view } from './current';

/** Milliseconds without a key before what is typed goes into the address, and with it to the server. */
const PAUSE = 250;

/** A text that is typed here and lives in the address under `name`; `along` leaves the address with every change of it. */
export function useTyped(name: string, along: readonly string[] = []): readonly [text: string, type: (text: string) => void] {
  const kept = view.value.tabs[name] ?? '';
  const [text, setText] = useState(kept);
  const known = useRef(kept);
  useEffect(() => {
    // What was put there from here may be behind what has been typed since; only what comes from elsewhere replaces it.
    if (kept !== known.current) setText(kept);
    known.current = kept;
  }, [kept]);
  useEffect(() => {
    // A space at the end is still being typed.
    if (text.trim() === kept) return;
    const timer = setTimeout(() => {
      known.current = text.trim();
      typeTab(name, text.trim(), along);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, kept, name]);
  return [text, setText];
}
