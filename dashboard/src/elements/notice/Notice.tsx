import type { ComponentChildren } from 'preact';
import { Problem } from '../../api/problem';
import { t } from '../../i18n';
import { Button, IconButton } from '../button/Button';
import { Icon } from '../icon/Icon';
import './notice.css';

interface NoticeProps {
  kind: 'bad' | 'warn' | 'good';
  children: ComponentChildren;
  /** Absent where the notice stays for as long as it is true. */
  onDismiss?: () => void;
}

/** A sentence that deserves attention, with an icon and words, not colour alone. */
export function Notice({ kind, children, onDismiss }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      <Icon name={kind === 'good' ? 'check' : 'warning'} size={18} />
      <div class="notice-text">{children}</div>
      {onDismiss !== undefined && <IconButton icon="close" label={t('app.dismiss')} onClick={onDismiss} />}
    </div>
  );
}

/** In place of content that could not be loaded: what happened, and what to do. */
export function ProblemNotice({ problem, retry }: { problem: Problem; retry: () => void }) {
  return (
    <div class="problem" role="alert">
      <Icon name="warning" size={20} />
      <p>{problemText(problem)}</p>
      <Button onClick={retry}>{t('app.retry')}</Button>
    </div>
  );
}

/** What a person can do about whatever was caught, in the reader's language. */
export function problemText(problem: unknown): string {
  if (!(problem instanceof Problem)) return String(problem);
  switch (problem.status) {
    case 0:
      return t('problem.offline');
    case 403:
      return t('problem.forbidden');
    case 404:
      return t('problem.notFound');
    case 422:
      return t('problem.tooHeavy');
    case 429:
    case 503:
      return t('problem.busy');
    default:
      if (problem.status >= 500) return t('problem.server');
      return t('problem.other', { detail: problem.detail ?? problem.title });
  }
}

/** Nothing to show, and the one next step. */
export function Empty({ title, text, children }: { title: string; text: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}
