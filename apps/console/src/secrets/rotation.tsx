import type { ReactNode } from 'react';
import { lastPart, type SecretVersion } from '../resources/secret.ts';
import { placeOf } from '../resources/connection.ts';
import { StateBadge } from '../ui/badge.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Strip } from '../ui/states.tsx';
import { SecretValueField } from './secret-value-field.tsx';
import styles from './rotation.module.css';
import { nextStep, useRotation } from './use-rotation.ts';

interface RotationProps {
  readonly project: string;
  readonly secret: string;
  readonly versions: readonly SecretVersion[];
  readonly onClose: () => void;
}

/** The rotation of a secret as one flow: add a version, test the connections with it, switch them, disable the old one. */
export function Rotation({ onClose, ...options }: RotationProps) {
  const rotation = useRotation(options);
  const { value, logins, added, behind, old, add, test, move, disable } = rotation;
  const { action, kind = 'primary', run } = nextStep(rotation, onClose);
  const isBusy = [add, test, move, disable].some(({ isPending }) => isPending);
  const isAdded = added !== '';
  const isTested = isAdded && (logins.length === 0 || (test.data?.every(({ isGood }) => isGood) ?? false));
  const isMoved = isTested && behind.length === 0;
  return (
    <FormDialog
      isWide
      title={`Rotate ${options.secret}`}
      action={isBusy ? 'Working…' : action}
      kind={kind}
      isDisabled={isBusy}
      onSubmit={() => !isBusy && run()}
      onClose={onClose}
    >
      <ol className={styles.steps}>
        <Step title="Add a version" isDone={isAdded}>
          {isAdded ? (
            <p>Version {lastPart(added)} is enabled. Connections that use the latest version follow within a minute.</p>
          ) : (
            <SecretValueField label="New value" input={value} error={add.error?.message} />
          )}
        </Step>
        <Step title="Test the connections that log in with it" isDone={isTested}>
          {isAdded && logins.length === 0 && <p>No connection that you may see logs in with it.</p>}
          {test.data && (
            <ul>
              {test.data.map(({ connection, isGood, message }) => (
                <li key={connection}>
                  <StateBadge tone={isGood ? 'good' : 'bad'}>{placeOf(connection).connection}</StateBadge> {message}
                </li>
              ))}
            </ul>
          )}
        </Step>
        <Step title="Switch those that name another version" isDone={isMoved}>
          {isTested && behind.length > 0 && (
            <p>{behind.map(({ connection }) => placeOf(connection.name).connection).join(', ')}</p>
          )}
        </Step>
        <Step title="Disable the old version" isDone={isMoved && (old.length === 0 || disable.isSuccess)}>
          {isMoved && old.length > 0 && <p>A disabled version can be enabled again.</p>}
        </Step>
      </ol>
      {disable.isSuccess && !isTested && <p role="status">Version {lastPart(added)} is disabled again.</p>}
      {[test, move, disable].map(
        ({ error }) =>
          error && (
            <Strip key={error.message} tone="bad">
              {error.message}
            </Strip>
          ),
      )}
    </FormDialog>
  );
}

interface StepProps {
  readonly title: string;
  readonly isDone: boolean;
  readonly children: ReactNode;
}

function Step({ title, isDone, children }: StepProps) {
  return (
    <li>
      <h3>
        {title} {isDone && <StateBadge tone="good">done</StateBadge>}
      </h3>
      {children}
    </li>
  );
}
