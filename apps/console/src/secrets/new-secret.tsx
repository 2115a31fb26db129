import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { createSecret, type SecretVersion } from '../resources/secret.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { toast } from '../ui/toasts.tsx';
import { SecretValueField } from './secret-value-field.tsx';

interface NewSecretProps {
  readonly project: string;
  readonly onCreated: (version: SecretVersion) => void;
  readonly onClose: () => void;
}

/** Puts a value into the vault. The value goes from the input to the server and is kept nowhere else. */
export function NewSecret({ project, onCreated, onClose }: NewSecretProps) {
  const [id, setId] = useState('');
  const value = useRef<HTMLInputElement>(null);
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () => createSecret(project, id, value.current?.value ?? ''),
    onSuccess: (version) => {
      toast(`Created the secret ${id}.`);
      onCreated(version);
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['secrets', project] }),
  });
  return (
    <FormDialog
      title="New secret"
      action="Create secret"
      isDisabled={create.isPending}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <Field label="Secret name" isMono hint="Letters, digits, hyphens and underscores." error={create.error?.message}>
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            spellCheck={false}
            value={id}
            onChange={(event) => setId(event.target.value)}
          />
        )}
      </Field>
      <SecretValueField label="Value" input={value} />
    </FormDialog>
  );
}
