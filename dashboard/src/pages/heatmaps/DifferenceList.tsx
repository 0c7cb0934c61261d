import type { ElementsAnswer } from '../../api/heatmaps';
import { BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { MiddleCut } from '../../elements/middlecut/MiddleCut';
import { ProblemNotice } from '../../elements/notice/Notice';
import { probability, rate } from '../../format/numbers';
import { plural, t } from '../../i18n';
import type { Answer } from '../../state/answers';
import type { Choice, Rival } from './choice';
import { differenceText, ownName, rivalName, type Difference } from './differences';

interface DifferenceListProps {
  answer: Answer<ElementsAnswer>;
  choice: Choice;
  rival: Rival;
  against: 'previous' | 'year';
  found: readonly Difference[] | null;
  nameOf: (row: Difference['row']) => string;
  hovered: string | null;
  onHover: (selector: string | null) => void;
}

/** The elements that are clicked more or less often on one side than on the other. */
export function DifferenceList({ answer, choice, rival, against, found, nameOf, hovered, onHover }: DifferenceListProps) {
  return (
    <Card title={t('heatmap.differences')} padded={false}>
      <p class="panel-hint">{t('heatmap.differences.about', { own: ownName(rival, choice.device), rival: rivalName(rival, against) })}</p>
      {answer.problem !== null && answer.problem.status !== 0 ? (
        <ProblemNotice problem={answer.problem} retry={answer.retry} />
      ) : found === null ? (
        <BreakdownSkeleton rows={6} />
      ) : found.length === 0 ? (
        <p class="panel-empty">{t('heatmap.differences.none')}</p>
      ) : (
        <ol class="element-rows" data-list aria-busy={!answer.fresh}>
          {found.map(({ row, own, rival: other, pValue }) => (
            <li key={row.selector}>
              <button type="button" class={`element-row element-row-two${row.selector === hovered ? ' element-hovered' : ''}`} title={t('change.more.about', { p: probability(pValue) })} onMouseEnter={() => onHover(row.selector)} onMouseLeave={() => onHover(null)} onFocus={() => onHover(row.selector)} onBlur={() => onHover(null)}>
                <span class="element-name">
                  <MiddleCut text={nameOf(row)} />
                </span>
                <span class="element-figure">{differenceText(own - other)}</span>
                <span class="element-rates">{t('heatmap.differences.rates', { own: rate(own), rival: rate(other) })}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      {answer.value !== null && found !== null && <p class="panel-hint">{plural('heatmap.differences.of', answer.value.rows.length)}</p>}
    </Card>
  );
}
