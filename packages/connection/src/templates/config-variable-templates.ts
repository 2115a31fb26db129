import type { ConfigVariableTemplate } from './config-variable-template.js';
import { proxyVariableTemplates } from './proxy-variable-templates.js';

/** Names separated by commas. */
const NAMES = '[A-Za-z.*]+( *, *[A-Za-z.*]+)*';

/**
 * The variables that a connection of this build may set. Regions and edges are Twilio's:
 * https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions and
 * https://www.twilio.com/docs/global-infrastructure/edge-locations
 */
export const configVariableTemplates = [
  {
    key: 'subaccount_sid',
    valueType: 'STRING',
    displayName: 'Subaccount SID',
    description: 'Account SID of the subaccount to work in: AC and 32 hexadecimal digits.',
    required: false,
    validationRegex: '^AC[0-9a-fA-F]{32}$',
  },
  {
    key: 'region',
    valueType: 'STRING',
    displayName: 'Region',
    description: 'Twilio region that processes and stores the data, such as us1, ie1 or au1.',
    required: false,
    validationRegex: '^[a-z]{2}[0-9]$',
  },
  {
    key: 'edge',
    valueType: 'STRING',
    displayName: 'Edge location',
    description: 'Twilio edge location through which requests enter, such as ashburn, dublin or sao-paulo.',
    required: false,
    validationRegex: '^[a-z]+(-[a-z]+)*$',
    isAdvanced: true,
  },
  {
    key: 'base_url',
    valueType: 'STRING',
    displayName: 'Base URL',
    description:
      'Address to send requests to instead of Twilio, such as http://127.0.0.1:8081: http or https, a host, no user, query or fragment.',
    required: false,
    validationRegex: '^https?://[^\\s/?#@]+(/[^\\s?#@]*)?$',
    isAdvanced: true,
  },
  {
    key: 'allowed_operations',
    valueType: 'STRING',
    displayName: 'Allowed operations',
    description:
      'Operations that may be used, separated by commas: LIST, Messages or Messages.CREATE; * or nothing set allows all.',
    required: false,
    validationRegex: `^${NAMES}$`,
    isAdvanced: true,
  },
  {
    key: 'allowed_actions',
    valueType: 'STRING',
    displayName: 'Allowed actions',
    description:
      'Actions that may be used, separated by commas: names, DEFAULT for those that are on anyway, * for all. Default DEFAULT.',
    required: false,
    validationRegex: `^${NAMES}$`,
    isAdvanced: true,
  },
  {
    key: 'bulk',
    valueType: 'BOOL',
    displayName: 'Bulk writes',
    description:
      'Whether an update or delete may go to all entities that a condition on other columns than the key finds. Default false.',
    required: false,
    isAdvanced: true,
  },
  {
    key: 'read_only',
    valueType: 'BOOL',
    displayName: 'Read only',
    description: 'Whether only LIST, GET and actions that change nothing may be used. Default false.',
    required: false,
    isAdvanced: true,
  },
  ...proxyVariableTemplates,
] as const satisfies readonly ConfigVariableTemplate[];
