import type { FormEvent } from 'react';
import { CONNECTION_ROLES } from '../resources/policy.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';

interface GrantFormProps {
  readonly isBusy: boolean;
  readonly onGrant: (grant: { readonly member: string; readonly role: string }) => void;
}

export function GrantForm({ isBusy, onGrant }: GrantFormProps) {
  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const member = formText(form, 'member');
    if (member !== '') onGrant({ member, role: formText(form, 'role') });
  }
  return (
    <form onSubmit={onSubmit} style={{ display: 'grid', gap: 12, maxWidth: 420, justifyItems: 'start' }}>
      <div style={{ width: '100%' }}>
        <Field
          label="Member"
          isMono
          hint="An API token, such as token:ci, or a user of the issuer, such as user:ada@example.com."
        >
          {(control) => <input {...control} name="member" autoComplete="off" spellCheck={false} />}
        </Field>
      </div>
      <div style={{ width: '100%' }}>
        <Field label="Role">
          {(control) => (
            <select {...control} name="role">
              {CONNECTION_ROLES.map((role) => (
                <option key={role}>{role}</option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Button type="submit" disabled={isBusy}>
        Grant
      </Button>
    </form>
  );
}
