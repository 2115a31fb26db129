import type { Resource } from '../resource.js';

export const assignedAddOns: Resource = {
  name: 'AssignedAddOns',
  path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{ResourceSid}/AssignedAddOns',
  share: 0.02,
  blank: {
    friendly_name: 'Caller name',
    unique_name: 'caller_name',
    description: 'Names the caller',
    configuration: {},
  },
  // What is assigned goes by the SID of what is installed.
  create: (form, _world, draft) => ({ ...draft(), sid: form.get('InstalledAddOnSid') ?? '' }),
};
