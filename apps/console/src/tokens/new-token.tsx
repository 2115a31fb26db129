import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { useProject } from '../shell/use-place.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-menu.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { formText } from '../ui/form-text.ts';
import { ROLES } from '../resources/policy.ts';
import { createToken, type TokenRequest, tokensQuery } from './token-queries.ts';

/** Reads the form; what is left empty is left out. */
function toRequest(form: FormData): TokenRequest {
  const text = (name: string) => formText(form, name);
  const expires = text('expires');
  const role = text('role');
  return {
    name: text('name'),
    ...(expires && { expireTime: `${expires}T00:00:00Z` }),
    bindings: role ? [{ role, resource: text('resource') }] : [],
  };
}

/** Creates a token and shows it once. It is in no cache and no storage, and is gone when the dialog closes. */
export function NewToken({ onClose }: { readonly onClose: () => void }) {
  const project = useProject();
  const client = useQueryClient();
  const [token, setToken] = useState<string>();
  const create = useMutation({
    // The answer has the token, which must not stay in the state of a mutation.
    mutationFn: async (body: TokenRequest) => setToken((await createToken(body)).token),
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  if (token !== undefined) {
    return (
      <Dialog title="Copy the token now" onClose={onClose} actions={<Button onClick={onClose}>Done</Button>}>
        <p>It is shown this once. The server keeps only a digest of it.</p>
        <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
          <code style={{ overflowWrap: 'anywhere' }}>{token}</code>
          <CopyButton text={token} label="Copy the token" />
        </div>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title="New token"
      action="Create token"
      isDisabled={create.isPending}
      onSubmit={(form) => create.mutate(toRequest(new FormData(form)))}
      onClose={onClose}
    >
      <TokenFields project={project} error={create.error} />
    </FormDialog>
  );
}

function TokenFields({ project, error }: { readonly project: string; readonly error: Error | null }) {
  const faultOf = (field: string) =>
    error instanceof ApiError
      ? error.violations.find((violation) => violation.field.startsWith(field))?.description
      : undefined;
  return (
    <>
      <Field
        label="Name"
        isMono
        isRequired
        hint="Lower-case letters, digits and hyphens."
        error={faultOf('name') ?? error?.message}
      >
        {(control) => <input {...control} name="name" autoComplete="off" spellCheck={false} />}
      </Field>
      <Field label="Expires" hint="At the start of this day, in UTC. Never if empty." error={faultOf('expireTime')}>
        {(control) => <input {...control} name="expires" type="date" />}
      </Field>
      <Field label="Role" error={faultOf('bindings')}>
        {(control) => (
          <select {...control} name="role" defaultValue="">
            <option value="">None yet</option>
            {ROLES.map((role) => (
              <option key={role}>{role}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label="On" isMono hint="A project, or one connection.">
        {(control) => <input {...control} name="resource" spellCheck={false} defaultValue={`projects/${project}`} />}
      </Field>
    </>
  );
}
