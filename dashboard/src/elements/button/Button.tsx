import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icon/Icon';
import './button.css';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

interface Looks {
  kind?: ButtonKind;
  icon?: IconName;
  children: ComponentChildren;
}

interface ButtonProps extends Looks {
  type?: 'button' | 'submit';
  busy?: boolean;
  disabled?: boolean;
  onClick?: () => void;
}

export function Button({ kind = 'plain', icon, type = 'button', busy = false, disabled = false, onClick, children }: ButtonProps) {
  return (
    <button type={type} class={`button button-${kind}`} disabled={disabled || busy} aria-busy={busy} onClick={onClick}>
      {icon !== undefined && <Icon name={icon} size={16} />}
      <span class="button-text">{children}</span>
    </button>
  );
}

/** A link that looks like a button, for what leads to another page. */
export function ButtonLink({ kind = 'plain', icon, href, children }: Looks & { href: string }) {
  return (
    <a class={`button button-${kind}`} href={href}>
      {icon !== undefined && <Icon name={icon} size={16} />}
      {children}
    </a>
  );
}

interface IconButtonProps {
  icon: IconName;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

export function IconButton({ icon, label, disabled = false, onClick }: IconButtonProps) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} size={16} />
    </button>
  );
}
