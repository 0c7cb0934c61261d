import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { replays, type ReplayRow } from '../../api/replays';
import type { Goal, Site } from '../../api/records';
import { Icon } from '../../elements/icon/Icon';
import { MiddleCut } from '../../elements/middlecut/MiddleCut';
import { Notice, problemText } from '../../elements/notice/Notice';
import { moment } from '../../format/dates';
import { valueName } from '../../format/names';
import { count, duration, money, NOTHING } from '../../format/numbers';
import { plural, t } from '../../i18n';
import type { View } from '../../state/view';
import { replayAddress } from './address';
import type { Column } from './columns';
import { ReasonList } from './ReasonList';
import { whoText } from './words';

interface ReplayTableProps {
  site: Site;
  view: View;
  rows: readonly ReplayRow[];
  goals: readonly Goal[];
  columns: readonly Column[];
  stale: boolean;
  onPinned: () => void;
}

/** A row for each session: when it was, why it might matter, and what was chosen beside. */
export function ReplayTable({ site, view, rows, goals, columns, stale, onPinned }: ReplayTableProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const longest = Math.max(1, ...rows.map(({ recordedSeconds }) => recordedSeconds));
  const pin = async ({ session, pinned }: ReplayRow): Promise<void> => {
    setProblem(null);
    try {
      await replays.pin(site.id, session, !pinned);
      onPinned();
    } catch (cause) {
      setProblem(problemText(cause));
    }
  };
  return (
    <div class="replay-scroll" tabIndex={0} role="region" aria-label={t('nav.replays')}>
      {problem !== null && <Notice kind="bad">{problem}</Notice>}
      <table class="replay-table" aria-busy={stale}>
        <caption class="visually-hidden">{t('nav.replays')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('replays.column.when')}</th>
            <th scope="col">{t('replays.column.why')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" class={FIGURES.includes(column) ? 'replay-figure' : undefined} title={column === 'frustration' ? t('replays.frustration.about') : undefined}>
                {t(`replays.column.${column}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody data-list="a">
          {rows.map((row) => (
            <tr key={row.session} class={row.watched ? 'replay-row replay-watched' : 'replay-row'}>
              <th scope="row" class="replay-when">
                <a class="replay-link" href={replayAddress(site, view, row.session)}>
                  {moment(row.startedAt, site.timezone)}
                </a>
                <span class="replay-states">
                  {row.isLive && (
                    <span class="replay-live">
                      <span class="replay-dot" aria-hidden="true" />
                      {t('replays.live')}
                    </span>
                  )}
                  {row.watched && (
                    <span class="replay-seen">
                      <Icon name="check" size={14} />
                      {t('replays.watched')}
                    </span>
                  )}
                  {row.returning && <span class="replay-seen">{t('replays.returning')}</span>}
                </span>
              </th>
              <td class="replay-why">
                <ReasonList why={row.why} goals={goals} money={row.purchases > 0 ? money(row.revenue, site.currency) : null} />
              </td>
              {columns.map((column) => (
                <td key={column} class={`replay-cell-${column}${FIGURES.includes(column) ? ' replay-figure' : ''}`}>
                  {cell(column, row, { site, goals, longest })}
                </td>
              ))}
              <td class="replay-pin">
                <button
                  type="button"
                  class="icon-button"
                  aria-pressed={row.pinned}
                  aria-label={t(row.pinned ? 'replays.unpin' : 'replays.pin', { when: moment(row.startedAt, site.timezone) })}
                  title={t(row.pinned ? 'replays.pinned.about' : 'replays.pin.about')}
                  onClick={() => void pin(row)}
                >
                  <Icon name="pin" size={16} />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const FIGURES: readonly Column[] = ['clicks', 'frustration', 'errors', 'revenue'];

interface Around {
  site: Site;
  goals: readonly Goal[];
  longest: number;
}

function cell(column: Column, row: ReplayRow, { site, goals, longest }: Around): ComponentChildren {
  switch (column) {
    case 'pages':
      return (
        <span class="replay-pages">
          <MiddleCut text={valueName('page', row.entryPage)} />
          <span class="replay-soft">{plural('replay.pages', row.pages)}</span>
        </span>
      );
    case 'length':
      return <Length row={row} longest={longest} />;
    case 'who':
      return whoText(row);
    case 'source':
      return valueName('source', row.source);
    case 'clicks':
      return count(row.clicks);
    case 'frustration':
      return count(row.frustration);
    case 'errors':
      return count(row.errors);
    case 'revenue':
      return row.purchases === 0 ? NOTHING : money(row.revenue, site.currency);
    case 'goals':
      return row.goals.map((id) => goals.find((goal) => goal.id === id)?.name ?? id).join(', ') || NOTHING;
    case 'user':
      return row.user ?? NOTHING;
    case 'exit':
      return <MiddleCut text={valueName('page', row.exitPage)} />;
    case 'system':
      return valueName('os', row.os);
    case 'campaign':
      return row.campaign || NOTHING;
    case 'language':
      return valueName('language', row.language);
    case 'city':
      return valueName('city', row.city);
  }
}

/** How long it was beside the longest one, and how much of it something was done. */
function Length({ row, longest }: { row: ReplayRow; longest: number }) {
  const active = Math.min(row.activeSeconds, row.recordedSeconds);
  return (
    <span class="replay-length" title={t('replays.length.about', { active: duration(active) })}>
      <span>{duration(row.recordedSeconds)}</span>
      <span class="replay-bar" aria-hidden="true" style={{ width: `${Math.max(3, (row.recordedSeconds / longest) * 100)}%` }}>
        <span style={{ width: `${row.recordedSeconds === 0 ? 0 : (active / row.recordedSeconds) * 100}%` }} />
      </span>
    </span>
  );
}
