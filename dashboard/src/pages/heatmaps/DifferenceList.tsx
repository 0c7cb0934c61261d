import type { ElementsAnswer, Sample } from '../../api/heatmaps';
import { BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { ProblemNotice } from '../../elements/notice/Notice';
import { count, probability, rate } from '../../format/numbers';
import { plural, t } from '../../i18n';
import type { Answer } from '../../state/answers';
import { differenceText, type Difference, type SideNames } from './differences';
import { ElementLine } from './ElementLine';
import type { Unseen } from './names';

interface DifferenceListProps {
  answer: Answer<ElementsAnswer>;
  names: SideNames;
  sizes: { own: Sample; rival: Sample } | null;
  found: readonly Difference[] | null;
  nameOf: (row: Difference['row']) => string;
  unseenOf: (row: Difference['row']) => Unseen | null;
  chosen: string | null;
  hovered: string | null;
  onHover: (selector: string | null) => void;
  onChoose: (selector: string) => void;
}

/** The elements that are clicked more or less often on one side than on the other. */
export function DifferenceList({ answer, names, sizes, found, nameOf, unseenOf, chosen, hovered, onHover, onChoose }: DifferenceListProps) {
  return (
    <Card title={t('heatmap.differences')} padded={false}>
      <p class="panel-hint">{t('heatmap.differences.about', { ...names })}</p>
      {answer.problem !== null && answer.problem.status !== 0 ? (
        <ProblemNotice problem={answer.problem} retry={answer.retry} />
      ) : found === null ? (
        <BreakdownSkeleton rows={6} />
      ) : found.length === 0 ? (
        <p class="panel-empty">{t('heatmap.differences.none')}</p>
      ) : (
        <ol class="element-rows" data-list aria-busy={!answer.fresh}>
          {found.map(({ row, own, rival, pValue }) => (
            <ElementLine
              key={row.selector}
              selector={row.selector}
              name={nameOf(row)}
              weight={null}
              figures={[differenceText(own - rival)]}
              rates={sizes === null ? '' : t('heatmap.differences.rates', { own: rate(own), of: count(sizes.own.sessions), rival: rate(rival), ofRival: count(sizes.rival.sessions) })}
              unseen={unseenOf(row)}
              title={t('change.more.about', { p: probability(pValue) })}
              chosen={chosen}
              hovered={hovered}
              onHover={onHover}
              onChoose={onChoose}
            />
          ))}
        </ol>
      )}
      {answer.value !== null && found !== null && <p class="panel-hint">{plural('heatmap.differences.of', answer.value.rows.length)}</p>}
    </Card>
  );
}
