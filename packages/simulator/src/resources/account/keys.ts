import type { Resource } from '../resource.js';

/** The secret shows once, in the answer to the create. */
const create: Resource['create'] = (_form, world, draft) => ({ ...draft(), secret: world.sid('') });

export const keys: Resource = {
  name: 'Keys',
  path: '/2010-04-01/Accounts/{AccountSid}/Keys',
  share: 0.01,
  create,
};

export const signingKeys: Resource = {
  name: 'SigningKeys',
  path: '/2010-04-01/Accounts/{AccountSid}/SigningKeys',
  table: 'Keys',
  share: 0,
  create,
};
