import { boolean, defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

const setting = { create: 'optional', update: true } as const;

export const sipTrunks = defineEntityType({
  name: 'SipTrunks',
  group: 'SIP',
  description: 'Elastic SIP trunks, which connect your own telephone system to Twilio.',
  docs: 'https://www.twilio.com/docs/sip-trunking/api/trunk-resource',
  product: 'trunking',
  path: '/v1/Trunks',
  collection: 'trunks',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the trunk, so calls can no longer use it' },
  summary: ['Sid', 'Name', 'DomainName', 'Secure', 'DateCreated', 'TransferMode'],
  fields: {
    Sid: sid('TK', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ ...setting, wire: 'FriendlyName' }),
    DomainName: text({ ...setting, description: 'The domain name for outgoing calls, under pstn.twilio.com.' }),
    DisasterRecoveryUrl: text({ ...setting, description: 'URL that returns TwiML if your system cannot be reached.' }),
    DisasterRecoveryMethod: oneOf(METHODS, { ...setting, description: 'HTTP method of DisasterRecoveryUrl.' }),
    Secure: boolean({ ...setting, description: 'Whether calls must be encrypted.' }),
    Recording: json({ description: 'The recording settings: mode and trim.' }),
    TransferMode: oneOf(['disable-all', 'enable-all', 'sip-only'], {
      ...setting,
      description: 'Whether calls can be transferred.',
    }),
    TransferCallerId: oneOf(['from-transferee', 'from-transferor'], {
      ...setting,
      description: 'The caller ID that the target of a transfer sees.',
    }),
    CnamLookupEnabled: boolean({
      ...setting,
      description: "Whether to look up the caller's name; each lookup costs money.",
    }),
    SymmetricRtpEnabled: boolean({ description: 'Whether audio is sent to the address from which audio arrives.' }),
    AuthType: text({ description: 'The authentication of SIP requests: IP_ACL, CREDENTIAL_LIST or both.' }),
    AuthTypeSet: json({ list: true, description: 'Reserved by Twilio.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
