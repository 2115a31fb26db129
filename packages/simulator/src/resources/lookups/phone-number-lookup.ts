import type { Row } from '../../model/table.js';
import { isPhoneNumber, toFriendlyName } from '../phone-number.js';
import type { Declaration, Values } from '../../model/resource.js';

/** Of a number of the United States, with its country. */
const AMERICAN_LENGTH = 12;

/** What each of the `Fields` adds. */
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

// Every number can be looked up; one that is none is answered as invalid.
export const phoneNumberLookup: Declaration = {
  name: 'PhoneNumberLookup',
  product: 'lookups',
  instancePath: '/v2/PhoneNumbers/{PhoneNumber}',
  find({ PhoneNumber: text = '' }, _world, query) {
    const asked = (query.get('Fields') ?? '').split(',').filter((name) => Object.hasOwn(FIELDS, name));
    return { ...numberOf(text), ...Object.fromEntries(asked.map((name) => [name, FIELDS[name]])) };
  },
  seed: () => [],
};

/** A number without its country is one of the United States. */
function numberOf(text: string): Row {
  const number = text.startsWith('+') ? text : `+1${text.replace(/[\s().-]/g, '')}`;
  const isAmerican = number.startsWith('+1');
  const isValid = isPhoneNumber(number) && (!isAmerican || number.length === AMERICAN_LENGTH);
  return {
    sid: text,
    phone_number: isValid ? number : text,
    calling_country_code: isValid && isAmerican ? '1' : null,
    country_code: isValid && isAmerican ? 'US' : null,
    national_format: isValid ? toFriendlyName(number) : null,
    valid: isValid,
    validation_errors: isValid ? [] : [reasonOf(number)],
  };
}

function reasonOf(number: string): string {
  if (!/^\+\d+$/.test(number)) return 'NOT_A_NUMBER';
  return number.length < AMERICAN_LENGTH ? 'TOO_SHORT' : 'TOO_LONG';
}
