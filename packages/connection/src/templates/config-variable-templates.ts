import type { ConfigVariableTemplate } from './config-variable-template.js';
import { proxyVariableTemplates } from './proxy-variable-templates.js';

/** A comma-separated list of names. */
const NAMES = '[A-Za-z.*]+( *, *[A-Za-z.*]+)*';

/**
 * The configuration variables of this build. Regions and edges are Twilio's:
 * https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions and
 * https://www.twilio.com/docs/global-infrastructure/edge-locations
 */
export const configVariableTemplates = [
  {
    key: 'subaccount_sid',
    valueType: 'STRING',
    displayName: 'Subaccount SID',
    description: 'Account SID of the subaccount to use: AC and 32 hexadecimal digits.',
    required: false,
    validationRegex: '^AC[0-9a-fA-F]{32}$',
  },
  {
    key: 'region',
    valueType: 'STRING',
    displayName: 'Region',
    description: 'Twilio region that processes and stores data, such as us1, ie1 or au1.',
    required: false,
    validationRegex: '^[a-z]{2}[0-9]$',
  },
  {
    key: 'edge',
    valueType: 'STRING',
    displayName: 'Edge location',
    description: 'Twilio edge location that receives requests, such as ashburn, dublin or sao-paulo.',
    required: false,
    validationRegex: '^[a-z]+(-[a-z]+)*$',
    isAdvanced: true,
  },
  {
    key: 'base_url',
    valueType: 'STRING',
    displayName: 'Base URL',
    description:
      'Base URL that replaces the Twilio API, such as http://127.0.0.1:8081: http or https with a host, no user, query or fragment. Hosts of twilio.com need https.',
    required: false,
    validationRegex: '^https?://[^\\s/?#@]+(/[^\\s?#@]*)?$',
    forbidden: {
      regex: /^http:\/\/(?:[^/]*\.)?twilio\.com\.?(?:[:/]|$)/i,
      problem: 'would send the credentials to Twilio unencrypted; begin it with https://',
    },
    isAdvanced: true,
  },
  {
    key: 'allowed_operations',
    valueType: 'STRING',
    displayName: 'Allowed operations',
    description:
      'Allowed operations, separated by commas, such as LIST, Messages or Messages.CREATE; * or an empty value allows all.',
    required: false,
    validationRegex: `^${NAMES}$`,
    isAdvanced: true,
  },
  {
    key: 'allowed_actions',
    valueType: 'STRING',
    displayName: 'Allowed actions',
    description:
      'Allowed actions, separated by commas: action names, DEFAULT for the actions enabled by default, * for all. Default: DEFAULT.',
    required: false,
    validationRegex: `^${NAMES}$`,
    isAdvanced: true,
  },
  {
    key: 'bulk',
    valueType: 'BOOL',
    displayName: 'Bulk writes',
    description:
      'Whether an update or delete may change every entity that matches a condition on columns other than the key. Default: false.',
    required: false,
    isAdvanced: true,
  },
  {
    key: 'read_only',
    valueType: 'BOOL',
    displayName: 'Read only',
    description: 'Whether only LIST, GET and read-only actions are allowed. Default: false.',
    required: false,
    isAdvanced: true,
  },
  {
    key: 'log_payloads',
    valueType: 'BOOL',
    displayName: 'Payloads in the log',
    description:
      'Whether the log has the conditions, fields and parameters of calls, such as phone numbers and bodies; never secrets. Default: false.',
    required: false,
    isAdvanced: true,
  },
  ...proxyVariableTemplates,
] as const satisfies readonly ConfigVariableTemplate[];
