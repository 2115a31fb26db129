import { defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';

export const verificationAttempts = defineEntityType({
  name: 'VerificationAttempts',
  group: 'Verify',
  description: 'Verification codes that were sent, and whether they were used.',
  docs: 'https://www.twilio.com/docs/verify/api/list-verification-attempts',
  product: 'verify',
  path: '/v2/Attempts',
  collection: 'attempts',
  operations: ['LIST', 'GET'],
  summary: ['Sid', 'Channel', 'DateCreated', 'ConversionStatus', 'VerificationSid'],
  fields: {
    Sid: sid('VL', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ServiceSid: sid('VA', { filter: { '=': 'VerifyServiceSid' }, references: 'VerifyServices' }),
    VerificationSid: sid('VE', { filter: ['='], description: 'The verification.' }),
    ConversionStatus: oneOf(['converted', 'unconverted'], {
      filter: { '=': 'Status' },
      description: 'Whether the attempt led to a verification.',
    }),
    Channel: oneOf(['sms', 'call', 'email', 'whatsapp', 'rbm'], {
      filter: ['='],
      description: 'The channel by which the code was sent.',
    }),
    Price: json({ description: 'The cost, as JSON.' }),
    ChannelData: json({ description: 'Channel details, as JSON.' }),
    DateCreated: timestamp({ filter: { '>=': 'DateCreatedAfter', '<=': 'DateCreatedBefore' } }),
    DateUpdated: timestamp(),
    Url: text(),
    ChannelDataTo: text({
      wire: 'ChannelData.To',
      readable: false,
      filter: ['='],
      description: 'Parameter only: the recipient.',
    }),
    Country: text({ readable: false, filter: ['='], description: "Parameter only: the recipient's country." }),
  },
});
