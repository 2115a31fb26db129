import type { Declaration, Values } from '../../model/resource.js';
import type { Row } from '../../model/table.js';
import { isPhoneNumber, toFriendlyName } from '../phone-number.js';

/** The length of a number of the United States with its country code. */
const US_LENGTH = 12;

/** The values that each of the `Fields` adds to the response. */
const FIELDS: Readonly<Record<string, Values>> = {
  caller_name: { caller_name: 'EXAMPLE INC', caller_type: 'BUSINESS' },
  line_type_intelligence: {
    carrier_name: 'Example Mobile',
    mobile_country_code: '310',
    mobile_network_code: '120',
    type: 'mobile',
  },
  line_status: { status: 'active' },
  call_forwarding: { call_forwarding_enabled: false },
};

// Every text can be looked up. A text that is not a phone number gets a response with `valid: false`.
export const phoneNumberLookup: Declaration = {
  name: 'PhoneNumberLookup',
  product: 'lookups',
  instancePath: '/v2/PhoneNumbers/{PhoneNumber}',
  find({ PhoneNumber: text = '' }, _world, query) {
    const asked = (query.get('Fields') ?? '').split(',').filter((name) => Object.hasOwn(FIELDS, name));
    return { ...lookUp(text), ...Object.fromEntries(asked.map((name) => [name, FIELDS[name]])) };
  },
  seed: () => [],
};

/** Reads a number without a country code as a number of the United States. */
function lookUp(text: string): Row {
  const number = text.startsWith('+') ? text : `+1${text.replace(/[\s().-]/g, '')}`;
  const isUs = number.startsWith('+1');
  const isValid = isPhoneNumber(number) && (!isUs || number.length === US_LENGTH);
  return {
    sid: text,
    phone_number: isValid ? number : text,
    calling_country_code: isValid && isUs ? '1' : null,
    country_code: isValid && isUs ? 'US' : null,
    national_format: isValid ? toFriendlyName(number) : null,
    valid: isValid,
    validation_errors: isValid ? [] : [reasonOf(number)],
  };
}

function reasonOf(number: string): string {
  if (!/^\+\d+$/.test(number)) return 'NOT_A_NUMBER';
  return number.length < US_LENGTH ? 'TOO_SHORT' : 'TOO_LONG';
}
