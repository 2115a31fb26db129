import type { Declaration, Values } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { isPhoneNumber, toFriendlyName } from '../phone-number.js';

/** The length of a number of the United States with its country code. */
const US_LENGTH = 12;

/** The calling codes of the countries whose national numbers can be looked up, each with the prefix that such numbers may have. */
const COUNTRIES: Readonly<Record<string, readonly [code: string, prefix: string]>> = {
  AT: ['43', '0'],
  AU: ['61', '0'],
  BE: ['32', '0'],
  BR: ['55', '0'],
  CA: ['1', '1'],
  CH: ['41', '0'],
  DE: ['49', '0'],
  ES: ['34', ''],
  FR: ['33', '0'],
  GB: ['44', '0'],
  IE: ['353', '0'],
  IN: ['91', '0'],
  IT: ['39', ''],
  JP: ['81', '0'],
  MX: ['52', ''],
  NL: ['31', '0'],
  PL: ['48', ''],
  SE: ['46', '0'],
  US: ['1', '1'],
};

/** The `Fields` that Twilio knows and that add nothing here. */
const OTHER_FIELDS = [
  'validation',
  'sim_swap',
  'identity_match',
  'reassigned_number',
  'sms_pumping_risk',
  'phone_number_quality_score',
  'pre_fill',
];

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
    const asked = (query.get('Fields') ?? '').split(',').map((name) => name.trim());
    const unknown = asked.find((name) => name && !Object.hasOwn(FIELDS, name) && !OTHER_FIELDS.includes(name));
    if (unknown !== undefined) throw new TwilioProblem(400, 20_001, `Invalid Fields: ${unknown}`);
    const added = asked.filter((name) => Object.hasOwn(FIELDS, name)).map((name) => [name, FIELDS[name]]);
    return { ...lookUp(text, query.get('CountryCode') || 'US'), ...Object.fromEntries(added) };
  },
  seed: () => [],
};

/** Reads a number without a calling code as a number of a country. */
function lookUp(text: string, country: string): Row {
  const [code, prefix] = COUNTRIES[country] ?? [];
  if (code === undefined) throw new TwilioProblem(400, 20_001, `Invalid CountryCode: ${country}`);
  const digits = text.replace(/[\s().-]/g, '');
  const isNational = !text.startsWith('+');
  const number = isNational ? `+${code}${withoutPrefix(digits, prefix ?? '')}` : text;
  const isUs = number.startsWith('+1');
  const isValid = isPhoneNumber(number) && (!isUs || number.length === US_LENGTH);
  return {
    sid: text,
    phone_number: isValid ? number : text,
    calling_country_code: isValid ? callingCodeOf(number) : null,
    country_code: isValid ? countryOf(number, country) : null,
    national_format: isValid ? toFriendlyName(number) : null,
    valid: isValid,
    validation_errors: isValid ? [] : [reasonOf(number)],
  };
}

/** A national number without its trunk prefix. A number of North America has ten digits without it. */
function withoutPrefix(digits: string, prefix: string): string {
  const hasPrefix = prefix === '1' ? digits.length === US_LENGTH - 1 : prefix !== '';
  return hasPrefix && digits.startsWith(prefix) ? digits.slice(prefix.length) : digits;
}

function callingCodeOf(number: string): string | null {
  return Object.values(COUNTRIES).find(([code]) => number.startsWith(`+${code}`))?.[0] ?? null;
}

/** The country of a number: the one that was asked for, if its calling code fits. Canada shares that of the United States. */
function countryOf(number: string, asked: string): string | null {
  const fits = (country: string) => number.startsWith(`+${COUNTRIES[country]?.[0] ?? 'none'}`);
  if (fits(asked)) return asked;
  return fits('US') ? 'US' : (Object.keys(COUNTRIES).find(fits) ?? null);
}

function reasonOf(number: string): string {
  if (!/^\+\d+$/.test(number)) return 'NOT_A_NUMBER';
  return number.length < US_LENGTH ? 'TOO_SHORT' : 'TOO_LONG';
}
