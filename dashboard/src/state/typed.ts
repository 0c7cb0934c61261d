import { useEffect, useState } from 'preact/hooks';
import { typeTab, view } from './current';

/** Milliseconds without a key before what is typed goes into the address, and with it to the server. */
const PAUSE = 250;

/** A text that is typed here and lives in the address under `name`; `along` leaves the address with every change of it. */
export function useTyped(name: string, along: readonly string[] = []): readonly [text: string, type: (text: string) => void] {
  const kept = view.value.tabs[name] ?? '';
  const [text, setText] = useState(kept);
  // A space at the end is still being typed.
  useEffect(() => setText((old) => (old.trim() === kept ? old : kept)), [kept]);
  useEffect(() => {
    if (text.trim() === kept) return;
    const timer = setTimeout(() => typeTab(name, text.trim(), along), PAUSE);
    return () => clearTimeout(timer);
  }, [text, kept, name]);
  return [text, setText];
}
