import { expect, test } from 'vitest';
import { simulate } from '../../../test/simulate.js';

test.each([
  [
    '+14155550100',
    { valid: true, phone_number: '+14155550100', national_format: '(415) 555-0100', country_code: 'US' },
  ],
  // A number without a country code is read as a number of the United States.
  ['4155550100', { valid: true, phone_number: '+14155550100', country_code: 'US' }],
  ['(415) 555-0100', { valid: true, phone_number: '+14155550100', country_code: 'US' }],
  ['+4930901820', { valid: true, phone_number: '+4930901820', country_code: null }],
  ['415555', { valid: false, validation_errors: ['TOO_SHORT'] }],
  ['+141555501000', { valid: false, validation_errors: ['TOO_LONG'] }],
  ['nobody', { valid: false, validation_errors: ['NOT_A_NUMBER'], phone_number: 'nobody' }],
])('the lookup of %s returns %j', async (number, expected) => {
  const { status, body } = await simulate().ask('GET', 'lookups', `/v2/PhoneNumbers/${encodeURIComponent(number)}`);
  expect([status, body]).toMatchObject([200, expected]);
});
