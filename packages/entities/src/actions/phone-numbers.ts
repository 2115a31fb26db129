import { availablePhoneNumbers } from '../catalog/phone-numbers/available-phone-numbers.js';
import { incomingPhoneNumbers } from '../catalog/phone-numbers/incoming-phone-numbers.js';
import { outgoingCallerIds } from '../catalog/phone-numbers/outgoing-caller-ids.js';
import { defineAction, integer, oneOf, sid, text } from '../model/index.js';
import { columnsOf, createFieldsOf, filterFieldsOf, required } from './fields-of.js';

const { docs, path, fields } = incomingPhoneNumbers;

export const searchAvailablePhoneNumbers = defineAction({
  name: 'SearchAvailablePhoneNumbers',
  description: 'Looks for phone numbers that can be bought: a sample of those that fit.',
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
  description: 'Buys a phone number: the one that is named, or any of an area code.',
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
  description: 'Gives a phone number back to Twilio; somebody else may get it.',
  docs,
  method: 'DELETE',
  path: `${path}/{Sid}`,
  inputParameters: { Sid: required(fields.Sid, 'The number.') },
  resultMetadata: {},
  isIdempotent: true,
  isDestructive: true,
  consequence: 'releases the phone number for good',
  isOffByDefault: true,
});

export const transferPhoneNumber = defineAction({
  name: 'TransferPhoneNumber',
  description: 'Moves a phone number to another account of the same owner.',
  docs,
  method: 'POST',
  path: `${path}/{Sid}`,
  inputParameters: {
    Sid: required(fields.Sid, 'The number.'),
    TargetAccountSid: sid('AC', {
      wire: 'AccountSid',
      create: 'required',
      references: 'Accounts',
      description: 'The account that gets it: the main one or one of its subaccounts.',
    }),
  },
  resultMetadata: { Sid: fields.Sid },
  isIdempotent: true,
  isDestructive: true,
  consequence: 'takes the phone number out of this account',
  isOffByDefault: true,
});

export const addOutgoingCallerIds = defineAction({
  name: 'AddOutgoingCallerIds',
  description:
    'Verifies a number as a caller id: Twilio calls it and asks for the code that is answered here. The caller id exists once the code was given.',
  docs: outgoingCallerIds.docs,
  method: 'POST',
  path: outgoingCallerIds.path,
  inputParameters: {
    PhoneNumber: text({ create: 'required', description: 'The number to verify, in E.164.' }),
    Name: text({ wire: 'FriendlyName', create: 'optional', description: 'What the caller id is called.' }),
    CallDelay: integer({ create: 'optional', minimum: 0, maximum: 60, description: 'Seconds before Twilio calls.' }),
    Extension: text({ create: 'optional', description: 'Digits to dial once the number answers.' }),
    StatusCallback: text({ create: 'optional', description: 'The URL that is told how it ended.' }),
    StatusCallbackMethod: oneOf(['GET', 'POST'], { create: 'optional', description: 'How that URL is asked.' }),
  },
  resultMetadata: {
    ValidationCode: text({ description: 'The six digits that the callee has to type.' }),
    CallSid: sid('CA', { references: 'Calls', description: 'The call by which the number is verified.' }),
    PhoneNumber: text(),
    Name: text({ wire: 'FriendlyName' }),
    AccountSid: sid('AC'),
  },
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'places a call to the number',
});
