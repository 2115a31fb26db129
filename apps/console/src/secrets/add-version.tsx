import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { addVersion, lastPart } from '../resources/secret.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { toast } from '../ui/toasts.tsx';

export function AddVersion({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const value = useRef<HTMLInputElement>(null);
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: () => addVersion(name, value.current?.value ?? ''),
    onSuccess: (version) => {
      toast(`Added version ${lastPart(version.name)}.`);
      void client.invalidateQueries({ queryKey: ['secretVersions', name] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Add a version to ${lastPart(name)}`}
      action="Add version"
      isDisabled={add.isPending}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <Field
        label="New value"
        hint="It is encrypted in the vault. The console cannot show it again."
        error={add.error?.message}
      >
        {(control) => <input {...control} ref={value} type="password" autoComplete="new-password" />}
      </Field>
    </FormDialog>
  );
}
