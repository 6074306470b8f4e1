import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { whole } from './format';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Only whole numbers, unless told. */
  readonly fraction?: boolean;
  readonly disabled?: boolean;
  /** Shown quietly under the field: what it means, or its default. */
  readonly hint?: string;
  /** A button beside the field, a slider under it. */
  readonly beside?: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly onCommit: (value: number) => void;
}

/** What is wrong with a typed number, or null. */
function problemOf(text: string, { min, max, fraction }: NumberFieldProps): string | null {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= min && value <= max && (fraction || Number.isInteger(value))) return null;
  const kind = fraction ? 'a number' : 'a whole number';
  const [low, high] = fraction ? [min, max] : [whole(min), whole(max)];
  return `cannot be '${text.slice(0, 20)}': it must be ${kind} from ${low} to ${high}`;
}

/** A labelled number. It counts when the person leaves the field or presses Enter; a bad one is said and not used. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, fraction, disabled, hint, beside, children, onCommit } = props;
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  // What is being typed: new points may redraw the page meanwhile, and must not take it away.
  const [draft, setDraft] = useState<string | null>(null);
  const commit = ({ value: text }: HTMLInputElement): void => {
    const found = problemOf(text, props);
    setProblem(found);
    if (found === null) setDraft(null);
    if (found === null && Number(text) !== value) onCommit(Number(text));
  };
  const input = (
    // Not type="number": there a wheel over the page changes the value, and a mistyped one cannot be read back.
    <input
      id={id}
      type="text"
      class="number"
      inputMode={fraction ? 'decimal' : 'numeric'}
      autocomplete="off"
      value={draft ?? value}
      disabled={disabled}
      aria-invalid={problem !== null}
      aria-describedby={hint || problem ? `${id}-hint` : undefined}
      onInput={(event) => {
        setDraft(event.currentTarget.value);
      }}
      onBlur={(event) => {
        commit(event.currentTarget);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(event.currentTarget);
      }}
    />
  );
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {beside ? (
        <span class="with-button">
          {input}
          {beside}
        </span>
      ) : (
        input
      )}
      {children}
      {(hint || problem) && (
        <p id={`${id}-hint`} class={`hint small ${problem ? 'invalid' : 'quiet'}`}>
          {problem ? `${label} ${problem}` : hint}
        </p>
      )}
    </div>
  );
}

interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly onCommit: (value: Value) => void;
}

/** A labelled choice. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, value, options, hint, disabled, onCommit } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          onCommit(event.currentTarget.value as Value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} class="hint small quiet">
          {hint}
        </p>
      )}
    </div>
  );
}

interface FileButtonProps {
  readonly id: string;
  readonly label: string;
  readonly accept: string;
  readonly disabled?: boolean;
  readonly onFile: (file: File) => void;
}

/** A button that opens the browser's file picker. The same file can be chosen twice in a row. */
export function FileButton({ id, label, accept, disabled, onFile }: FileButtonProps) {
  return (
    <label class="button file">
      {label}
      <input
        id={id}
        type="file"
        {...{ accept, disabled }}
        onChange={(event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          if (file) onFile(file);
          input.value = '';
        }}
      />
    </label>
  );
}
