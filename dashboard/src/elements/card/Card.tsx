import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './card.css';

interface CardProps {
  /** The part of an address after its #, where the card can be linked to. */
  anchor?: string;
  title: string;
  /** What stands at the right of the title: tabs, buttons. */
  aside?: ComponentChildren;
  children: ComponentChildren;
  padded?: boolean;
}

export function Card({ anchor, title, aside, children, padded = true }: CardProps) {
  const id = useId();
  return (
    <section class="card" id={anchor} aria-labelledby={id}>
      <header class="card-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      <div class={padded ? 'card-body' : 'card-body card-body-flush'}>{children}</div>
    </section>
  );
}
