import type { Declaration } from '../../model/resource.js';

export const signingKeys: Declaration = {
  name: 'SigningKeys',
  path: '/2010-04-01/Accounts/{AccountSid}/SigningKeys',
  // Only the response to the create contains the secret.
  create: (_form, world, { draft }) => ({ ...draft(), secret: world.sid('') }),
};
