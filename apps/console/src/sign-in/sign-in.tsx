import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef } from 'react';
import { ApiError } from '../api/api-error.ts';
import { sessionQuery, signIn } from '../resources/session.ts';
import { Brand } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { oneTimeCode } from './one-time-code.ts';
import styles from './sign-in.module.css';

function messageOf(error: Error | null, isCode: boolean): string | undefined {
  if (!error) return undefined;
  if (!(error instanceof ApiError) || error.status !== 401) return error.message;
  return isCode
    ? 'The code of this link is used up or older than ten minutes. Enter a token instead.'
    : 'The server does not know this token, or it has been revoked or has expired.';
}

/** Asks for a token. It is sent once and not kept: the browser gets a session cookie that no script can read. */
export function SignIn() {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const login = useMutation({
    mutationFn: signIn,
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    onError: () => input.current?.select(),
  });
  const { mutate } = login;
  useEffect(() => {
    document.title = 'Sign in · Twilio connector';
    const code = oneTimeCode();
    if (code !== undefined) mutate({ code });
    else input.current?.focus();
  }, [mutate]);
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const token = input.current?.value.trim() ?? '';
    if (token !== '') mutate({ token });
  }
  const isCode = login.variables !== undefined && 'code' in login.variables;
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <h1 className={styles.brand}>
          <Brand /> Twilio connector
        </h1>
        <form className={styles.form} onSubmit={onSubmit}>
          <Field label="Token" isMono error={messageOf(login.error, isCode)}>
            {(control) => (
              <input
                {...control}
                ref={input}
                type="password"
                name="token"
                autoComplete="current-password"
                spellCheck={false}
              />
            )}
          </Field>
          <Button type="submit" kind="primary" disabled={login.isPending}>
            {login.isPending ? 'Signing in…' : 'Sign in'}
          </Button>
        </form>
        <p className={styles.hint}>
          The administrator’s token is the value of <code>CONNECTOR_TOKEN</code>, or in the file <code>token</code> of
          the server’s data folder. Any API token works, too.
        </p>
      </div>
    </main>
  );
}
