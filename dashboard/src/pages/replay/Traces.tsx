import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Playback } from '../../elements/player/playback';
import type { Recording, Trace } from '../../elements/player/recording';
import { clock } from '../../elements/player/timeline';
import { Icon } from '../../elements/icon/Icon';
import { rate } from '../../format/numbers';
import { t } from '../../i18n';

export interface TracePanelProps {
  playback: Playback;
  recording: Recording;
  onJump: (at: number) => void;
}

interface TracesProps extends TracePanelProps {
  tags: readonly string[];
  none: string;
  /** What a search looks through. */
  textOf: (trace: Trace) => string;
  toneOf: (trace: Trace) => 'bad' | 'plain';
  children: (trace: Trace) => ComponentChildren;
}

/** More lines than anybody reads are not drawn; a search finds the others. */
const MOST = 500;

/** Lines that the recorder noted: those that have been loaded, in order, with a search. */
export function Traces({ playback, recording, onJump, tags, none, textOf, toneOf, children }: TracesProps) {
  const [search, setSearch] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const all = recording.traces.value;
  const { from, to } = playback.timeline.value;
  const found = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return all.filter((trace) => tags.includes(trace.tag) && textOf(trace).toLowerCase().includes(wanted));
  }, [all, search]);
  const lines = found.slice(0, MOST);
  const known = useRef(lines);
  known.current = lines;
  const now = useComputed(() => known.current.findLastIndex(({ at }) => at <= playback.at.value)).value;
  useLayoutEffect(() => {
    const box = list.current;
    const row = box?.children[now] as HTMLElement | undefined;
    if (box == null || row === undefined || !playback.playing.value) return;
    const top = row.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top + row.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = top - box.clientHeight / 3;
  }, [now]);
  const seen = recording.known.value.reduce((sum, span) => sum + span.to - span.from, 0) / Math.max(1, to - from);
  return (
    <>
      <label class="panel-search side-search">
        <Icon name="search" size={16} />
        <input type="search" aria-label={t('replay.search')} placeholder={t('replay.search')} value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
      </label>
      {lines.length === 0 ? (
        <p class="side-none">{seen < 0.999 ? t('replay.loading', { share: rate(seen) }) : search === '' ? none : t('panel.notFound', { text: search })}</p>
      ) : (
        <ol class="side-rows" ref={list} data-list>
          {lines.map((trace, place) => (
            <li key={`${trace.at} ${place}`} class={`side-row side-${toneOf(trace)}`} aria-current={place === now ? 'step' : undefined}>
              <button type="button" class="side-pick" onClick={() => onJump(trace.at)}>
                <span class="side-time">{clock(trace.at - from)}</span>
                {children(trace)}
              </button>
            </li>
          ))}
        </ol>
      )}
      {lines.length > 0 && (found.length > MOST || seen < 0.999) && (
        <p class="side-foot">{found.length > MOST ? t('replay.firstLines', { n: MOST, total: found.length }) : t('replay.loading', { share: rate(seen) })}</p>
      )}
    </>
  );
}

/** A member of what was noted, as text. */
export function told({ payload }: Trace, name: string): string {
  const value = payload[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
