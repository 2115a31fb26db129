import { availablePhoneNumbers } from '../catalog/phone-numbers/available-phone-numbers.js';
import { incomingPhoneNumbers } from '../catalog/phone-numbers/incoming-phone-numbers.js';
import { outgoingCallerIds } from '../catalog/phone-numbers/outgoing-caller-ids.js';
import { defineAction, integer, oneOf, sid, text } from '../model/index.js';
import { columnsOf, createFieldsOf, filterFieldsOf, required } from './fields-of.js';

const { docs, path, fields } = incomingPhoneNumbers;

export const searchAvailablePhoneNumbers = defineAction({
  name: 'SearchAvailablePhoneNumbers',
  description: 'Searches for phone numbers available for purchase. Returns a sample of the matches.',
  docs: availablePhoneNumbers.docs,
  method: 'GET',
  path: availablePhoneNumbers.path,
  inputParameters: {
    CountryCode: required(availablePhoneNumbers.fields.CountryCode),
    Type: required(availablePhoneNumbers.fields.Type),
    ...filterFieldsOf(availablePhoneNumbers),
  },
  resultMetadata: columnsOf(availablePhoneNumbers),
  collection: 'available_phone_numbers',
  isIdempotent: true,
});

export const buyPhoneNumber = defineAction({
  name: 'BuyPhoneNumber',
  description: 'Buys a phone number: a specific number, or any number with an area code.',
  docs,
  method: 'POST',
  path,
  inputParameters: createFieldsOf(incomingPhoneNumbers),
  needsOneOf: [['PhoneNumber', 'AreaCode']],
  resultMetadata: columnsOf(incomingPhoneNumbers),
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'buys a phone number, which costs money every month',
  isOffByDefault: true,
});

export const releasePhoneNumber = defineAction({
  name: 'ReleasePhoneNumber',
  description: 'Releases a phone number to Twilio. It may be assigned to another customer.',
  docs,
  method: 'DELETE',
  path: `${path}/{Sid}`,
  inputParameters: { Sid: required(fields.Sid, 'The number.') },
  resultMetadata: {},
  isIdempotent: true,
  isDestructive: true,
  consequence: 'permanently releases the phone number',
  isOffByDefault: true,
});

export const transferPhoneNumber = defineAction({
  name: 'TransferPhoneNumber',
  description: 'Transfers a phone number to another account of the same owner.',
  docs,
  method: 'POST',
  path: `${path}/{Sid}`,
  inputParameters: {
    Sid: required(fields.Sid, 'The number.'),
    TargetAccountSid: sid('AC', {
      wire: 'AccountSid',
      create: 'required',
      references: 'Accounts',
      description: 'The receiving account: the main account or one of its subaccounts.',
    }),
  },
  resultMetadata: { Sid: fields.Sid },
  isIdempotent: true,
  isDestructive: true,
  consequence: 'removes the phone number from this account',
  isOffByDefault: true,
});

export const addOutgoingCallerIds = defineAction({
  name: 'AddOutgoingCallerIds',
  description:
    'Verifies a number as a caller ID. Twilio calls the number and asks for the returned code. The caller ID exists once the callee enters the code.',
  docs: outgoingCallerIds.docs,
  method: 'POST',
  path: outgoingCallerIds.path,
  inputParameters: {
    PhoneNumber: text({ create: 'required', description: 'The number to verify, in E.164 format.' }),
    Name: text({ wire: 'FriendlyName', create: 'optional', description: 'The name of the caller ID.' }),
    CallDelay: integer({ create: 'optional', minimum: 0, maximum: 60, description: 'Seconds before Twilio calls.' }),
    Extension: text({ create: 'optional', description: 'Digits to dial when the number answers.' }),
    StatusCallback: text({ create: 'optional', description: 'URL notified of the result.' }),
    StatusCallbackMethod: oneOf(['GET', 'POST'], { create: 'optional', description: 'HTTP method of StatusCallback.' }),
  },
  resultMetadata: {
    ValidationCode: text({ description: 'The six digits that the callee must enter.' }),
    CallSid: sid('CA', { references: 'Calls', description: 'The verification call.' }),
    PhoneNumber: text(),
    Name: text({ wire: 'FriendlyName' }),
    AccountSid: sid('AC'),
  },
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'places a call to the number',
});
