import type { Declaration } from '../../model/resource.js';

const SECTION = {
  status: 200,
  properties: {
    account_sid: { type: 'string' },
    subresource_uris: { type: 'object', format: 'uri-map' },
    uri: { type: 'string' },
  },
} as const;

/**
 * A section of an account, which only leads to the resources below it. Twilio's OpenAPI has its path, and every account links to
 * it, but its response is not documented.
 */
const sectionOf = (name: string, segment: string, subresources: Readonly<Record<string, string>>): Declaration => ({
  name,
  instancePath: `/2010-04-01/Accounts/{AccountSid}/${segment}`,
  operations: { get: { ...SECTION } },
  subresources,
  find: (_params, { accountSid }) => ({ sid: accountSid, account_sid: accountSid }),
  seed: () => [],
});

export const usageSection = sectionOf('UsageSection', 'Usage', { records: 'Records', triggers: 'Triggers' });

export const sipSection = sectionOf('SipSection', 'SIP', {
  credential_lists: 'CredentialLists',
  domains: 'Domains',
  ip_access_control_lists: 'IpAccessControlLists',
});
