import { boolean, defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

const ADDRESS_REQUIREMENTS = ['none', 'any', 'local', 'foreign'] as const;
const EMERGENCY_ADDRESS_STATUSES = [
  'registered',
  'unregistered',
  'pending-registration',
  'registration-failure',
  'pending-unregistration',
  'unregistration-failure',
] as const;

const setting = { create: 'optional', update: true } as const;

export const incomingPhoneNumbers = defineEntityType({
  name: 'IncomingPhoneNumbers',
  description: "The account's phone numbers. CREATE buys a number; DELETE releases it.",
  docs: 'https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers',
  collection: 'incoming_phone_numbers',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  createNeedsOneOf: [['PhoneNumber', 'AreaCode']],
  consequences: {
    CREATE: 'buys a phone number, which costs money every month',
    DELETE: 'releases the phone number, which may not be available again',
  },
  summary: ['Sid', 'PhoneNumber', 'Name', 'Status', 'VoiceUrl', 'SmsUrl', 'DateCreated'],
  fields: {
    Sid: sid('PN', { key: true }),
    AccountSid: sid('AC', {
      update: true,
      references: 'Accounts',
      description: 'UPDATE transfers the number to another account of the same owner.',
    }),
    PhoneNumber: text({ filter: ['='], create: 'optional', description: 'The number in E.164 format.' }),
    Name: text({
      ...setting,
      wire: 'FriendlyName',
      filter: ['='],
      description: 'A human-readable name, at most 64 characters.',
    }),
    Status: text(),
    Type: text(),
    Origin: text({ filter: ['='], description: "'twilio' for a Twilio number, 'hosted' for a hosted number." }),
    Beta: boolean({ filter: ['='] }),
    Capabilities: json(),
    CapabilitiesVoice: boolean({ source: 'capabilities.voice' }),
    CapabilitiesSms: boolean({ source: 'capabilities.sms' }),
    CapabilitiesMms: boolean({ source: 'capabilities.mms' }),
    CapabilitiesFax: boolean({ source: 'capabilities.fax' }),
    VoiceUrl: text(setting),
    VoiceMethod: oneOf(METHODS, setting),
    VoiceFallbackUrl: text(setting),
    VoiceFallbackMethod: oneOf(METHODS, setting),
    VoiceCallerIdLookup: boolean(setting),
    VoiceReceiveMode: oneOf(['voice', 'fax'], setting),
    VoiceApplicationSid: sid('AP', { ...setting, references: 'Applications' }),
    SmsUrl: text(setting),
    SmsMethod: oneOf(METHODS, setting),
    SmsFallbackUrl: text(setting),
    SmsFallbackMethod: oneOf(METHODS, setting),
    SmsApplicationSid: sid('AP', { ...setting, references: 'Applications' }),
    StatusCallback: text(setting),
    StatusCallbackMethod: oneOf(METHODS, setting),
    TrunkSid: sid('TK', { ...setting, references: 'SipTrunks' }),
    AddressSid: sid('AD', { ...setting, references: 'Addresses' }),
    AddressRequirements: oneOf(ADDRESS_REQUIREMENTS),
    IdentitySid: sid('RI', setting),
    BundleSid: sid('BU', { ...setting, references: 'RegulatoryBundles' }),
    EmergencyStatus: oneOf(['Active', 'Inactive'], setting),
    EmergencyAddressSid: sid('AD', { ...setting, references: 'Addresses' }),
    EmergencyAddressStatus: oneOf(EMERGENCY_ADDRESS_STATUSES),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    ApiVersion: text(setting),
    Uri: text(),
    AreaCode: text({
      readable: false,
      create: 'optional',
      description: 'Buys any available number with this area code.',
    }),
  },
});
