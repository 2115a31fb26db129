import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import type { Field } from '../resources/entity-type.ts';
import { Button } from '../ui/button.tsx';
import { inputClass, monoClass } from '../ui/field.tsx';
import popup from '../ui/popup.module.css';
import styles from './condition-bar.module.css';
import { applySuggestion, completeCondition, type Suggestion } from './condition-completion.ts';

interface ConditionBarProps {
  readonly fields: readonly Field[];
  /** The condition of the link. */
  readonly where: string;
  readonly onSubmit: (where: string) => void;
  /** Why the server refused the condition. */
  readonly error: Error | null;
}

/** The text of a condition with its completion, and what the keyboard does with both. */
function useCondition({ fields, where, onSubmit }: ConditionBarProps) {
  const [text, setText] = useState(where);
  const [cursor, setCursor] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const [index, setIndex] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const moveTo = useRef<number>(undefined);
  useEffect(() => setText(where), [where]);
  useLayoutEffect(() => {
    if (moveTo.current !== undefined) input.current?.setSelectionRange(moveTo.current, moveTo.current);
    moveTo.current = undefined;
  });
  const completion = completeCondition(text, cursor, fields);
  const shown = isOpen ? completion.suggestions : [];
  function accept(suggestion: Suggestion): void {
    const next = applySuggestion(text, cursor, completion, suggestion);
    setText(next.text);
    setCursor(next.cursor);
    setIndex(-1);
    moveTo.current = next.cursor;
    input.current?.focus();
  }
  function submit(next: string): void {
    setOpen(false);
    onSubmit(next.trim());
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      if (shown.length > 0) setIndex((Math.max(index, step === 1 ? -1 : 0) + step + shown.length) % shown.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && shown[index]) {
      event.preventDefault();
      accept(shown[index]);
    } else if (event.key === 'Enter') {
      submit(text);
    } else if (event.key === 'Escape') {
      if (!isOpen) setText(where);
      setOpen(false);
    }
  }
  function onText(next: string, at: number | null): void {
    setText(next);
    setCursor(at ?? next.length);
    setIndex(-1);
    setOpen(true);
  }
  return { text, shown, index, input, accept, submit, onKeyDown, onText, setCursor, close: () => setOpen(false) };
}

/** A condition with completion of columns, operators and values. It applies on Enter, since each list may cost requests. */
export function ConditionBar(props: ConditionBarProps) {
  const { where, error } = props;
  const id = useId();
  const { text, shown, index, input, accept, submit, onKeyDown, onText, setCursor, close } = useCondition(props);
  return (
    <div
      className={styles.bar}
      onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && close()}
    >
      <div className={styles.row}>
        <input
          ref={input}
          data-filter
          role="combobox"
          aria-label="Condition"
          aria-expanded={shown.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={index >= 0 && shown[index] ? `${id}-${index}` : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          aria-invalid={error ? true : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="Status = 'failed' AND DateSent >= now() - interval '30 days'"
          className={`${inputClass} ${monoClass} ${styles.input}`}
          value={text}
          onChange={({ target }) => onText(target.value, target.selectionStart)}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
          onKeyDown={onKeyDown}
        />
        <Button onClick={() => submit(text)}>Run</Button>
        {where !== '' && (
          <Button kind="quiet" onClick={() => submit('')}>
            Clear
          </Button>
        )}
      </div>
      {shown.length > 0 && <Suggestions id={id} shown={shown} index={index} onAccept={accept} />}
      {error && <ConditionError id={`${id}-error`} where={where} error={error} />}
    </div>
  );
}

interface SuggestionsProps {
  readonly id: string;
  readonly shown: readonly Suggestion[];
  readonly index: number;
  readonly onAccept: (suggestion: Suggestion) => void;
}

function Suggestions({ id, shown, index, onAccept }: SuggestionsProps) {
  return (
    <ul id={`${id}-list`} role="listbox" aria-label="Completions" className={`${popup.popup} ${styles.list}`}>
      {shown.map((suggestion, at) => (
        <li
          key={suggestion.text}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === index}
          className={`${popup.option} ${styles.option}`}
          // Before the input loses the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            onAccept(suggestion);
          }}
        >
          <code>{suggestion.text}</code>
          <small>{suggestion.note}</small>
        </li>
      ))}
    </ul>
  );
}

/** The message of the server, below the word that it means. */
function ConditionError({ id, where, error }: { readonly id: string; readonly where: string; readonly error: Error }) {
  const position = error instanceof ApiError ? Number(error.facts.position ?? NaN) : NaN;
  const word = Number.isNaN(position) ? '' : (/^(?:\w+|\S)/.exec(where.slice(position))?.[0] ?? '');
  return (
    <div id={id} role="alert" className={styles.error}>
      {word !== '' && (
        <p className={styles.marked}>
          {where.slice(0, position)}
          <mark>{word}</mark>
          {where.slice(position + word.length)}
        </p>
      )}
      {/* The completion offers the columns, so they are not listed again. */}
      <p>{error.message.replace(/ Known columns:.*$/s, '')}</p>
    </div>
  );
}
