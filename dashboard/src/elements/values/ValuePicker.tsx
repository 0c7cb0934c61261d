import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { count as asCount } from '../../format/numbers';
import { t } from '../../i18n';
import { Icon } from '../icon/Icon';
import { MiddleCut } from '../middlecut/MiddleCut';
import './values.css';

export interface Choice {
  value: string;
  name: string;
  /** How often it was seen; null where that is not known. */
  count: number | null;
}

interface ValuePickerProps {
  label: string;
  picked: readonly Choice[];
  /** A pick also empties the field. */
  onPick: (picked: readonly Choice[]) => void;
  typed: string;
  onType: (typed: string) => void;
  /** What fits what is typed, most frequent first; null while it is looked for. */
  choices: readonly Choice[] | null;
  /** What the typed text means when it is none of the choices; null for nothing. */
  asTyped: (text: string) => Choice | null;
  problem: string | null;
}

/**
 * Picks values from those that exist, or writes others: a combobox over a list that stays open. Arrows move, Enter picks, Backspace in
 * the empty field takes the last one away.
 */
export function ValuePicker({ label, picked, onPick, typed, onType, choices, asTyped, problem }: ValuePickerProps) {
  const id = useId();
  const [active, setActive] = useState(-1);
  const list = useRef<HTMLUListElement>(null);
  const has = (value: string): boolean => picked.some((one) => one.value === value);
  const options = choices ?? [];
  const at = Math.min(active, options.length - 1);

  useLayoutEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const toggle = (choice: Choice): void => {
    onPick(has(choice.value) ? picked.filter((one) => one.value !== choice.value) : [...picked, choice]);
    setActive(-1);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && options.length > 0) {
      event.preventDefault();
      setActive((at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length);
    } else if (event.key === 'Enter') {
      const meant = options[at] ?? (typed.trim() === '' ? null : asTyped(typed));
      // With nothing more to add the key goes on to the form.
      if (meant === null) return;
      event.preventDefault();
      toggle(meant);
    } else if (event.key === 'Backspace' && typed === '' && picked.length > 0) {
      onPick(picked.slice(0, -1));
    }
  };

  return (
    <div class="values field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <div class={problem === null ? 'values-box' : 'values-box values-wrong'}>
        {picked.map((one) => (
          <span key={one.value} class="values-token">
            <span class="values-token-name">{one.name}</span>
            <button type="button" aria-label={t('filter.takeAway', { value: one.name })} onClick={() => toggle(one)}>
              <Icon name="close" size={14} />
            </button>
          </span>
        ))}
        <input
          id={id}
          class="values-input"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-note`}
          autocomplete="off"
          spellcheck={false}
          data-first
          value={typed}
          placeholder={picked.length === 0 ? t('filter.search') : ''}
          onInput={(event) => {
            onType(event.currentTarget.value);
            setActive(event.currentTarget.value === '' ? -1 : 0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {problem !== null && (
        <p id={`${id}-note`} class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <ul id={`${id}-list`} ref={list} class="values-list" role="listbox" aria-label={label} aria-multiselectable="true" aria-busy={choices === null}>
        {options.map((choice, index) => (
          <li
            key={choice.value}
            id={`${id}-${index}`}
            class={index === at ? 'values-option values-active' : 'values-option'}
            role="option"
            aria-selected={has(choice.value)}
            // Focus stays in the field.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => toggle(choice)}
          >
            <span class="values-check">{has(choice.value) && <Icon name="check" size={14} />}</span>
            <MiddleCut text={choice.name} />
            <span class="values-count">{choice.count === null ? '' : asCount(choice.count)}</span>
          </li>
        ))}
      </ul>
      <p class="values-note" role="status">
        {choices !== null && options.length === 0 ? t(typed === '' ? 'filter.noValues' : 'filter.noMatch') : ''}
      </p>
    </div>
  );
}
