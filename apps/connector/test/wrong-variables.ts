import { secretVersion } from './connections-bed.js';
import type { FormField } from './create-form.js';
import { PASTED, REFERENCE, type WrongValue } from './wrong-value.js';

/** Invalid texts by key of the variable, with the rule that refuses them. */
const WRONG_TEXTS: Readonly<Record<string, readonly (readonly [text: string, rule: RegExp])[]>> = {
  subaccount_sid: [[`SK${'0'.repeat(32)}`, /AC and 32 hexadecimal digits/]],
  region: [
    ['IE1', /such as us1, ie1 or au1/],
    ['dublin', /such as us1, ie1 or au1/],
  ],
  edge: [['Sao Paulo', /such as ashburn, dublin or sao-paulo/]],
  base_url: [
    ['ftp://127.0.0.1', /http or https/],
    [`http://me:${PASTED}@127.0.0.1/`, /no user, query or fragment/],
    ['http://127.0.0.1/?a=b', /no user, query or fragment/],
    ['http://169.254.169.254/', /metadata/],
    ['http://127.0.0.2:9/', /not on the list of allowed hosts/],
    ['http://10.0.0.1/', /not on the list of allowed hosts/],
    ['https://twilio.example.com/', /not on the list of allowed hosts/],
    ['https://{product}.example.com/', /not on the list of allowed hosts/],
    ['https://api.twilio.com.example.com/', /not on the list of allowed hosts/],
  ],
  allowed_operations: [
    ['LIST;GET', /separated by commas/],
    ['LISTT', /LIST/],
    ['Mesages.CREATE', /Messages/],
    ['Messages.EAT', /Messages/],
  ],
  allowed_actions: [
    ['Send Message', /separated by commas/],
    ['SendMesage', /SendMessage/],
  ],
  proxy_user: [
    ['some:body', /no colon, no control characters/],
    ['some\nbody', /no colon, no control characters/],
  ],
};

/** The field of a value by its type. */
const WIRE: Readonly<Record<string, string>> = {
  STRING: 'stringValue',
  ENUM: 'stringValue',
  INT: 'intValue',
  BOOL: 'boolValue',
  SECRET: 'secretValue',
};
const OTHER_VALUES = {
  stringValue: PASTED,
  intValue: '5',
  boolValue: true,
  secretValue: { secretVersion: secretVersion('s') },
};

/** A value of another type than the variable's, and its message. */
function wrongType(valueType: string | null): [value: unknown, rule: RegExp] {
  if (valueType === 'BOOL') return ['yes', /expected true or false/];
  return valueType === 'INT' ? ['many', /expected a whole number/] : [5, /is a number; expected/];
}

/** Every kind of wrong value of a variable of the form, made from its template. */
export function wrongVariables({ key = '', valueType = '', enumOptions }: FormField): WrongValue[] {
  const wire = WIRE[valueType ?? ''] ?? '';
  const one = (member: string, value: unknown, rule: RegExp, field = member): WrongValue => ({
    title: `${key} ${member} ${JSON.stringify(value)}`,
    path: 'configVariables',
    value: [{ key, [member]: value }],
    field: `configVariables[0].${field}`,
    rule,
  });
  const strays = Object.entries(OTHER_VALUES).filter(([member]) => member !== wire);
  return [
    ...strays.map(([member, value]) => one(member, value, new RegExp(`is the wrong field for ${key}; use ${wire}`))),
    ...(WRONG_TEXTS[key ?? ''] ?? []).map(([text, rule]) => one(wire, text, rule)),
    ...(enumOptions ? [one(wire, PASTED, new RegExp(enumOptions.map(({ id }) => id).join(', ')))] : []),
    one(wire, ...wrongType(valueType)),
    ...(valueType === 'SECRET' ? [one(wire, { secretVersion: PASTED }, REFERENCE, 'secretValue.secretVersion')] : []),
    ...(valueType === 'SECRET' ? [one(wire, {}, /is missing; expected/, 'secretValue.secretVersion')] : []),
  ];
}
