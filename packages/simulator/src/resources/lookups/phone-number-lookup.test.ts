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
  ['+4930901820', { valid: true, phone_number: '+4930901820', country_code: 'DE', calling_country_code: '49' }],
  ['+99930901820', { valid: true, phone_number: '+99930901820', country_code: null }],
  ['415555', { valid: false, validation_errors: ['TOO_SHORT'] }],
  ['+141555501000', { valid: false, validation_errors: ['TOO_LONG'] }],
  ['nobody', { valid: false, validation_errors: ['NOT_A_NUMBER'], phone_number: 'nobody' }],
])('the lookup of %s returns %j', async (number, expected) => {
  const { status, body } = await simulate().ask('GET', 'lookups', `/v2/PhoneNumbers/${encodeURIComponent(number)}`);
  expect([status, body]).toMatchObject([200, expected]);
});

test.each([
  ['030 901820', 'DE', { valid: true, phone_number: '+4930901820', country_code: 'DE', calling_country_code: '49' }],
  ['020 7946 0958', 'GB', { valid: true, phone_number: '+442079460958', country_code: 'GB' }],
  ['415-555-0100', 'US', { valid: true, phone_number: '+14155550100', country_code: 'US' }],
  ['1 416 555 0100', 'CA', { valid: true, phone_number: '+14165550100', country_code: 'CA' }],
  ['+4930901820', 'US', { valid: true, phone_number: '+4930901820', country_code: 'DE' }],
])('the lookup of the national number %s of %s returns %j', async (number, country, expected) => {
  const path = `/v2/PhoneNumbers/${encodeURIComponent(number)}?CountryCode=${country}`;
  const { status, body } = await simulate().ask('GET', 'lookups', path);
  expect([status, body]).toMatchObject([200, expected]);
});

test.each(['Fields=nonsense', 'Fields=line_status,nonsense', 'CountryCode=XX'])(
  'a lookup with %s is refused',
  async (query) => {
    const answer = await simulate().ask('GET', 'lookups', `/v2/PhoneNumbers/%2B14155550100?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 20_001 } });
  },
);

test('a lookup accepts several fields', async () => {
  const fields = 'line_status,line_type_intelligence,sim_swap';
  const { body } = await simulate().ask('GET', 'lookups', `/v2/PhoneNumbers/%2B14155550100?Fields=${fields}`);
  expect(body).toMatchObject({ line_status: { status: 'active' }, line_type_intelligence: { type: 'mobile' } });
});
