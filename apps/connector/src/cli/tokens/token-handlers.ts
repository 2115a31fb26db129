import { confirm } from '../terminal/confirm.js';
import { UsageError } from '../terminal/usage-error.js';
import type { ConnectorFlags } from '../connector/connector-flags.js';
import { toPolicyResource, toRole } from '../connector/resource-names.js';
import { type Resource, withServer } from '../connector/connector-client.js';
import { showAll } from '../connector/show-resources.js';

/** The flags of the commands that manage API tokens. */
export interface TokenFlags extends ConnectorFlags {
  readonly role?: readonly string[];
  readonly on?: readonly string[];
  readonly expires?: string;
  readonly limit?: number;
}

const PATH = '/admin/v1/tokens';
const TOKEN = {
  toRow: ({ name, createTime, expireTime, revokeTime }: Resource) => ({
    Token: name,
    Created: createTime,
    Expires: expireTime,
    Revoked: revokeTime,
  }),
  columns: ['Token', 'Created', 'Expires', 'Revoked'],
};

/** `tokens create`: the token on standard output alone, this once. */
export function create(name: string, flags: TokenFlags, process: NodeJS.Process): Promise<void> {
  const body = {
    name,
    bindings: toBindings(flags),
    ...(flags.expires !== undefined && { expireTime: toTime(flags.expires, Date.now()) }),
  };
  return withServer(flags, process, async (server) => {
    const { token } = await server.write(PATH, { method: 'POST', body });
    process.stdout.write(`${String(token)}\n`);
    const until = body.expireTime === undefined ? 'without end' : `until ${body.expireTime}`;
    process.stderr.write(`The token of ${name}, ${until}. It is not shown again: keep it now.\n`);
  });
}

/** `tokens list` */
export function list(flags: TokenFlags, process: NodeJS.Process): Promise<void> {
  const { output, limit } = flags;
  return withServer(flags, process, (server) =>
    showAll(server.list(PATH, 'tokens', { pageSize: '200' }), { ...TOKEN, output, limit }, process),
  );
}

/** `tokens revoke` */
export async function revoke(name: string, flags: TokenFlags, process: NodeJS.Process): Promise<void> {
  await confirm(`ends the token ${name}, for good`, { yes: flags.yes ?? false, process });
  await withServer(flags, process, async (server) => {
    await server.write(`${PATH}/${encodeURIComponent(name)}`, { method: 'DELETE' });
  });
}

/** Each role is on the resource that stands at its place; a single resource is that of all. */
export function toBindings({ role: roles = [], on: resources = [], ...place }: TokenFlags) {
  const single = resources.length === 1 ? resources[0] : undefined;
  if (roles.length !== resources.length && (single === undefined || roles.length === 0)) {
    throw new UsageError('Give each --role its --on, in the same order; or one --on for all.');
  }
  return roles.map((role, index) => ({
    role: toRole(role),
    resource: toPolicyResource(single ?? resources[index] ?? '', place),
  }));
}

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A time from now on, such as `30d`, or a time in ISO 8601. @param now milliseconds since 1970 */
export function toTime(text: string, now: number): string {
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  const time = count === undefined ? Date.parse(text) : now + Number(count) * (UNITS_MS[unit] ?? 0);
  if (Number.isNaN(time) || (count === undefined && !/^\d{4}-\d{2}-\d{2}/.test(text))) {
    throw new UsageError(
      '--expires must be a time from now on, such as 30d or 12h, or a time such as 2030-01-31T00:00:00Z.',
    );
  }
  return new Date(time).toISOString();
}
