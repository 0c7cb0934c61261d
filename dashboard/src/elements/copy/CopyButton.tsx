import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Button, type ButtonKind } from '../button/Button';
import type { IconName } from '../icon/Icon';

interface CopyButtonProps {
  text: () => string;
  label?: string;
  icon?: IconName;
  kind?: ButtonKind;
}

export function CopyButton({ text, label, icon = 'copy', kind = 'plain' }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const onClick = async (): Promise<void> => {
    await copy(text());
    setCopied(true);
  };
  return (
    <>
      <Button kind={kind} icon={copied ? 'check' : icon} onClick={() => void onClick()}>
        {copied ? t('app.copied') : (label ?? t('app.copy'))}
      </Button>
      <span class="visually-hidden" role="status">
        {copied ? t('app.copied') : ''}
      </span>
    </>
  );
}

/** Browsers offer the clipboard to encrypted pages only; elsewhere a selected text field must do. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
