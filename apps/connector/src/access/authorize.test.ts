import { expect, test } from 'vitest';
import { createAuthorize } from './authorize.js';
import { ADMINISTRATOR, memberToCaller } from './caller.js';

const caller = memberToCaller('token:ci');
const STORED = 'projects/local/locations/local/connections/twilio';
const ASKED = 'projects/p/locations/local/connections/twilio';

/** Policies that grant one permission on one resource. */
const authorize = createAuthorize({
  isAllowed: async (_caller, permission, resource) => permission === 'connectors.entities.list' && resource === STORED,
});

test('a caller with the permission on the stored resource is allowed, whatever name it used', async () => {
  await expect(authorize(caller, 'connectors.entities.list', STORED, ASKED)).resolves.toBeUndefined();
  await expect(authorize(caller, 'connectors.entities.list', ASKED)).rejects.toThrow('lacks the permission');
});

test('a refusal names the permission, the roles that have it, and the resource as the caller named it', async () => {
  const refusal = authorize(caller, 'connectors.entities.create', STORED, ASKED);
  await expect(refusal).rejects.toMatchObject({ code: 'PERMISSION_DENIED', reason: 'PERMISSION_DENIED' });
  await expect(refusal).rejects.toThrow(
    `token:ci lacks the permission connectors.entities.create on ${ASKED}, or this resource does not exist; ask an administrator for a role with this permission (roles/connectors.admin, roles/connectors.invoker).`,
  );
  await expect(refusal).rejects.not.toThrow(STORED);
});

test('only the administrator is allowed what requires the administrator, and everyone what requires nothing', async () => {
  await expect(authorize(ADMINISTRATOR, 'administrator', '')).resolves.toBeUndefined();
  await expect(authorize(caller, 'administrator', '')).rejects.toThrow("requires the administrator's token");
  await expect(authorize(caller, 'none', '')).resolves.toBeUndefined();
});

test('the refusal of a permission that no role has says so', async () => {
  await expect(authorize(caller, 'connectors.nothing.get', STORED)).rejects.toThrow(
    `token:ci lacks the permission connectors.nothing.get on ${STORED}, or this resource does not exist; no role has this permission.`,
  );
});
