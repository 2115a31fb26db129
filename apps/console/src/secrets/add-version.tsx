import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { addVersion, lastPart } from '../resources/secret.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
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
    <Dialog
      title={`Add a version to ${lastPart(name)}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="add-version" disabled={add.isPending}>
            Add version
          </Button>
        </>
      }
    >
      <form
        id="add-version"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Field
          label="New value"
          hint="It is encrypted in the vault. The console cannot show it again."
          error={add.error?.message}
        >
          {(control) => <input {...control} ref={value} type="password" autoComplete="new-password" />}
        </Field>
      </form>
    </Dialog>
  );
}
