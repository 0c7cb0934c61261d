import type { Mark, MarkKind } from '../../api/replays';
import { t } from '../../i18n';
import type { IconName } from '../icon/Icon';

export const MARK_ICONS: Record<MarkKind, IconName> = {
  page: 'page', click: 'click', rageClick: 'rage', deadClick: 'dead', errorClick: 'warning', error: 'warning', failedRequest: 'failed', vital: 'gauge', event: 'event', goal: 'flag',
  purchase: 'cart', form: 'form', note: 'edit',
};

/** Trouble, something welcome, or neither. */
export function toneOf(kind: MarkKind): 'bad' | 'good' | 'plain' {
  if (kind === 'goal' || kind === 'purchase') return 'good';
  return kind === 'rageClick' || kind === 'deadClick' || kind === 'errorClick' || kind === 'error' || kind === 'failedRequest' ? 'bad' : 'plain';
}

/** What happened, in a line. */
export function markText({ kind, text, page }: Mark): string {
  return text !== '' ? text : kind === 'page' ? page : t(`replays.mark.${kind}`);
}
