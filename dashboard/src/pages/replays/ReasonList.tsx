import type { Why } from '../../api/replays';
import type { Goal } from '../../api/records';
import { Icon, type IconName } from '../../elements/icon/Icon';
import { NOTHING } from '../../format/numbers';
import { whyText, whyTone } from './words';

const ICONS: Record<Why['kind'], IconName | null> = {
  rageClick: 'rage', deadClick: 'dead', errorClick: 'warning', error: 'warning', failedRequest: 'failed', purchase: 'cart', goal: 'flag', quickBack: null, longVisit: null,
};

/** Why a session might matter: each with its count in words, an icon and a colour. */
export function ReasonList({ why, goals, money }: { why: readonly Why[]; goals: readonly Goal[]; money: string | null }) {
  if (why.length === 0) return <span class="replay-soft">{NOTHING}</span>;
  return (
    <span class="reasons">
      {why.map((one) => {
        const icon = ICONS[one.kind];
        return (
          <span key={`${one.kind} ${one.text}`} class={`reason reason-${whyTone(one)}`} title={one.text || undefined}>
            {icon !== null && <Icon name={icon} size={14} />}
            {one.kind === 'purchase' && money !== null ? `${whyText(one, goals)} ${money}` : whyText(one, goals)}
          </span>
        );
      })}
    </span>
  );
}
