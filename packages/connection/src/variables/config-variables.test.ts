import { describe, expect, test } from 'vitest';
import { withValue } from '../../test/valid-connection.js';
import type { ConfigVariableTemplate } from '../templates/config-variable-template.js';
import { configValues, configVariableTemplates, parseConnection, parseConnectionOrThrow } from '../index.js';

const shared = { displayName: 'A variable', required: false };
const everyType = [
  { ...shared, key: 'text', valueType: 'STRING', description: 'Text of a and b.', validationRegex: '^[ab]+$' },
  { ...shared, key: 'any_text', valueType: 'STRING', description: 'Any text.' },
  { ...shared, key: 'number', valueType: 'INT', description: 'A number.' },
  { ...shared, key: 'switch', valueType: 'BOOL', description: 'On or off.' },
  { ...shared, key: 'hidden', valueType: 'SECRET', description: 'A secret.' },
  {
    ...shared,
    key: 'choice',
    valueType: 'ENUM',
    description: 'A choice.',
    enumOptions: [
      { id: 'LEFT', displayName: 'Left' },
      { id: 'RIGHT', displayName: 'Right' },
    ],
  },
] as const satisfies readonly ConfigVariableTemplate[];

function parse(configVariables: unknown, templates?: readonly ConfigVariableTemplate[]) {
  return parseConnection(withValue('configVariables', configVariables), templates ? { templates } : {});
}

describe('declared variables', () => {
  test('every declared variable has a unique key, a display name and a description that ends with a full stop', () => {
    for (const template of configVariableTemplates) {
      expect(template).toMatchObject({
        key: expect.stringMatching(/^[a-z][a-z_]*$/),
        displayName: expect.stringMatching(/^[A-Z]/),
        description: expect.stringMatching(/^[A-Z].*\.$/),
      });
    }
    expect(new Set(configVariableTemplates.map(({ key }) => key)).size).toBe(configVariableTemplates.length);
  });

  test.each([
    ['subaccount_sid', `AC${'0'.repeat(32)}`],
    ['region', 'us1'],
    ['region', 'ie1'],
    ['region', 'au1'],
    ['edge', 'ashburn'],
    ['edge', 'sao-paulo'],
    ['base_url', 'http://127.0.0.1:8081'],
    ['base_url', 'https://twilio.example.com/mirror/'],
    ['base_url', 'https://{product}.twilio.com'],
    ['base_url', 'http://mytwilio.com'],
    ['base_url', 'http://api.twilio.com.example.com'],
    ['allowed_operations', 'LIST, Messages.CREATE,Calls'],
    ['allowed_actions', '*'],
    ['allowed_actions', 'DEFAULT,BuyPhoneNumber'],
  ])('the variable %s accepts %s', (key, stringValue) => {
    expect(parse([{ key, stringValue }])).toMatchObject({ ok: true });
  });

  test.each([
    ['subaccount_sid', `SK${'0'.repeat(32)}`, 'Account SID of the subaccount to use: AC and 32 hexadecimal digits'],
    ['region', 'us-east-1', 'Twilio region that processes and stores data, such as us1, ie1 or au1'],
    ['edge', 'Dublin', 'Twilio edge location that receives requests, such as ashburn, dublin or sao-paulo'],
    ['allowed_operations', 'LIST;GET', 'Allowed operations, separated by commas'],
    ['allowed_actions', 'SendMessage,,MakeCall', 'Allowed actions, separated by commas'],
    ['base_url', '127.0.0.1:8081', 'Base URL that replaces the Twilio API'],
    ['base_url', 'https://u:p@example.com', 'Base URL that replaces the Twilio API'],
    ['base_url', 'https://u@example.com', 'Base URL that replaces the Twilio API'],
    ['base_url', 'https://:p@example.com', 'Base URL that replaces the Twilio API'],
    ['base_url', 'https://example.com/?a', 'Base URL that replaces the Twilio API'],
  ])('the variable %s rejects %s with a message that ends with its description', (key, stringValue, description) => {
    expect(parse([{ key, stringValue }])).toMatchObject({
      violations: [
        {
          field: 'configVariables[0].stringValue',
          description: expect.stringContaining(
            `is a string of ${stringValue.length} characters, which is not valid for ${key}; expected: ${description}`,
          ),
        },
      ],
    });
  });
});

test.each(['http://api.twilio.com', 'http://{product}.twilio.com/x', 'http://API.Twilio.com:80', 'http://twilio.com.'])(
  'the variable base_url rejects %s, because it would send the credentials unencrypted',
  (stringValue) => {
    expect(parse([{ key: 'base_url', stringValue }])).toMatchObject({
      violations: [
        {
          field: 'configVariables[0].stringValue',
          description:
            'configVariables[0].stringValue would send the credentials to Twilio unencrypted; begin it with https://.',
        },
      ],
    });
  },
);

describe('variable rules', () => {
  test.each([
    ['a misspelt key', [{ key: 'regions' }], '[0].key is not a known variable; did you mean region?'],
    [
      'an unknown key',
      [{ key: 'x' }],
      `[0].key is not a known variable; expected one of ${configVariableTemplates.map(({ key }) => key).join(', ')}.`,
    ],
    ['no key', [{ stringValue: 'x' }], '[0].key is missing; expected the key of a variable.'],
    ['a key that is not a string', [{ key: 1 }], '[0].key is a number; expected the key of a variable.'],
    [
      'an item that is not an object',
      ['edge'],
      '[0] is a string of 4 characters; expected an object with a key and a value.',
    ],
    ['a repeated key', [{ key: 'edge' }, { key: 'edge' }], '[1].key repeats edge; set each variable once.'],
    [
      'a value in the wrong field',
      [{ key: 'edge', boolValue: true }],
      '[0].boolValue is the wrong field for edge; use stringValue.',
    ],
    [
      'a second value in the wrong field',
      [{ key: 'edge', stringValue: 'dublin', intValue: 1 }],
      '[0].intValue is the wrong field for edge; use stringValue.',
    ],
    [
      'a stringValue that is not a string',
      [{ key: 'edge', stringValue: 5 }],
      '[0].stringValue is a number; expected a string.',
    ],
  ])('a list of variables with %s is rejected', (_case, variables, problem) => {
    const description = `configVariables${problem}`;
    expect(parse(variables)).toEqual({ ok: false, violations: [{ field: description.split(' ')[0], description }] });
  });

  test.each([
    [
      { key: 'text', stringValue: 'c' },
      'stringValue is a string of 1 character, which is not valid for text; expected: Text of a and b.',
    ],
    [
      { key: 'number', intValue: 'many' },
      'intValue is a string of 4 characters; expected a whole number of at most 9007199254740991.',
    ],
    [{ key: 'number', intValue: 1.5 }, 'intValue is a number; expected a whole number of at most 9007199254740991.'],
    [{ key: 'number', stringValue: '5' }, 'stringValue is the wrong field for number; use intValue.'],
    [{ key: 'switch', boolValue: 'true' }, 'boolValue is a string of 4 characters; expected true or false.'],
    [{ key: 'hidden', stringValue: 'hunter2' }, 'stringValue is the wrong field for hidden; use secretValue.'],
    [
      { key: 'hidden', secretValue: 'hunter2' },
      'secretValue is a string of 7 characters; expected an object with secretVersion.',
    ],
    [
      { key: 'hidden', secretValue: { secretVersion: 'hunter2' } },
      'secretValue.secretVersion is a string of 7 characters, not a reference to a secret;',
    ],
    [
      { key: 'choice', stringValue: 'UP' },
      'stringValue is a string of 2 characters, which is not a value of choice; expected one of LEFT, RIGHT.',
    ],
  ])('the variable %j is rejected', (variable, problem) => {
    const result = parse([variable], everyType);
    expect(result).toMatchObject({
      ok: false,
      violations: [{ description: expect.stringContaining(`configVariables[0].${problem}`) }],
    });
    expect(!result.ok && result.violations).toHaveLength(1);
  });

  test('a required variable that is missing or has no value is rejected', () => {
    const templates = everyType.map((template) => ({ ...template, required: true }));
    const result = parse([{ key: 'text' }, { key: 'number' }, { key: 'switch' }, { key: 'hidden' }], templates);
    expect(!result.ok && result.violations.map(({ description }) => description)).toEqual([
      'configVariables lacks text, which is required; add it: Text of a and b.',
      'configVariables lacks any_text, which is required; add it: Any text.',
      'configVariables lacks hidden, which is required; add it: A secret.',
      'configVariables lacks choice, which is required; add it: A choice.',
    ]);
  });
});

test('a required variable with an invalid value is not also reported as missing', () => {
  const required = everyType.filter(({ key }) => key === 'hidden').map((template) => ({ ...template, required: true }));
  expect(parse([{ key: 'hidden', stringValue: 'hunter2' }], required)).toMatchObject({
    violations: [{ field: 'configVariables[0].stringValue' }],
  });
});

describe('configValues', () => {
  test('parseConnection keeps the variables as they were sent, in the same order', () => {
    const sent = [
      { key: 'switch', boolValue: true },
      { key: 'choice', stringValue: 'LEFT' },
      { key: 'hidden', secretValue: { secretVersion: 'projects/p/secrets/s/versions/1' } },
      { key: 'number', intValue: '-5' },
      { key: 'text' },
    ];
    expect(parse(sent, everyType)).toMatchObject({ ok: true, connection: { configVariables: sent } });
  });

  test('configValues returns values by key, in the type of their variable', () => {
    const connection = parseConnectionOrThrow(
      withValue('configVariables', [
        { key: 'text', stringValue: 'ab' },
        { key: 'number', intValue: 7 },
        { key: 'switch', boolValue: true },
        { key: 'hidden', secretValue: { secretVersion: 'projects/p/secrets/s/versions/latest' } },
        { key: 'choice', stringValue: 'RIGHT' },
      ]),
      { templates: everyType },
    );
    expect(configValues(connection, everyType)).toEqual({
      text: 'ab',
      number: 7,
      switch: true,
      hidden: 'projects/p/secrets/s/versions/latest',
      choice: 'RIGHT',
    });
  });

  test('configValues returns the default of the type for a variable without a value', () => {
    const variables = everyType.map(({ key }) => ({ key }));
    const connection = parseConnectionOrThrow(withValue('configVariables', variables), { templates: everyType });
    const { text, number, switch: isOn, hidden, choice } = configValues(connection, everyType);
    expect({ text, number, isOn, hidden, choice }).toEqual({
      text: '',
      number: 0,
      isOn: false,
      hidden: '',
      choice: '',
    });
  });

  test('the type of configValues knows the key of every variable of this build', () => {
    const connection = parseConnectionOrThrow(withValue('configVariables', [{ key: 'region', stringValue: 'ie1' }]));
    const { region, edge }: { region?: string; edge?: string } = configValues(connection);
    expect({ region, edge }).toEqual({ region: 'ie1', edge: undefined });
  });
});
