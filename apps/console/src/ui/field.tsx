import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

/** What a control needs so that its label, hint and error belong to it. */
interface ControlProps {
  readonly id: string;
  readonly className: string | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly required: boolean | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly isMono?: boolean;
  /** The id of the control, for links from a summary of errors. */
  readonly id?: string;
  /** Small text beside the label. */
  readonly aside?: string | undefined;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label, a control, a hint and an error, tied together for assistive technology. */
export function Field({ label, hint, error, isRequired, isMono = false, id: given, aside, children }: FieldProps) {
  const made = useId();
  const id = given ?? made;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label} {(isRequired || aside) && <small>{[isRequired && 'required', aside].filter(Boolean).join(', ')}</small>}
      </label>
      {children({
        id,
        className: isMono ? `${styles.input} ${styles.mono}` : styles.input,
        'aria-describedby': described || undefined,
        'aria-invalid': error === undefined ? undefined : true,
        // The server judges. The browser's own bubbles would hide all faults but the first.
        required: undefined,
      })}
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          <CircleAlert size={13} aria-hidden />
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface CheckProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Check({ label, hint, checked, onChange }: CheckProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={hint ? id : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {hint && (
        <p id={id} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** The look of a control outside a `Field`, which needs an `aria-label`. */
export const inputClass = styles.input;
export const monoClass = styles.mono;
