import type { Declaration } from '../../model/resource.js';

export const assignedAddOns: Declaration = {
  name: 'AssignedAddOns',
  path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{ResourceSid}/AssignedAddOns',
  key: ['resource_sid', 'sid'],
  defaults: { friendly_name: 'Add-on', unique_name: 'add_on', description: '', configuration: {} },
  // An assigned add-on has the SID of the installed add-on.
  create: (form, _world, { draft }) => ({ ...draft(), sid: form.get('InstalledAddOnSid') ?? '' }),
  sample: () => ({ unique_name: 'caller_name', description: 'Looks callers up', configuration: {} }),
};
