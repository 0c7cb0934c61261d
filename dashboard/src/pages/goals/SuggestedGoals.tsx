import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Goal, GoalSuggestion, Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { Icon } from '../../elements/icon/Icon';
import { Notice, problemText } from '../../elements/notice/Notice';
import { plural, t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import './goals.css';

interface SuggestedGoalsProps {
  site: Site;
  /** What there is already is not suggested again. */
  goals: readonly Goal[];
  onKept: () => void;
}

/** Goals that what was seen suggests, each kept with one click. Where there are none, nothing. */
export function SuggestedGoals({ site, goals, onKept }: SuggestedGoalsProps) {
  const found = useAnswer(site.id, () => api.goalSuggestions(site.id), { scope: site.id });
  const [kept, setKept] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);

  const keep = async (suggestion: GoalSuggestion): Promise<void> => {
    setProblem(null);
    try {
      await api.addGoal(site.id, { name: nameOf(suggestion), page: suggestion.page, event: suggestion.event, value: null });
      setKept([...kept, keyOf(suggestion)]);
      onKept();
    } catch (cause) {
      setProblem(problemText(cause));
    }
  };

  const there = (suggestion: GoalSuggestion): boolean =>
    goals.some(({ page, event }) => page === suggestion.page && event === suggestion.event);
  const shown = (found.value ?? []).filter((one) => kept.includes(keyOf(one)) || !there(one));
  if (shown.length === 0) return null;
  return (
    <section class="suggested" aria-label={t('goals.suggested')}>
      <h3>{t('goals.suggested')}</h3>
      <ul class="suggested-list" data-list>
        {shown.map((suggestion) => (
          <li key={keyOf(suggestion)} class="suggested-one">
            <span class="suggested-name">{nameOf(suggestion)}</span>
            <span class="suggested-why">
              <code>{suggestion.page ?? suggestion.event}</code> · {plural('goals.seen', suggestion.count)}
            </span>
            {kept.includes(keyOf(suggestion)) ? (
              <span class="suggested-kept" role="status">
                <Icon name="check" size={16} /> {t('goals.kept')}
              </span>
            ) : (
              <Button icon="plus" onClick={() => void keep(suggestion)}>
                {t('goals.keep')}
                <span class="visually-hidden"> {nameOf(suggestion)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {problem !== null && <Notice kind="bad">{problem}</Notice>}
    </section>
  );
}

function keyOf({ page, event }: GoalSuggestion): string {
  return JSON.stringify([page, event]);
}

function nameOf({ reason, name }: GoalSuggestion): string {
  return reason === 'purchase' || reason === 'signUp' ? t(`goals.${reason}`) : name;
}
