import { useComputed } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { DEVICES, POINT_KINDS } from '../../api/heatmaps';
import type { Mark } from '../../api/replays';
import type { Site } from '../../api/records';
import { Icon } from '../../elements/icon/Icon';
import { MARK_ICONS, markText, toneOf } from '../../elements/player/marks';
import type { Playback } from '../../elements/player/playback';
import { clock } from '../../elements/player/timeline';
import { rate } from '../../format/numbers';
import { t } from '../../i18n';
import type { View } from '../../state/view';
import { elementAddress } from '../heatmaps/address';
import { oneOf } from '../heatmaps/choice';
import { signalOf } from './signal';
import { keyOf } from './Watch';

interface EventPanelProps {
  playback: Playback;
  marks: readonly Mark[];
  chosen: string | null;
  onPick: (mark: Mark) => void;
  /** Asks how common it is; null where that cannot be asked. */
  onQuantify: ((mark: Mark) => void) | null;
  /** Where clicks are found on a map; null where there is none to look at. */
  mapOf: { site: Site; view: View; device: string } | null;
}

/** What happened, in order: the list goes along with the picture, and a click leads to the moment. */
export function EventPanel({ playback, marks, chosen, onPick, onQuantify, mapOf }: EventPanelProps) {
  const list = useRef<HTMLOListElement>(null);
  const known = useRef(marks);
  known.current = marks;
  // Only a step to another row draws the list anew.
  const now = useComputed(() => known.current.findLastIndex(({ at }) => Date.parse(at) <= playback.at.value)).value;
  const { from } = playback.timeline.value;
  useLayoutEffect(() => {
    const box = list.current;
    const row = box?.children[now] as HTMLElement | undefined;
    if (box == null || row === undefined || !playback.playing.value) return;
    const top = row.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top + row.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = top - box.clientHeight / 3;
  }, [now]);
  if (marks.length === 0) return <p class="side-none">{t('replay.events.none')}</p>;
  return (
    <ol class="side-rows" ref={list} data-list=".side-pick">
      {marks.map((mark, place) => {
        const open = keyOf(mark) === chosen;
        return (
          <li key={keyOf(mark)} class={`side-row side-${toneOf(mark.kind)}`} aria-current={place === now ? 'step' : undefined}>
            <button type="button" class="side-pick" aria-expanded={open} onClick={() => onPick(mark)}>
              <span class="side-time">{clock(Date.parse(mark.at) - from)}</span>
              <span class="side-icon">
                <Icon name={MARK_ICONS[mark.kind]} size={16} />
              </span>
              <span class="side-words">
                <span class="side-kind">{t(`replays.mark.${mark.kind}`)}</span>
                <span class="side-text">{detailText(mark)}</span>
              </span>
            </button>
            {onQuantify !== null && signalOf(mark) !== null && (
              <button type="button" class="icon-button side-count" aria-label={t('replay.quantify.this', { what: markText(mark) })} title={t('replay.quantify')} onClick={() => onQuantify(mark)}>
                <Icon name="count" size={16} />
              </button>
            )}
            {open && <Details mark={mark} mapOf={mapOf} onQuantify={onQuantify} />}
          </li>
        );
      })}
    </ol>
  );
}

function detailText(mark: Mark): string {
  const { kind, detail } = mark;
  if (kind === 'vital') {
    const value = Number(detail?.['value']);
    return `${mark.text} ${Number.isFinite(value) ? (mark.text === 'CLS' ? rate(value) : `${Math.round(value)} ms`) : ''}`;
  }
  if (kind === 'failedRequest' && detail?.['status'] !== undefined) return `${markText(mark)} ${String(detail['status'])}`;
  return kind === 'page' && mark.text !== '' ? `${mark.text} · ${mark.page}` : markText(mark);
}

function Details({ mark, mapOf, onQuantify }: Pick<EventPanelProps, 'mapOf' | 'onQuantify'> & { mark: Mark }) {
  const { detail, selector, page, kind } = mark;
  const stack = typeof detail?.['stack'] === 'string' ? detail['stack'] : null;
  const clicked = oneOf(POINT_KINDS, kind);
  const device = mapOf === null ? null : oneOf(DEVICES, mapOf.device);
  return (
    <div class="side-details">
      {stack !== null && <pre>{stack}</pre>}
      {selector ? <code>{selector}</code> : null}
      {page !== '' && <span class="side-page">{page}</span>}
      <span class="side-links">
        {onQuantify !== null && signalOf(mark) !== null && (
          <button type="button" class="panel-more" onClick={() => onQuantify(mark)}>
            <Icon name="count" size={16} />
            {t('replay.quantify')}
          </button>
        )}
        {mapOf !== null && clicked !== null && selector ? (
          <a class="panel-more" href={elementAddress(mapOf.site, mapOf.view, { page }, device, clicked, selector)}>
            <Icon name="heat" size={16} />
            {t('replay.onMap')}
          </a>
        ) : null}
      </span>
    </div>
  );
}
