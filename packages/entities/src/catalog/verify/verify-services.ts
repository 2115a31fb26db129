import { boolean, defineEntityType, integer, json, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;
const input = { readable: false, create: 'optional', update: true } as const;

export const verifyServices = defineEntityType({
  name: 'VerifyServices',
  description: 'Services that verify people by codes, each with its settings.',
  docs: 'https://www.twilio.com/docs/verify/api/service',
  product: 'verify',
  path: '/v2/Services',
  collection: 'services',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the service with its verifications for good' },
  fields: {
    Sid: sid('VA', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({
      wire: 'FriendlyName',
      create: 'required',
      update: true,
      description: 'The name that people see in the message.',
    }),
    CodeLength: integer({ ...setting, description: 'Digits of a code, 4 to 10.' }),
    LookupEnabled: boolean({ ...setting, description: 'Whether each number is looked up first.' }),
    Psd2Enabled: boolean({ ...setting, description: 'Whether amount and payee are sent along, as PSD2 wants.' }),
    SkipSmsToLandlines: boolean({ ...setting, description: 'Whether no SMS goes to landlines; needs LookupEnabled.' }),
    DtmfInputRequired: boolean({
      ...setting,
      description: 'Whether a key has to be pressed before the code is spoken.',
    }),
    TtsName: text({ ...setting, description: "The service's name, as it is spoken." }),
    DoNotShareWarningEnabled: boolean({ ...setting, description: 'Whether the message warns not to share the code.' }),
    CustomCodeEnabled: boolean({ ...setting, description: 'Whether codes of your own may be sent.' }),
    Push: json({ description: 'Settings of push factors.' }),
    Totp: json({ description: 'Settings of time-based codes.' }),
    DefaultTemplateSid: sid('HJ', { ...setting, description: 'The message template.' }),
    Whatsapp: json({ description: 'Settings of WhatsApp.' }),
    Passkeys: json({ description: 'Settings of passkeys.' }),
    VerifyEventSubscriptionEnabled: boolean({ ...setting, description: 'Whether verify events are streamed.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    PushIncludeDate: boolean({
      ...input,
      wire: 'Push.IncludeDate',
      description: 'Whether push challenges carry the date.',
    }),
    PushApnCredentialSid: sid('CR', {
      ...input,
      wire: 'Push.ApnCredentialSid',
      description: "The credential for Apple's notifications.",
    }),
    PushFcmCredentialSid: sid('CR', {
      ...input,
      wire: 'Push.FcmCredentialSid',
      description: "The credential for Firebase's notifications.",
    }),
    TotpIssuer: text({ ...input, wire: 'Totp.Issuer', description: 'The name that authenticator apps show.' }),
    TotpTimeStep: integer({
      ...input,
      wire: 'Totp.TimeStep',
      description: 'Seconds for which a time-based code holds, 20 to 60.',
    }),
    TotpCodeLength: integer({ ...input, wire: 'Totp.CodeLength', description: 'Digits of a time-based code, 3 to 8.' }),
    TotpSkew: integer({
      ...input,
      wire: 'Totp.Skew',
      description: 'How many codes before and after are taken too, 0 to 2.',
    }),
    WhatsappMsgServiceSid: sid('MG', {
      ...input,
      wire: 'Whatsapp.MsgServiceSid',
      references: 'MessagingServices',
      description: 'The messaging service for WhatsApp.',
    }),
    WhatsappFrom: text({ ...input, wire: 'Whatsapp.From', description: 'The WhatsApp sender.' }),
    PasskeysRelyingPartyId: text({
      ...input,
      wire: 'Passkeys.RelyingParty.Id',
      description: 'The domain of passkeys.',
    }),
    PasskeysRelyingPartyName: text({
      ...input,
      wire: 'Passkeys.RelyingParty.Name',
      description: 'The name that passkey dialogs show.',
    }),
    PasskeysRelyingPartyOrigins: text({
      ...input,
      wire: 'Passkeys.RelyingParty.Origins',
      description: 'Origins that may use the passkeys, with commas between.',
    }),
    PasskeysAuthenticatorAttachment: text({
      ...input,
      wire: 'Passkeys.AuthenticatorAttachment',
      description: 'platform, cross-platform or any.',
    }),
    PasskeysDiscoverableCredentials: text({
      ...input,
      wire: 'Passkeys.DiscoverableCredentials',
      description: 'required, preferred or discouraged.',
    }),
    PasskeysUserVerification: text({
      ...input,
      wire: 'Passkeys.UserVerification',
      description: 'required, preferred or discouraged.',
    }),
  },
});
