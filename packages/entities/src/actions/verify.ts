import { boolean, defineAction, json, oneOf, sid, text, timestamp } from '../model/index.js';

const CHANNELS = ['sms', 'call', 'email', 'whatsapp', 'sna', 'auto', 'rbm'] as const;
const docs = 'https://www.twilio.com/docs/verify/api/verification';
const service = sid('VA', { create: 'required', references: 'VerifyServices', description: 'The Verify service.' });
const parameter = { create: 'optional' } as const;

const verification = {
  Sid: sid('VE', { description: 'The verification.' }),
  ServiceSid: sid('VA', { references: 'VerifyServices', description: 'The Verify service.' }),
  To: text({ description: 'The number or address being verified.' }),
  Channel: text({ description: 'The channel by which the code is sent.' }),
  Status: text({ description: 'The status, such as pending, approved, canceled or expired.' }),
  Valid: boolean({ description: 'Whether the correct code was entered.' }),
  Amount: text({ description: 'The amount, when verifying a payment.' }),
  Payee: text({ description: 'The payee, when verifying a payment.' }),
  DateCreated: timestamp(),
  DateUpdated: timestamp(),
};

export const startVerification = defineAction({
  name: 'StartVerification',
  description: 'Sends a verification code to a number or address.',
  docs,
  product: 'verify',
  method: 'POST',
  path: '/v2/Services/{ServiceSid}/Verifications',
  inputParameters: {
    ServiceSid: service,
    To: text({ create: 'required', description: 'The number in E.164 format, or the email address.' }),
    Channel: text({
      create: 'required',
      description: `The channel by which the code is sent: ${CHANNELS.join(', ')}.`,
    }),
    CustomFriendlyName: text({ ...parameter, description: 'The service name for this message.' }),
    CustomMessage: text({ ...parameter, description: 'A custom text, if Twilio has enabled this.' }),
    SendDigits: text({ ...parameter, description: 'Digits to dial when the call is answered.' }),
    Locale: text({ ...parameter, description: 'The language, such as en or fr.' }),
    CustomCode: text({ ...parameter, description: 'A custom code, 4 to 10 characters.' }),
    Amount: text({ ...parameter, description: 'The amount, when verifying a payment (PSD2).' }),
    Payee: text({ ...parameter, description: 'The payee, when verifying a payment (PSD2).' }),
    RateLimits: json({ ...parameter, description: "Values for the service's rate limits, as JSON." }),
    ChannelConfiguration: json({ ...parameter, description: 'Channel settings, as JSON.' }),
    AppHash: text({ ...parameter, description: 'The hash that lets an Android app read the message.' }),
    TemplateSid: sid('HJ', { ...parameter, description: 'The message template.' }),
    TemplateCustomSubstitutions: text({ ...parameter, description: 'Values for the template, as JSON.' }),
    DeviceIp: text({ ...parameter, description: 'The IP address of the device.' }),
    EnableSnaClientToken: boolean({
      ...parameter,
      description: 'Whether to return a client token for silent network authentication.',
    }),
    RiskCheck: oneOf(['enable', 'disable'], { ...parameter, description: 'Whether to check for fraud.' }),
    Tags: text({ ...parameter, description: 'Custom tags, as JSON.' }),
  },
  resultMetadata: verification,
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'sends a code, which costs money and reaches a person',
});

export const checkVerification = defineAction({
  name: 'CheckVerification',
  description: 'Checks a code that a user entered. A code can be used once; a wrong code counts as an attempt.',
  docs: 'https://www.twilio.com/docs/verify/api/verification-check',
  product: 'verify',
  method: 'POST',
  path: '/v2/Services/{ServiceSid}/VerificationCheck',
  inputParameters: {
    ServiceSid: service,
    Code: text({ ...parameter, description: 'The code, 4 to 10 characters.' }),
    To: text({ ...parameter, description: 'The number or address being verified.' }),
    VerificationSid: sid('VE', { ...parameter, description: 'The verification, instead of To.' }),
    Amount: text({ ...parameter, description: 'The amount, when verifying a payment (PSD2).' }),
    Payee: text({ ...parameter, description: 'The payee, when verifying a payment (PSD2).' }),
    SnaClientToken: text({
      ...parameter,
      description: 'The token of a silent network authentication, instead of a code.',
    }),
  },
  needsOneOf: [
    ['To', 'VerificationSid'],
    ['Code', 'SnaClientToken'],
  ],
  resultMetadata: {
    ...verification,
    SnaAttemptsErrorCodes: json({
      list: true,
      description: 'Error codes of the failed silent network authentication attempts.',
    }),
  },
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'uses up an attempt or the code; a successful verification costs money',
});
