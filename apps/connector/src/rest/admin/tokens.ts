import { roleBreach } from '../../access/policy.js';
import type { Grant } from '../../access/policies.js';
import { parsePolicyResource } from '../../access/resource-names.js';
import { isRoleName } from '../../access/roles.js';
import { badRequest, ConnectorError, type FieldProblem } from '../../errors.js';
import { isRecord } from '../../json/values.js';
import { checkExists } from '../iam/policy-resource.js';
import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';

const MAX_BINDINGS = 50;

const access = { permission: 'administrator', on: 'server' } as const;

/**
 * Creates an API token from `{name, expireTime, bindings: [{role, resource}]}`: with all of its roles, or not at all. Only this
 * answer contains the token itself.
 */
export const create = defineMethod({
  ...access,
  id: 'admin.tokens.create',
  route: { httpMethod: 'POST', path: '/admin/v1/tokens' },
  audit: 'ADMIN_WRITE',
  body: ['name', 'expireTime', 'bindings'],
  async handle(services, { body: { name, expireTime, bindings } }) {
    const { tokens, policies } = services;
    const grants = readGrants(bindings);
    for (const { resource } of grants) await checkExists(services, resource);
    const created = await tokens.create({ name, expireTime }, (transaction) =>
      policies.grant(transaction, `token:${String(name)}`, grants),
    );
    policies.reload();
    return created;
  },
});

/** Lists all tokens, including revoked ones, without the tokens themselves. */
export const list = defineMethod({
  ...access,
  id: 'admin.tokens.list',
  route: { httpMethod: 'GET', path: '/admin/v1/tokens' },
  audit: 'ADMIN_READ',
  parameters: PAGE,
  async handle({ tokens }, { query }) {
    const { items, ...page } = pageOf(await tokens.list(), query);
    return { tokens: items, ...page };
  },
});

/** Revokes a token. It stays in the list, and its name cannot be used again. */
export const revoke = defineMethod({
  ...access,
  id: 'admin.tokens.revoke',
  route: { httpMethod: 'DELETE', path: '/admin/v1/tokens/{tokensId}' },
  audit: 'ADMIN_WRITE',
  handle: ({ tokens }, { path }) => tokens.revoke(path.tokensId ?? ''),
});

function readGrants(given: unknown = []): readonly Grant[] {
  if (!Array.isArray(given) || given.length > MAX_BINDINGS) {
    throw invalid([{ field: 'bindings', description: `must be a list of at most ${MAX_BINDINGS} {role, resource}` }]);
  }
  const read = given.map((binding: unknown, index) => readGrant(binding, `bindings[${index}]`));
  const violations = read.flatMap(({ breaches }) => breaches);
  if (violations.length > 0) throw invalid(violations);
  return read.flatMap(({ grant }) => grant ?? []);
}

function readGrant(binding: unknown, field: string) {
  if (!isRecord(binding)) return { breaches: [{ field, description: 'must be {role, resource}' }], grant: undefined };
  const { role, resource, ...others } = binding;
  const parsed = typeof resource === 'string' ? parsePolicyResource(resource) : undefined;
  const kind = parsed?.connection === undefined ? 'project' : 'connection';
  const wrongRole = roleBreach(role, kind);
  const breaches = [
    ...(wrongRole === undefined ? [] : [{ field: `${field}.role`, description: wrongRole }]),
    ...(parsed ? [] : [{ field: `${field}.resource`, description: RESOURCE_FORMS }]),
    ...Object.keys(others).map((name) => ({
      field: `${field}.${name.slice(0, 63)}`,
      description: 'is unknown; use role and resource',
    })),
  ];
  const isGrant = typeof role === 'string' && isRoleName(role) && typeof resource === 'string';
  return { breaches, grant: isGrant ? { role, resource } : undefined };
}

const RESOURCE_FORMS =
  'must be projects/{project}, or projects/{project}/locations/{location}/connections/{connection}';

function invalid(violations: readonly FieldProblem[]): ConnectorError {
  const message = violations.map(({ field, description }) => `${field} ${description}`).join('; ');
  return new ConnectorError('INVALID_ARGUMENT', `The token cannot be created: ${message}.`, {
    reason: 'INVALID_TOKEN_REQUEST',
    details: [badRequest(violations)],
  });
}
