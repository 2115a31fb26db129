import type { Grant } from '../../access/policies.js';
import { roleBreach } from '../../access/policy.js';
import { parsePolicyResource } from '../../access/resource-names.js';
import { isRoleName } from '../../access/roles.js';
import type { Tokens } from '../../access/api-tokens.js';
import { badRequest, ConnectorError } from '../../errors.js';
import { checkExists, type IamPort } from '../iam/port.js';
import { pageOf, pageParameters } from '../page.js';
import { checkMembers, type RestRequest } from '../request.js';

/** What the methods of tokens stand on. */
export interface TokensPort extends IamPort {
  readonly tokens: Tokens;
}

const MAX_BINDINGS = 50;

/**
 * Makes an API token `{name, expireTime, bindings: [{role, resource}]}`, with its roles or not at all. The answer holds the
 * token, this once.
 */
export async function createToken({ tokens, policies, hasConnection }: TokensPort, { body }: RestRequest) {
  checkMembers(body, ['name', 'expireTime', 'bindings']);
  const grants = readGrants(body.bindings);
  for (const { resource } of grants) await checkExists({ hasConnection }, resource);
  const { name, expireTime } = body;
  const created = await tokens.create({ name, expireTime }, (transaction) =>
    policies.grant(transaction, `token:${String(name)}`, grants),
  );
  policies.reload();
  return created;
}

/** Every token that there is or was, without the token. */
export async function listTokens({ tokens }: TokensPort, { query }: RestRequest) {
  const { items, nextPageToken } = pageOf(await tokens.list(), pageParameters(query));
  return { tokens: items, nextPageToken };
}

/** Ends a token. It stays in the list, and its name stays taken. */
export async function revokeToken({ tokens }: TokensPort, { params, body }: RestRequest) {
  checkMembers(body, []);
  return tokens.revoke(params.tokensId ?? '');
}

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
  const { role, resource, ...others } = (binding ?? {}) as Readonly<Record<string, unknown>>;
  const parsed = typeof resource === 'string' ? parsePolicyResource(resource) : undefined;
  const kind = parsed?.connection === undefined ? 'project' : 'connection';
  const wrongRole = roleBreach(role, kind);
  const breaches = [
    ...(wrongRole === undefined ? [] : [{ field: `${field}.role`, description: wrongRole }]),
    ...(parsed ? [] : [{ field: `${field}.resource`, description: RESOURCE_FORMS }]),
    ...Object.keys(others).map((name) => ({
      field: `${field}.${name.slice(0, 63)}`,
      description: 'is not served; give role and resource',
    })),
  ];
  const isGrant = typeof role === 'string' && isRoleName(role) && typeof resource === 'string';
  return { breaches, grant: isGrant ? { role, resource } : undefined };
}

const RESOURCE_FORMS =
  'must be projects/{project}, or projects/{project}/locations/{location}/connections/{connection}';

function invalid(violations: readonly { readonly field: string; readonly description: string }[]): ConnectorError {
  const message = violations.map(({ field, description }) => `${field} ${description}`).join('; ');
  return new ConnectorError('INVALID_ARGUMENT', `The token cannot be made: ${message}.`, {
    reason: 'INVALID_TOKEN_REQUEST',
    details: [badRequest(violations)],
  });
}
