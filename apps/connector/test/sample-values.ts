import type { EntityType, Field, Operation } from '@twilio-connector/entities';

type Values = Record<string, unknown>;

/** A valid value for a column, based only on its declaration. */
function sampleOf(name: string, { dataType, sid, values, minimum = 1, update }: Field, operation: Operation): unknown {
  if (operation === 'UPDATE' && Array.isArray(update)) return (update as readonly string[])[0];
  if (values) return values[0];
  if (sid) return `${sid[0]}${'1'.repeat(32)}`;
  if (/Url$|Callback$/.test(name)) return 'https://example.com/path';
  if (/^(?:To|PhoneNumber|Identity)$/.test(name)) return '+15550100001';
  if (name === 'Sender') return '+15550100100';
  if (name === 'IpAddress') return '192.0.2.1';
  if (name.endsWith('Country')) return 'US';
  const samples = {
    text: `sample-${name.toLowerCase()}`,
    integer: minimum,
    double: 1.5,
    decimal: '1.50',
    boolean: true,
  };
  const others = { timestamp: '2024-01-01T00:00:00Z', date: '2024-01-01', json: {} };
  return { ...samples, ...others }[dataType];
}

/** The minimal fields of a CREATE. */
export function createSample({ fields, createNeedsOneOf = [] }: EntityType, given: Values): Values {
  const required = Object.keys(fields).filter((name) => fields[name]?.create === 'required');
  const names = [...required, ...createNeedsOneOf.map(([first = '']) => first)].filter((name) => !(name in given));
  return {
    ...Object.fromEntries(names.map((name) => [name, sampleOf(name, fields[name] as Field, 'CREATE')])),
    ...given,
  };
}

/** The required fields of an UPDATE, or else the first field that it accepts. */
export function updateSample({ fields }: EntityType): Values {
  const taken = Object.keys(fields).filter((name) => fields[name]?.update);
  const required = taken.filter((name) => fields[name]?.update === 'required');
  const readable = taken.filter((name) => fields[name]?.readable !== false);
  const names = required.length > 0 ? required : [readable[0] ?? taken[0] ?? ''];
  return Object.fromEntries(names.map((name) => [name, sampleOf(name, fields[name] as Field, 'UPDATE')]));
}

/** The minimal parameters of an action. */
export function actionSample(
  {
    inputParameters,
    needsOneOf = [],
  }: {
    readonly inputParameters: Readonly<Record<string, Field>>;
    readonly needsOneOf?: readonly (readonly string[])[];
  },
  given: Values,
): Values {
  const required = Object.keys(inputParameters).filter((name) => inputParameters[name]?.create === 'required');
  const names = [...required, ...needsOneOf.map(([first = '']) => first)].filter((name) => !(name in given));
  return {
    ...Object.fromEntries(names.map((name) => [name, sampleOf(name, inputParameters[name] as Field, 'CREATE')])),
    ...given,
  };
}
