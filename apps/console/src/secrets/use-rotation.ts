import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { request } from '../api/http.ts';
import { count } from '../format/words.ts';
import { connectionsQuery, type Operation } from '../resources/connection.ts';
import { addVersion, changeVersion, lastPart, type SecretVersion } from '../resources/secret.ts';
import { secretUsesQuery } from '../resources/secret-use.ts';
import { isBehind, isLogin, switchCall, testLogin } from './login-version.ts';

interface RotationOptions {
  readonly project: string;
  readonly secret: string;
  readonly versions: readonly SecretVersion[];
}

/** The connections that log in with a secret. */
function useLogins({ project, secret }: RotationOptions) {
  const { data: connections = [] } = useQuery(connectionsQuery(project));
  const { data: uses } = useQuery(secretUsesQuery(project, secret));
  return (uses?.secretUses ?? []).filter(isLogin).flatMap((use) => {
    const connection = connections.find(({ name }) => name === use.connection);
    return connection ? [{ use, connection }] : [];
  });
}

/** The steps of a rotation, in their order. Each one starts with a button, and the next one with its outcome. */
export function useRotation(options: RotationOptions) {
  const { project, secret, versions } = options;
  const name = `projects/${project}/secrets/${secret}`;
  const client = useQueryClient();
  const value = useRef<HTMLInputElement>(null);
  const logins = useLogins(options);
  const onSettled = () =>
    Promise.all(
      ['secretVersions', 'secretUses', 'connections', 'connection'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
  const add = useMutation({ mutationFn: () => addVersion(name, value.current?.value ?? ''), onSettled });
  const added = add.data?.name ?? '';
  const behind = logins.filter(({ use }) => isBehind(use, added));
  const old = versions.filter((version) => version.state === 'ENABLED' && version.name !== added);
  const test = useMutation({
    mutationFn: () => Promise.all(logins.map(({ connection }) => testLogin(connection, added))),
  });
  const move = useMutation({
    async mutationFn() {
      for (const { connection } of behind) {
        const { error } = await request<Operation>(switchCall(connection, added));
        if (error) throw new Error(error.message ?? `${connection.name} could not be switched.`);
      }
    },
    onSettled,
  });
  const disable = useMutation({
    mutationFn: (names: readonly string[]) => Promise.all(names.map((one) => changeVersion(one, 'disable'))),
    onSettled,
  });
  return { name, value, logins, added, behind, old, add, test, move, disable };
}

type Rotation = ReturnType<typeof useRotation>;

/** What the button of the rotation does next. */
interface Step {
  readonly action: string;
  readonly kind?: 'primary' | 'danger';
  readonly run: () => void;
}

export function nextStep(
  { added, logins, behind, old, add, test, move, disable }: Rotation,
  onClose: () => void,
): Step {
  if (!add.data) return { action: 'Add version', run: add.mutate };
  if (disable.data) return { action: 'Done', run: onClose };
  if (logins.length > 0 && !test.data)
    return { action: `Test ${count(logins.length, 'connection')}`, run: test.mutate };
  if (test.data?.some(({ isGood }) => !isGood)) {
    const take = () => disable.mutate([added]);
    return { action: `Disable version ${lastPart(added)} again`, kind: 'danger', run: take };
  }
  if (behind.length > 0) return { action: `Switch ${count(behind.length, 'connection')}`, run: move.mutate };
  if (old.length === 0) return { action: 'Done', run: onClose };
  const numbers = old.map((version) => lastPart(version.name)).join(', ');
  return { action: `Disable version ${numbers}`, run: () => disable.mutate(old.map((version) => version.name)) };
}
