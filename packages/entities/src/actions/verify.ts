import { boolean, defineAction, json, oneOf, sid, text, timestamp } from '../model/index.js';

const CHANNELS = ['sms', 'call', 'email', 'whatsapp', 'sna', 'auto', 'rbm'] as const;
const docs = 'https://www.twilio.com/docs/verify/api/verification';
const service = sid('VA', { create: 'required', references: 'VerifyServices', description: 'The Verify service.' });
const parameter = { create: 'optional' } as const;

const verification = {
  Sid: sid('VE', { description: 'The verification.' }),
  ServiceSid: sid('VA', { references: 'VerifyServices', description: 'The Verify service.' }),
  To: text({ description: 'Who is verified.' }),
  Channel: text({ description: 'The way by which the code goes.' }),
  Status: text({ description: 'pending, approved, canceled, expired and the like.' }),
  Valid: boolean({ description: 'Whether the right code was given.' }),
  Amount: text({ description: 'Of a payment that is verified, the amount.' }),
  Payee: text({ description: 'Of a payment that is verified, the payee.' }),
  DateCreated: timestamp(),
  DateUpdated: timestamp(),
};

export const startVerification = defineAction({
  name: 'StartVerification',
  description: 'Sends somebody a code that proves who has the number or the address.',
  docs,
  product: 'verify',
  method: 'POST',
  path: '/v2/Services/{ServiceSid}/Verifications',
  inputParameters: {
    ServiceSid: service,
    To: text({ create: 'required', description: 'The number in E.164, or the e-mail address.' }),
    Channel: text({ create: 'required', description: `The way by which the code goes: ${CHANNELS.join(', ')}.` }),
    CustomFriendlyName: text({ ...parameter, description: 'The name of the service in this one message.' }),
    CustomMessage: text({ ...parameter, description: 'A text of your own, where Twilio has allowed it.' }),
    SendDigits: text({ ...parameter, description: 'Digits to dial once a call is answered.' }),
    Locale: text({ ...parameter, description: 'The language, such as en or fr.' }),
    CustomCode: text({ ...parameter, description: 'A code of your own, 4 to 10 characters.' }),
    Amount: text({ ...parameter, description: 'Of a payment, the amount (PSD2).' }),
    Payee: text({ ...parameter, description: 'Of a payment, the payee (PSD2).' }),
    RateLimits: json({ ...parameter, description: 'Values for the rate limits of the service, as JSON.' }),
    ChannelConfiguration: json({ ...parameter, description: 'Settings of the channel, as JSON.' }),
    AppHash: text({ ...parameter, description: 'The hash by which an Android app reads the message.' }),
    TemplateSid: sid('HJ', { ...parameter, description: 'The message template.' }),
    TemplateCustomSubstitutions: text({ ...parameter, description: 'Values for the template, as JSON.' }),
    DeviceIp: text({ ...parameter, description: 'The IP address of the device.' }),
    EnableSnaClientToken: boolean({ ...parameter, description: 'Whether a silent authentication gets a token.' }),
    RiskCheck: oneOf(['enable', 'disable'], { ...parameter, description: 'Whether fraud is looked for.' }),
    Tags: text({ ...parameter, description: 'Words of your own, as JSON.' }),
  },
  resultMetadata: verification,
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'sends a code, which costs money and reaches a person',
});

export const checkVerification = defineAction({
  name: 'CheckVerification',
  description: 'Checks the code that somebody gave. A code is taken once, and a wrong one counts.',
  docs: 'https://www.twilio.com/docs/verify/api/verification-check',
  product: 'verify',
  method: 'POST',
  path: '/v2/Services/{ServiceSid}/VerificationCheck',
  inputParameters: {
    ServiceSid: service,
    Code: text({ ...parameter, description: 'The code, 4 to 10 characters.' }),
    To: text({ ...parameter, description: 'The number or address that was verified.' }),
    VerificationSid: sid('VE', { ...parameter, description: 'The verification, in place of To.' }),
    Amount: text({ ...parameter, description: 'Of a payment, the amount (PSD2).' }),
    Payee: text({ ...parameter, description: 'Of a payment, the payee (PSD2).' }),
    SnaClientToken: text({ ...parameter, description: 'The token of a silent authentication, in place of a code.' }),
  },
  needsOneOf: [
    ['To', 'VerificationSid'],
    ['Code', 'SnaClientToken'],
  ],
  resultMetadata: {
    ...verification,
    SnaAttemptsErrorCodes: json({ list: true, description: 'Why the silent attempts failed.' }),
  },
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'uses a try, or the code, up; what is verified costs money',
});
