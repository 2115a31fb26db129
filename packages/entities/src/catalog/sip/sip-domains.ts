import { boolean, defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

const setting = { create: 'optional', update: true } as const;

export const sipDomains = defineEntityType({
  name: 'SipDomains',
  group: 'SIP',
  description: 'Names under sip.twilio.com that accept SIP calls.',
  docs: 'https://www.twilio.com/docs/voice/sip/api/sip-domain-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/Domains',
  collection: 'domains',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the domain' },
  summary: ['Sid', 'DomainName', 'Name', 'DateCreated', 'AuthType'],
  fields: {
    Sid: sid('SD', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    AuthType: text({ description: 'The authentication of SIP requests: IP_ACL, CREDENTIAL_LIST or both.' }),
    DomainName: text({ create: 'required', update: true, description: 'The domain name under sip.twilio.com.' }),
    Name: text({ ...setting, wire: 'FriendlyName' }),
    VoiceFallbackMethod: oneOf(METHODS, setting),
    VoiceFallbackUrl: text(setting),
    VoiceMethod: oneOf(METHODS, setting),
    VoiceStatusCallbackMethod: oneOf(METHODS, { ...setting, description: 'HTTP method of VoiceStatusCallbackUrl.' }),
    VoiceStatusCallbackUrl: text({ ...setting, description: 'URL notified of the status of calls.' }),
    VoiceUrl: text(setting),
    SipRegistration: boolean({ ...setting, description: 'Whether SIP endpoints may register with it.' }),
    EmergencyCallingEnabled: boolean({ ...setting, description: 'Whether emergency calling is enabled.' }),
    Secure: boolean({ ...setting, description: 'Whether calls must be encrypted.' }),
    ByocTrunkSid: sid('BY', { ...setting, description: 'The trunk of your own carrier (BYOC).' }),
    EmergencyCallerSid: sid('PN', {
      ...setting,
      references: 'IncomingPhoneNumbers',
      description: 'The phone number shown to emergency services.',
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    ApiVersion: text(),
    Uri: text(),
    SubresourceUris: json(),
  },
});
