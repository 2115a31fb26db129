import { isPhoneNumber, toFriendlyName } from '../addresses.js';
import type { Resource } from '../resource.js';

export const phoneNumberLookup: Resource = {
  name: 'PhoneNumberLookup',
  product: 'lookups',
  instancePath: '/v2/PhoneNumbers/{PhoneNumber}',
  key: ['phone_number'],
  share: 0,
  initial({ PhoneNumber: text = '' }) {
    const number = text.startsWith('+') ? text : `+1${text}`;
    const isValid = isPhoneNumber(number);
    const isAmerican = /^\+1\d{10}$/.test(number);
    return {
      sid: text,
      phone_number: isValid ? number : text,
      national_format: isValid ? toFriendlyName(number) : null,
      calling_country_code: isAmerican ? '1' : null,
      country_code: isAmerican ? 'US' : null,
      valid: isValid,
      validation_errors: isValid ? [] : [/^\+?\d*$/.test(text) ? 'INVALID_LENGTH' : 'NOT_A_NUMBER'],
    };
  },
};
