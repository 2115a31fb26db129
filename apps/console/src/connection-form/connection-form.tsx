import { useMutation } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { Button } from '../ui/button.tsx';
import type { ConnectorVersion } from './connector-version.ts';
import type { Entries } from './entries.ts';
import { type Fault, toFaults } from './faults.ts';
import { FormContext } from './form-context.ts';
import nav from '../ui/nav-link.module.css';
import styles from './form.module.css';
import { Review } from './review.tsx';
import { Authentication, Details, Step, STEPS } from './sections.tsx';
import { type ConnectionBody, toConnection } from './to-connection.ts';
import type { CheckAnswer } from './check.ts';

interface ConnectionFormProps {
  readonly project: string;
  readonly version: ConnectorVersion;
  readonly entries: Entries;
  readonly onChange: (entries: Entries) => void;
  readonly isEdit?: boolean;
  /** The fields of the first step, and those before the name. */
  readonly location: ReactNode;
  readonly connector: ReactNode;
  /** Validates the connection, and asks Twilio with its credentials, without saving it. */
  readonly check: (body: ConnectionBody) => Promise<CheckAnswer>;
  readonly save: (body: ConnectionBody) => Promise<unknown>;
  readonly action: string;
  readonly copy: (body: ConnectionBody) => ReactNode;
}

/** At which step a field stands. */
function stepOf(field: string | undefined): string {
  if (field === 'location') return 'location';
  return field?.startsWith('auth') ? 'authentication' : 'details';
}

/** The form of the connector page: its steps below each other, a check of everything at once, a review, and then saving. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { project, version, entries, isEdit = false, check, save, action } = props;
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const body = toConnection(version, entries);
  const keepFaults = (error: Error) => setFaults(error instanceof ApiError ? toFaults(error.violations, body) : []);
  const checking = useMutation({ mutationFn: check, onError: keepFaults, onSuccess: () => setFaults([]) });
  const saving = useMutation({ mutationFn: save, onError: keepFaults });
  const error = saving.error ?? checking.error;
  function change(next: Entries): void {
    checking.reset();
    saving.reset();
    props.onChange(next);
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    checking.mutate(body);
  }
  return (
    <FormContext value={{ project, version, entries, faults, isEdit, change }}>
      <div className={styles.page}>
        <Steps faults={faults} />
        <form className={styles.form} onSubmit={onSubmit} noValidate>
          {error && <FaultSummary error={error} faults={faults} />}
          <Step id="location">{props.location}</Step>
          <Step id="details">
            {props.connector}
            <Details />
          </Step>
          <Step id="authentication">
            <Authentication />
          </Step>
          <Step id="review">
            {checking.data ? (
              <Review body={body} answer={checking.data} />
            ) : (
              <p className={styles.note}>
                The check tells every fault at once, and asks Twilio with the credentials. Nothing is saved yet.
              </p>
            )}
            <div className={styles.buttons}>
              <Button type="submit" kind={checking.data ? 'normal' : 'primary'} disabled={checking.isPending}>
                {checking.isPending ? 'Checking…' : 'Check and review'}
              </Button>
              {checking.data && (
                <Button kind="primary" disabled={saving.isPending} onClick={() => saving.mutate(body)}>
                  {saving.isPending ? 'Saving…' : action}
                </Button>
              )}
              {props.copy(body)}
            </div>
          </Step>
        </form>
      </div>
    </FormContext>
  );
}

function Steps({ faults }: { readonly faults: readonly Fault[] }) {
  return (
    <nav aria-label="Steps" className={styles.steps}>
      {STEPS.map(({ id, title }) => {
        const count = faults.filter(({ field }) => stepOf(field) === id).length;
        return (
          <a
            key={id}
            href={`#${id}`}
            className={nav.link}
            onClick={(event) => {
              event.preventDefault();
              document.getElementById(id)?.scrollIntoView();
              document.getElementById(id)?.focus({ preventScroll: true });
            }}
          >
            {title}
            {count > 0 && <CircleAlert size={14} aria-label={`${count} to correct`} />}
          </a>
        );
      })}
    </nav>
  );
}

/** Takes the focus, and leads to each field. */
function FaultSummary({ error, faults }: { readonly error: Error; readonly faults: readonly Fault[] }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), [error]);
  return (
    <div ref={ref} role="alert" tabIndex={-1} className={styles.faults}>
      {faults.length === 0 ? (
        <p>{error.message}</p>
      ) : (
        <p>{faults.length === 1 ? 'One thing to correct:' : `${faults.length} things to correct:`}</p>
      )}
      <ul>
        {faults.map(({ field, text }) => (
          <li key={`${field} ${text}`}>
            {field ? (
              <a
                href={`#field-${field}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(`field-${field}`)?.focus();
                }}
              >
                {field.replace(/^(?:var|auth|ssl)\./, '')}: {text}
              </a>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
