import { useState } from 'preact/hooks';
import { view } from '../../state/current';
import { useTyped } from '../../state/typed';

export interface PanelSearch {
  /** In the address. */
  name: string;
  /** What stands in the field; null where it is closed. */
  text: string | null;
  /** Null closes the field, which ends the search. */
  onChange: (text: string | null) => void;
  /** Whether it was opened here, rather than by the address. */
  opened: boolean;
  /** What is searched for: the text when typing last paused; null for nothing. */
  asked: string | null;
}

/** The search inside a panel: what is looked for is in the address, whether an empty field is open is not. */
export function useSearch(panel: string): PanelSearch {
  const name = `search.${panel}`;
  const [text, type] = useTyped(name);
  const [open, setOpen] = useState(false);
  const asked = view.value.tabs[name] ?? null;
  return {
    name,
    text: open || text !== '' || asked !== null ? text : null,
    onChange: (typed) => {
      setOpen(typed !== null);
      type(typed ?? '');
    },
    opened: open,
    asked,
  };
}
