import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMayInProject } from '../resources/permissions.ts';
import { lastPart, secretsQuery, secretVersionsQuery } from '../resources/secret.ts';
import { NewSecret } from '../secrets/new-secret.tsx';
import { Button } from '../ui/button.tsx';
import { Field, inputClass } from '../ui/field.tsx';
import { useEntry, useForm } from './form-context.ts';
import styles from './form.module.css';

interface SecretFieldProps {
  readonly field: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly isRequired: boolean;
}

/** Chooses a secret and its version. A new one goes into the vault first: the connection has only its name. */
export function SecretField({ field, label, hint, isRequired }: SecretFieldProps) {
  const { project } = useForm();
  const { id, text, error, setText } = useEntry(field);
  const may = useMayInProject(project);
  const mayList = may('secretmanager.secrets.list');
  const { data: secrets = [] } = useQuery({ ...secretsQuery(project), enabled: mayList });
  const [isCreating, setCreating] = useState(false);
  const secret = text.replace(/\/versions\/[^/]*$/, '');
  const names = [...new Set([...secrets.map(({ name }) => name), ...(secret ? [secret] : [])])];
  if (!mayList) {
    return (
      <Field id={id} label={label} hint={hint} error={error} isRequired={isRequired} isMono>
        {(control) => (
          <input
            {...control}
            placeholder={`projects/${project}/secrets/…/versions/latest`}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    );
  }
  return (
    <Field id={id} label={label} hint={hint} error={error} isRequired={isRequired}>
      {(control) => (
        <div className={styles.secret}>
          <select
            {...control}
            value={secret}
            onChange={({ target: { value } }) => setText(value && `${value}/versions/latest`)}
          >
            <option value="">Choose a secret</option>
            {names.map((name) => (
              <option key={name} value={name}>
                {lastPart(name)}
              </option>
            ))}
          </select>
          <VersionChoice
            secret={secret}
            isInVault={secrets.some(({ name }) => name === secret)}
            text={text}
            label={label}
            onChange={setText}
          />
          {may('secretmanager.secrets.create') && (
            <Button aria-label={`New secret… for ${label}`} onClick={() => setCreating(true)}>
              New secret…
            </Button>
          )}
          {isCreating && (
            <NewSecret project={project} onCreated={({ name }) => setText(name)} onClose={() => setCreating(false)} />
          )}
        </div>
      )}
    </Field>
  );
}

interface VersionChoiceProps {
  readonly secret: string;
  /** The versions of secrets from elsewhere, such as the environment, are unknown. */
  readonly isInVault: boolean;
  readonly text: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
}

function VersionChoice({ secret, isInVault, text, label, onChange }: VersionChoiceProps) {
  const { data: versions = [] } = useQuery({ ...secretVersionsQuery(secret), enabled: isInVault });
  const ids = [
    ...new Set(['latest', ...versions.map(({ name }) => lastPart(name)), ...(text ? [lastPart(text)] : [])]),
  ];
  return (
    <select
      aria-label={`Version of ${label}`}
      className={inputClass}
      disabled={secret === ''}
      value={lastPart(text)}
      onChange={(event) => onChange(`${secret}/versions/${event.target.value}`)}
    >
      {ids.map((id) => (
        <option key={id} value={id}>
          {id === 'latest' ? 'latest' : `version ${id}`}
        </option>
      ))}
    </select>
  );
}
