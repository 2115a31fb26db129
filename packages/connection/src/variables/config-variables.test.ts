import { describe, expect, test } from 'vitest';
import { withValue } from '../../test/valid-connection.js';
import type { ConfigVariableTemplate } from '../templates/config-variable-template.js';
import { configValues, configVariableTemplates, parseConnection, parseConnectionOrThrow } from '../index.js';

const common = { displayName: 'A variable', required: false };
const everyType = [
  { ...common, key: 'text', valueType: 'STRING', description: 'Text of a and b.', validationRegex: '^[ab]+$' },
  { ...common, key: 'any_text', valueType: 'STRING', description: 'Any text.' },
  { ...common, key: 'number', valueType: 'INT', description: 'A number.' },
  { ...common, key: 'switch', valueType: 'BOOL', description: 'On or off.' },
  { ...common, key: 'hidden', valueType: 'SECRET', description: 'A secret.' },
  {
    ...common,
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

describe('the variables of this build', () => {
  test('have a key, a name and a description that ends as a sentence', () => {
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
    ['allowed_operations', 'LIST, Messages.CREATE,Calls'],
    ['allowed_actions', '*'],
    ['allowed_actions', 'DEFAULT,BuyPhoneNumber'],
  ])('%s takes %s', (key, stringValue) => {
    expect(parse([{ key, stringValue }])).toMatchObject({ ok: true });
  });

  test.each([
    ['subaccount_sid', `SK${'0'.repeat(32)}`, 'Account SID of the subaccount to work in: AC and 32 hexadecimal digits'],
    ['region', 'us-east-1', 'Twilio region that processes and stores the data, such as us1, ie1 or au1'],
    ['edge', 'Dublin', 'Twilio edge location through which requests enter, such as ashburn, dublin or sao-paulo'],
    ['allowed_operations', 'LIST;GET', 'Operations that may be used, separated by commas'],
    ['allowed_actions', 'SendMessage,,MakeCall', 'Actions that may be used, separated by commas'],
    ['base_url', '127.0.0.1:8081', 'Address to send requests to instead of Twilio'],
    ['base_url', 'https://u:p@example.com', 'Address to send requests to instead of Twilio'],
    ['base_url', 'https://example.com/?a', 'Address to send requests to instead of Twilio'],
  ])('%s does not take %s, and says what it takes', (key, stringValue, description) => {
    expect(parse([{ key, stringValue }])).toMatchObject({
      violations: [
        {
          field: 'configVariables[0].stringValue',
          description: expect.stringContaining(
            `is a text of ${stringValue.length} characters that does not fit ${key}; give: ${description}`,
          ),
        },
      ],
    });
  });
});

describe('rules', () => {
  test.each([
    ['a key that is close', [{ key: 'regions' }], '[0].key names no variable of this connector; did you mean region?'],
    [
      'a key that is not',
      [{ key: 'x' }],
      '[0].key names no variable of this connector; there are subaccount_sid, region, edge, base_url, allowed_operations, allowed_actions, bulk, read_only, proxy_enabled, proxy_auth_scheme, proxy_user, proxy_password, proxy_ssltype.',
    ],
    ['no key', [{ stringValue: 'x' }], '[0].key is missing; give the key of a variable.'],
    ['a key that is no text', [{ key: 1 }], '[0].key is a number; give the key of a variable.'],
    ['no variable', ['edge'], '[0] is a text of 4 characters; give an object with a key and a value.'],
    ['a repetition', [{ key: 'edge' }, { key: 'edge' }], '[1].key repeats edge; give each variable once.'],
    [
      'a value of another kind',
      [{ key: 'edge', boolValue: true }],
      '[0].boolValue is not how edge is given; give it as stringValue.',
    ],
    [
      'two values',
      [{ key: 'edge', stringValue: 'dublin', intValue: 1 }],
      '[0].intValue is not how edge is given; give it as stringValue.',
    ],
    ['a text that is none', [{ key: 'edge', stringValue: 5 }], '[0].stringValue is a number; give a text.'],
  ])('%s', (_what, variables, sentence) => {
    const description = `configVariables${sentence}`;
    expect(parse(variables)).toEqual({ ok: false, violations: [{ field: description.split(' ')[0], description }] });
  });

  test.each([
    [
      { key: 'text', stringValue: 'c' },
      'stringValue is a text of 1 character that does not fit text; give: Text of a and b.',
    ],
    [{ key: 'number', intValue: 'many' }, 'intValue is a text of 4 characters; give a whole number.'],
    [{ key: 'number', intValue: 1.5 }, 'intValue is a number; give a whole number.'],
    [{ key: 'number', stringValue: '5' }, 'stringValue is not how number is given; give it as intValue.'],
    [{ key: 'switch', boolValue: 'true' }, 'boolValue is a text of 4 characters; give true or false.'],
    [{ key: 'hidden', stringValue: 'hunter2' }, 'stringValue is not how hidden is given; give it as secretValue.'],
    [
      { key: 'hidden', secretValue: 'hunter2' },
      'secretValue is a text of 7 characters; give an object with secretVersion.',
    ],
    [
      { key: 'hidden', secretValue: { secretVersion: 'hunter2' } },
      'secretValue.secretVersion is a text of 7 characters, and no reference to a secret;',
    ],
    [
      { key: 'choice', stringValue: 'UP' },
      'stringValue is a text of 2 characters that is no choice of choice; give one of LEFT, RIGHT.',
    ],
  ])('%j', (variable, sentence) => {
    const result = parse([variable], everyType);
    expect(result).toMatchObject({
      ok: false,
      violations: [{ description: expect.stringContaining(`configVariables[0].${sentence}`) }],
    });
    expect(!result.ok && result.violations).toHaveLength(1);
  });

  test('a required variable must be there, with a value', () => {
    const templates = everyType.map((template) => ({ ...template, required: true }));
    const result = parse([{ key: 'text' }, { key: 'number' }, { key: 'switch' }, { key: 'hidden' }], templates);
    expect(!result.ok && result.violations.map(({ description }) => description)).toEqual([
      'configVariables lacks text: Text of a and b.',
      'configVariables lacks any_text: Any text.',
      'configVariables lacks hidden: A secret.',
      'configVariables lacks choice: A choice.',
    ]);
  });
});

test('a required variable with a wrong value is wrong and not missing', () => {
  const required = everyType.filter(({ key }) => key === 'hidden').map((template) => ({ ...template, required: true }));
  expect(parse([{ key: 'hidden', stringValue: 'hunter2' }], required)).toMatchObject({
    violations: [{ field: 'configVariables[0].stringValue' }],
  });
});

describe('values', () => {
  test('come back as they were sent, in the same order', () => {
    const sent = [
      { key: 'switch', boolValue: true },
      { key: 'choice', stringValue: 'LEFT' },
      { key: 'hidden', secretValue: { secretVersion: 'projects/p/secrets/s/versions/1' } },
      { key: 'number', intValue: '-5' },
      { key: 'text' },
    ];
    expect(parse(sent, everyType)).toMatchObject({ ok: true, connection: { configVariables: sent } });
  });

  test('are read by key, as their type has them', () => {
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

  test('that JSON leaves out are those of their type', () => {
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

  test('of this build are typed by their keys', () => {
    const connection = parseConnectionOrThrow(withValue('configVariables', [{ key: 'region', stringValue: 'ie1' }]));
    const { region, edge }: { region?: string; edge?: string } = configValues(connection);
    expect({ region, edge }).toEqual({ region: 'ie1', edge: undefined });
  });
});
