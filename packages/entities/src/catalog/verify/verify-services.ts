import { boolean, defineEntityType, integer, json, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;
const input = { readable: false, create: 'optional', update: true } as const;

export const verifyServices = defineEntityType({
  name: 'VerifyServices',
  group: 'Verify',
  description: 'Services that verify users by codes, each with its own settings.',
  docs: 'https://www.twilio.com/docs/verify/api/service',
  product: 'verify',
  path: '/v2/Services',
  collection: 'services',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the service and its verifications' },
  fields: {
    Sid: sid('VA', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({
      wire: 'FriendlyName',
      create: 'required',
      update: true,
      description: 'The service name shown in messages.',
    }),
    CodeLength: integer({ ...setting, description: 'The number of digits of a code, 4 to 10.' }),
    LookupEnabled: boolean({ ...setting, description: 'Whether each number is looked up first.' }),
    Psd2Enabled: boolean({ ...setting, description: 'Whether messages include amount and payee, as PSD2 requires.' }),
    SkipSmsToLandlines: boolean({
      ...setting,
      description: 'Whether to skip SMS to landlines; requires LookupEnabled.',
    }),
    DtmfInputRequired: boolean({
      ...setting,
      description: 'Whether a key press is required before the code is spoken.',
    }),
    TtsName: text({ ...setting, description: 'The spoken name of the service.' }),
    DoNotShareWarningEnabled: boolean({ ...setting, description: 'Whether the message warns not to share the code.' }),
    CustomCodeEnabled: boolean({ ...setting, description: 'Whether custom codes are allowed.' }),
    Push: json({ description: 'Push factor settings.' }),
    Totp: json({ description: 'Settings for time-based codes.' }),
    DefaultTemplateSid: sid('HJ', { ...setting, description: 'The message template.' }),
    Whatsapp: json({ description: 'WhatsApp settings.' }),
    Passkeys: json({ description: 'Passkey settings.' }),
    VerifyEventSubscriptionEnabled: boolean({ ...setting, description: 'Whether verify events are streamed.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    PushIncludeDate: boolean({
      ...input,
      wire: 'Push.IncludeDate',
      description: 'Whether push challenges include the date.',
    }),
    PushApnCredentialSid: sid('CR', {
      ...input,
      wire: 'Push.ApnCredentialSid',
      description: 'The credential for Apple push notifications.',
    }),
    PushFcmCredentialSid: sid('CR', {
      ...input,
      wire: 'Push.FcmCredentialSid',
      description: 'The credential for Firebase push notifications.',
    }),
    TotpIssuer: text({ ...input, wire: 'Totp.Issuer', description: 'The issuer name shown in authenticator apps.' }),
    TotpTimeStep: integer({
      ...input,
      wire: 'Totp.TimeStep',
      description: 'Seconds for which a time-based code is valid, 20 to 60.',
    }),
    TotpCodeLength: integer({
      ...input,
      wire: 'Totp.CodeLength',
      description: 'The number of digits of a time-based code, 3 to 8.',
    }),
    TotpSkew: integer({
      ...input,
      wire: 'Totp.Skew',
      description: 'The number of past and future codes that are also accepted, 0 to 2.',
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
      description: 'The relying party domain of passkeys.',
    }),
    PasskeysRelyingPartyName: text({
      ...input,
      wire: 'Passkeys.RelyingParty.Name',
      description: 'The name shown in passkey dialogs.',
    }),
    PasskeysRelyingPartyOrigins: text({
      ...input,
      wire: 'Passkeys.RelyingParty.Origins',
      description: 'Origins that can use the passkeys, comma-separated.',
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
