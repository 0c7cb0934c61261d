import { useState } from 'preact/hooks';
import { CLICK_KINDS, type ClickKind, type Span, type Where } from '../../api/replays';
import type { Goal } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { SelectField, TextField } from '../../elements/field/Field';
import { Icon } from '../../elements/icon/Icon';
import { Popover } from '../../elements/popover/Popover';
import { t } from '../../i18n';
import { CHOICES, CONDITIONS, isWritten, SPANS, spanOf, WRITTEN, type ConditionName, type WrittenName } from './where';
import { conditionText } from './words';

interface ConditionsProps {
  where: Where;
  goals: readonly Goal[];
  onChange: (where: Where) => void;
}

/** What sessions must have beside the filters: each condition is a chip that can be changed and taken away. */
export function Conditions({ where, goals, onChange }: ConditionsProps) {
  const set = CONDITIONS.filter((name) => where[name] !== undefined);
  return (
    <ul class="chips replay-conditions" aria-label={t('replays.conditions')}>
      {set.map((name) => {
        const text = conditionText(name, where, goals);
        return (
          <li key={name} class="chip">
            {isWritten(name) ? (
              <Popover label={t('filter.edit', { filter: text })} faceClass="chip-text" low face={text}>
                {(close) => (
                  <ConditionForm
                    name={name}
                    where={where}
                    goals={goals}
                    onDone={(changed) => {
                      close();
                      onChange({ ...without(where, name), ...changed });
                    }}
                  />
                )}
              </Popover>
            ) : (
              <span class="chip-text">{text}</span>
            )}
            <button type="button" class="chip-button" aria-label={t('filter.remove', { filter: text })} title={t('filter.removeShort')} onClick={() => onChange(without(where, name))}>
              <Icon name="close" size={14} />
            </button>
          </li>
        );
      })}
      <li>
        <Popover
          label={t('replays.addCondition')}
          faceClass="replay-add"
          low
          face={
            <>
              <Icon name="plus" size={16} />
              <span>{t('replays.condition')}</span>
            </>
          }
        >
          {(close) => (
            <ConditionForm
              where={where}
              goals={goals}
              onDone={(added) => {
                close();
                onChange({ ...where, ...added });
              }}
            />
          )}
        </Popover>
      </li>
    </ul>
  );
}

function without(where: Where, name: ConditionName): Where {
  return Object.fromEntries(Object.entries(where).filter(([other]) => other !== name));
}

interface FormProps {
  /** The condition that is changed; absent where one is added. */
  name?: WrittenName;
  where: Where;
  goals: readonly Goal[];
  onDone: (change: Where) => void;
}

/** What stands in the fields, whichever of them the condition has. */
interface Draft {
  text: string;
  page: string;
  from: string;
  to: string;
  kind: ClickKind;
  is: boolean;
  goal: string;
}

function ConditionForm({ name, where, goals, onDone }: FormProps) {
  const offered = name === undefined ? WRITTEN.filter((one) => where[one] === undefined && (one !== 'converted' || goals.length > 0)) : [name];
  const [chosen, setChosen] = useState<WrittenName>(offered[0]!);
  const [draft, setDraft] = useState<Draft>(() => draftOf(name, where, goals));
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const meant = whereOf(chosen, draft);
  const problem = tried && meant === null ? t(SPANS.includes(chosen) || chosen === 'frustration' ? 'form.wholeNumber' : 'form.required') : null;
  const yesNo = (yes: string, no: string) => (
    <SelectField label={t('replays.condition')} value={draft.is ? 'yes' : 'no'} options={[{ value: 'yes', name: yes }, { value: 'no', name: no }]} onChange={(value) => change({ is: value === 'yes' })} />
  );
  return (
    <form
      class="form filter-form replay-condition"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (meant !== null) onDone(meant);
      }}
    >
      {name === undefined && (
        <SelectField label={t('replays.where')} value={chosen} options={offered.map((one) => ({ value: one, name: t(`replays.where.${one}`) }))} onChange={(value) => setChosen(value as WrittenName)} />
      )}
      {chosen === 'clicked' ? (
        <>
          <SelectField label={t('replays.where.how')} value={draft.kind} options={CLICK_KINDS.map((kind) => ({ value: kind, name: t(`replays.mark.${kind}`) }))} onChange={(value) => change({ kind: value as ClickKind })} />
          <TextField label={t('replays.where.selector')} hint={t('replays.where.selectorHint')} value={draft.text} onInput={(text) => change({ text })} problem={problem} />
          <TextField label={t('replays.where.page')} value={draft.page} onInput={(page) => change({ page })} />
        </>
      ) : SPANS.includes(chosen) ? (
        <div class="filter-pair">
          <TextField label={t(chosen === 'duration' ? 'replays.where.fromSeconds' : 'replays.where.from')} inputMode="decimal" value={draft.from} onInput={(from) => change({ from })} problem={problem} />
          <TextField label={t(chosen === 'duration' ? 'replays.where.toSeconds' : 'replays.where.to')} inputMode="decimal" value={draft.to} onInput={(to) => change({ to })} />
        </div>
      ) : chosen === 'frustration' ? (
        <TextField label={t('replays.where.frustration')} hint={t('replays.frustration.about')} inputMode="decimal" value={draft.from} onInput={(from) => change({ from })} problem={problem} />
      ) : CHOICES.includes(chosen) ? (
        yesNo(t(`replays.where.${chosen as 'pinned'}.yes`), t(`replays.where.${chosen as 'pinned'}.no`))
      ) : chosen === 'converted' ? (
        <>
          <SelectField label={t('dim.goal')} value={draft.goal} options={goals.map(({ id, name: goal }) => ({ value: id, name: goal }))} onChange={(goal) => change({ goal })} />
          {yesNo(t('replays.reached'), t('replays.notReached'))}
        </>
      ) : (
        <TextField label={t(`replays.where.${chosen}`)} hint={chosen === 'visitedPage' ? t('settings.goals.pageHint') : undefined} value={draft.text} onInput={(text) => change({ text })} problem={problem} />
      )}
      <div class="form-actions filter-actions">
        <Button type="submit" kind="primary">
          {t(name === undefined ? 'replays.addCondition' : 'filter.change')}
        </Button>
      </div>
    </form>
  );
}

/** The fields of a condition that is changed; empty where one is added. */
function draftOf(name: ConditionName | undefined, where: Where, goals: readonly Goal[]): Draft {
  const set = name === undefined ? undefined : where[name];
  const span: Span = typeof set === 'object' && !Array.isArray(set) && ('from' in set || 'to' in set) ? set : {};
  const bound = (value: number | undefined): string => (value === undefined ? '' : String(value));
  return {
    text: typeof set === 'string' ? set : name === 'clicked' ? where.clicked!.selector : '',
    page: where.clicked?.page ?? '',
    from: bound(span.from),
    to: bound(span.to),
    kind: where.clicked?.kind ?? 'click',
    is: typeof set === 'boolean' ? set : (where.converted?.is ?? true),
    goal: where.converted?.goal ?? goals[0]?.id ?? '',
  };
}

/** What the fields say; null while something is missing. */
function whereOf(name: ConditionName, { text, page, from, to, kind, is, goal }: Draft): Where | null {
  const plain = text.trim();
  switch (name) {
    case 'clicked':
      return plain === '' ? null : { clicked: { kind, selector: plain, ...(page.trim() === '' ? {} : { page: page.trim() }) } };
    case 'frustration':
      return /^\d{1,6}$/.test(from.trim()) ? { frustration: { from: Number(from) } } : null;
    case 'duration':
    case 'pages': {
      const span = spanOf(`${from.trim()}-${to.trim()}`);
      return span === null || (span.from ?? 0) > (span.to ?? Infinity) ? null : { [name]: span };
    }
    case 'purchased':
    case 'pinned':
    case 'watched':
      return { [name]: is };
    case 'converted':
      return { converted: { goal, is } };
    default:
      return plain === '' ? null : { [name]: plain };
  }
}
