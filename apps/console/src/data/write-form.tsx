import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { sendWrite, type WriteAnswer } from '../api/pending-writes.ts';
import type { Field } from '../resources/entity-type.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { fromInput } from './input-value.ts';
import type { Values } from './list-query.ts';
import { Consequence, Preview } from './preview.tsx';
import { ValueField } from './value-field.tsx';
import { previewOf, type WriteCall } from './write-calls.ts';
import styles from './write-form.module.css';

interface WriteFormProps {
  readonly fields: readonly { readonly field: Field; readonly isRequired: boolean }[];
  /** What the write is called, such as "Create a row of Messages". */
  readonly title: string;
  /** The button of the first step. Default: Preview. */
  readonly check?: string | undefined;
  /** The button that sends it. */
  readonly action: string;
  readonly toCall: (values: Values) => WriteCall;
  readonly consequence?: string | undefined;
  readonly onAnswer: (answer: WriteAnswer<unknown>) => void;
  readonly extra?: (values: Values) => ReactNode;
}

/** How many optional fields are shown at once; the others unfold. */
const SHOWN = 8;

/** The two steps of a write. What only reads, and is free, needs no second step. */
function useTwoSteps({ title, consequence, onAnswer }: WriteFormProps) {
  const write = useMutation({ mutationFn: (call: WriteCall) => sendWrite<unknown>(title, call), onSuccess: onAnswer });
  const preview = useMutation({
    mutationFn: previewOf,
    onSuccess: (twilioRequest, call) => {
      if (twilioRequest?.method === 'GET' && consequence === undefined) write.mutate(call);
    },
  });
  const isChecked =
    preview.isSuccess && !write.isSuccess && (preview.data?.method !== 'GET' || consequence !== undefined);
  return { write, preview, isChecked, error: write.error ?? preview.error };
}

/** A write in two steps: the server checks it and shows the request to Twilio, then it is sent under an idempotency key. */
export function WriteForm(props: WriteFormProps) {
  const { fields, check = 'Preview', action, toCall, consequence, extra } = props;
  const [texts, setTexts] = useState<Readonly<Record<string, string | undefined>>>({});
  const { write, preview, isChecked, error } = useTwoSteps(props);
  const given = fields.flatMap(({ field }) => {
    const text = texts[field.name];
    return text === undefined ? [] : [[field.name, fromInput(field, text)] as const];
  });
  const values: Values = Object.fromEntries(given);
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    preview.mutate(toCall(values));
  }
  const ordered = fields.toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired));
  const toField = ({ field, isRequired }: WriteFormProps['fields'][number]) => (
    <ValueField
      key={field.name}
      column={field}
      isRequired={isRequired}
      value={texts[field.name]}
      error={violationOf(error, field.name)}
      onChange={(text) => {
        setTexts({ ...texts, [field.name]: text });
        preview.reset();
        write.reset();
      }}
    />
  );
  return (
    <form className={styles.foot} onSubmit={onSubmit} noValidate>
      <Faults error={error} known={fields.map(({ field }) => field.name)} />
      <div className={styles.form} hidden={ordered.length === 0}>
        {ordered.slice(0, SHOWN).map(toField)}
        {ordered.length > SHOWN && (
          <details className={styles.more}>
            <summary>{ordered.length - SHOWN} more fields</summary>
            <div className={styles.form}>{ordered.slice(SHOWN).map(toField)}</div>
          </details>
        )}
      </div>
      <Consequence text={consequence} />
      {isChecked && <Preview request={preview.data} />}
      <div className={styles.buttons}>
        <Button type="submit" kind={isChecked ? 'normal' : 'primary'} disabled={preview.isPending || write.isPending}>
          {preview.isPending ? 'Checking…' : check}
        </Button>
        {isChecked && (
          <SendButton label={action} isSending={write.isPending} onSend={() => write.mutate(toCall(values))} />
        )}
        {extra?.(values)}
      </div>
    </form>
  );
}

/** Takes the focus when the preview has arrived, so that Enter goes on. */
function SendButton({
  label,
  isSending,
  onSend,
}: {
  readonly label: string;
  readonly isSending: boolean;
  readonly onSend: () => void;
}) {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' });
    ref.current?.focus();
  }, []);
  return (
    <button ref={ref} type="button" className={buttonClass('primary')} disabled={isSending} onClick={onSend}>
      {isSending ? 'Sending…' : label}
    </button>
  );
}

function violationOf(error: Error | null, name: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.violations.find(({ field }) => field === name || field.endsWith(`.${name}`))?.description;
}

/** All faults at once. The summary takes the focus and links to the fields. */
function Faults({ error, known }: { readonly error: Error | null; readonly known: readonly string[] }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) ref.current?.focus();
  }, [error]);
  if (!error) return null;
  const violations = error instanceof ApiError ? error.violations : [];
  const others = violations.filter(({ field }) => !known.some((name) => field === name || field.endsWith(`.${name}`)));
  return (
    <div ref={ref} role="alert" tabIndex={-1} className={styles.errors}>
      {violations.length === 0 ? (
        <p>{error.message}</p>
      ) : (
        <p>{violations.length === 1 ? 'One field needs a change:' : `${violations.length} fields need a change:`}</p>
      )}
      <ul>
        {violations.map(({ field, description }) => (
          <li key={field + description}>
            {field} {description}
          </li>
        ))}
      </ul>
      {others.length > 0 && violations.length > others.length && (
        <p>Fields that this form does not show are among them.</p>
      )}
    </div>
  );
}
