import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../icon/Icon';
import './field.css';

interface FieldProps {
  label: string;
  hint?: string | undefined;
  problem?: string | null | undefined;
}

interface TextFieldProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'email' | 'password' | 'date' | 'datetime-local' | 'search';
  autocomplete?: 'username' | 'current-password' | 'new-password' | 'off';
  inputMode?: 'text' | 'decimal' | 'url';
  placeholder?: string;
  autofocus?: boolean;
  /** What may be typed: offered while typing. */
  suggestions?: readonly string[];
}

export function TextField(props: TextFieldProps) {
  const id = useId();
  const { label, hint, problem, value, onInput, type = 'text', autocomplete = 'off', inputMode, placeholder } = props;
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <input
        id={id}
        class="control"
        // The typings want one literal; every type above takes the same attributes.
        type={type as 'text'}
        value={value}
        autocomplete={autocomplete}
        autoFocus={props.autofocus ?? false}
        list={props.suggestions === undefined ? undefined : `${id}-list`}
        spellcheck={false}
        inputMode={inputMode}
        placeholder={placeholder}
        aria-invalid={problem != null}
        aria-describedby={(problem ?? hint) === undefined ? undefined : `${id}-note`}
        onInput={(event) => onInput(event.currentTarget.value)}
        // What stands in the field narrows the suggestions: selected, the first key replaces it.
        onFocus={(event) => props.suggestions !== undefined && event.currentTarget.select()}
      />
      {props.suggestions !== undefined && (
        <datalist id={`${id}-list`}>
          {props.suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </Frame>
  );
}

interface TextAreaProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  placeholder?: string;
}

/** For lists with an entry in each line. */
export function TextArea({ label, hint, problem, value, onInput, placeholder }: TextAreaProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <textarea
        id={id}
        class="control control-lines"
        rows={Math.max(3, value.split('\n').length)}
        value={value}
        placeholder={placeholder}
        spellcheck={false}
        aria-invalid={problem != null}
        aria-describedby={(problem ?? hint) === undefined ? undefined : `${id}-note`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

interface SelectOption {
  value: string;
  name: string;
}

interface SelectFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Options, or groups of them under a name. */
  options: readonly (SelectOption | { name: string; options: readonly SelectOption[] })[];
}

export function SelectField({ label, hint, problem, value, onChange, options }: SelectFieldProps) {
  const plain = (option: SelectOption) => (
    <option key={option.value} value={option.value} selected={option.value === value}>
      {option.name}
    </option>
  );
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <div class="select">
        <select
          id={id}
          class="control"
          value={value}
          aria-describedby={(problem ?? hint) === undefined ? undefined : `${id}-note`}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {options.map((option) =>
            'options' in option ? (
              <optgroup key={option.name} label={option.name}>
                {option.options.map(plain)}
              </optgroup>
            ) : (
              plain(option)
            ),
          )}
        </select>
        <Icon name="down" size={16} />
      </div>
    </Frame>
  );
}

function Frame({ id, label, hint, problem, children }: FieldProps & { id: string; children: ComponentChildren }) {
  const note = problem ?? hint;
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {children}
      {note !== undefined && (
        <p id={`${id}-note`} class={problem == null ? 'field-hint' : 'field-problem'} role={problem == null ? undefined : 'alert'}>
          {note}
        </p>
      )}
    </div>
  );
}
