import { useState } from 'preact/hooks';
import { problemText } from '../../elements/notice/Notice';

export interface Saving {
  busy: boolean;
  saved: boolean;
  problem: string | null;
  /** Saves, and says afterwards whether it went well. */
  save: (work: () => Promise<void>) => Promise<boolean>;
  /** What was said no longer holds: something was changed since. */
  forget: () => void;
}

/** What became of the last attempt to save a form. */
export function useSaved(explain: (cause: unknown) => string = problemText): Saving {
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (work: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setSaved(false);
    setProblem(null);
    try {
      await work();
      setSaved(true);
      return true;
    } catch (cause) {
      setProblem(explain(cause));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    saved,
    problem,
    save,
    forget: () => {
      setSaved(false);
      setProblem(null);
    },
  };
}
