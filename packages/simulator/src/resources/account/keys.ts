import type { Declaration } from '../../model/resource.js';

export const keys: Declaration = {
  name: 'Keys',
  path: '/2010-04-01/Accounts/{AccountSid}/Keys',
  // Only the response to the create contains the secret.
  create: (_form, world, { draft }) => ({ ...draft(), secret: world.sid('') }),
};
