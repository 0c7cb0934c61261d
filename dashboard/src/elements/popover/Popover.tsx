import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import './popover.css';

interface PopoverProps {
  label: string;
  /** What the button shows. */
  face: ComponentChildren;
  faceClass?: string;
  align?: 'start' | 'end';
  side?: 'below' | 'above';
  /** On a phone it comes up from below, across the screen. */
  low?: boolean;
  /** Marks the button for a key of the keyboard (see `keys/shortcuts`). */
  shortcut?: string;
  children: (close: () => void) => ComponentChildren;
}

/** A button that opens a small sheet beside it. Escape and a click elsewhere close it, and focus returns to the button. */
export function Popover({ label, face, faceClass = 'popover-face', align = 'start', side = 'below', low = false, shortcut, children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };

  // Before the sheet is painted: an Escape that comes as soon as it is seen must not be lost.
  useLayoutEffect(() => {
    if (!open) return;
    const onPointer = (event: Event): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);

  const onFocusOut = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && !root.current?.contains(event.relatedTarget)) setOpen(false);
  };

  return (
    <div class="popover" ref={root} onFocusOut={onFocusOut}>
      <button
        type="button"
        ref={button}
        class={faceClass}
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-shortcut={shortcut}
        onClick={() => setOpen((was) => !was)}
      >
        {face}
      </button>
      {open && (
        <div
          id={id}
          class={`popover-sheet popover-${align} popover-${side}${low ? ' popover-low' : ''}`}
          role="group"
          aria-label={label}
        >
          {children(close)}
        </div>
      )}
    </div>
  );
}
