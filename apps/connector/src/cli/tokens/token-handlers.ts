import { confirm } from '../terminal/confirm.js';
import { writeNotes } from '../terminal/notes.js';
import { UsageError } from '../terminal/usage-error.js';
import type { ConnectorFlags } from '../connector/connector-flags.js';
import { toPolicyResource, toRole } from '../connector/resource-names.js';
import { type Resource, withConnector } from '../connector/connector-client.js';
import { showAll } from '../connector/show-resources.js';
import { durationMs } from '../terminal/duration.js';

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

/** `tokens create`: prints the token, and nothing else, on standard output. */
export function create(name: string, flags: TokenFlags, process: NodeJS.Process): Promise<void> {
  const body = {
    name,
    bindings: toBindings(flags),
    ...(flags.expires !== undefined && { expireTime: toTime(flags.expires, Date.now()) }),
  };
  return withConnector(flags, process, async (connector) => {
    const { token } = await connector.write(PATH, { method: 'POST', body });
    process.stdout.write(`${String(token)}\n`);
    const expiry = body.expireTime === undefined ? 'does not expire' : `expires at ${body.expireTime}`;
    process.stderr.write(`Token ${name} ${expiry}. Store it now: it is not shown again.\n`);
  });
}

/** `tokens list` */
export function list(flags: TokenFlags, process: NodeJS.Process): Promise<void> {
  const { output, limit } = flags;
  return withConnector(flags, process, (connector) =>
    showAll(connector.list(PATH, 'tokens', { pageSize: '200' }), { ...TOKEN, output, limit }, process),
  );
}

/** `tokens revoke` */
export async function revoke(name: string, flags: TokenFlags, process: NodeJS.Process): Promise<void> {
  await confirm(`revokes the token ${name} for good`, { yes: flags.yes ?? false, process });
  await withConnector(flags, process, async (connector) => {
    await connector.write(`${PATH}/${encodeURIComponent(name)}`, { method: 'DELETE' });
    writeNotes([`Revoked the token ${name}.`], process);
  });
}

/** Pairs each role with the resource at the same position, or all roles with a single resource. */
export function toBindings({ role: roles = [], on: resources = [], ...place }: TokenFlags) {
  const single = resources.length === 1 ? resources[0] : undefined;
  if (roles.length !== resources.length && (single === undefined || roles.length === 0)) {
    throw new UsageError('Give one --on for each --role, in the same order, or a single --on for all roles.');
  }
  return roles.map((role, index) => ({
    role: toRole(role),
    resource: toPolicyResource(single ?? resources[index] ?? '', place),
  }));
}

/** The time of an expiry: a duration from now, such as `30d`, or a time in ISO 8601. @param now milliseconds since 1970 */
export function toTime(text: string, now: number): string {
  const duration = durationMs(text, ['m', 'h', 'd', 'w']);
  const time = duration === undefined ? Date.parse(text) : now + duration;
  if (Number.isNaN(time) || (duration === undefined && !/^\d{4}-\d{2}-\d{2}/.test(text))) {
    throw new UsageError('--expires must be a duration such as 30d or 12h, or a time such as 2030-01-31T00:00:00Z.');
  }
  return new Date(time).toISOString();
}
