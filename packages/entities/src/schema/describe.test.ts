import { describe, expect, test } from 'vitest';
import { catalog } from '../catalog/index.js';
import { describeAction, describeEntityType, describeInput } from './describe.js';
import { boolean, decimal, oneOf, sid, text } from '../model/index.js';

const columnOf = (name: string, column: string) =>
  describeEntityType(catalog[name as keyof typeof catalog]).fields.find((field) => field.name === column);

describe('entity type descriptions', () => {
  const { jsonSchema } = describeEntityType(catalog.Messages);

  test('the schema of a readable column allows null and unknown values, so that every row conforms', () => {
    expect(jsonSchema.properties?.Direction).toMatchObject({
      type: ['string', 'null'],
      jdbcType: 'VARCHAR',
      examples: ['inbound', 'outbound-api', 'outbound-call', 'outbound-reply'],
      readOnly: true,
    });
    expect(jsonSchema.properties?.Direction).not.toHaveProperty('enum');
    expect(jsonSchema.properties?.MessagingServiceSid).not.toHaveProperty('pattern');
  });

  test('the schema of a write-only column lists the accepted values', () => {
    expect(jsonSchema.properties?.RiskCheck).toMatchObject({
      type: ['string'],
      jdbcType: 'VARCHAR',
      enum: ['enable', 'disable'],
      writeOnly: true,
    });
  });

  test('the key of an entity is never null', () => {
    expect(jsonSchema.required).toEqual(['Sid']);
    expect(jsonSchema.properties?.Sid?.type).toEqual(['string']);
    expect(columnOf('Messages', 'Sid')).toMatchObject({ key: true, nullable: false });
  });

  test('a reference names the entity type whose key the column holds', () => {
    expect(columnOf('Recordings', 'CallSid')?.reference).toEqual({ type: 'Calls' });
  });
});

describe('input schemas', () => {
  test('the input schema of a CREATE has its columns, required columns and value formats', () => {
    const { properties = {}, required, description } = describeInput(catalog.Messages, 'CREATE');
    expect(required).toEqual(['To']);
    expect(Object.keys(properties)).not.toContain('Sid');
    expect(properties.ContentSid?.pattern).toBe('^(?:HX)[0-9a-fA-F]{32}$');
    expect(properties.MediaUrl).toMatchObject({ type: ['array'], items: { type: ['string'] } });
    expect(description).toBe(
      'At least one of Sender, MessagingServiceSid is required. At least one of Body, MediaUrl, ContentSid is required.',
    );
  });

  test('the input schema of an UPDATE has only changeable columns and settable values', () => {
    const { properties = {}, required } = describeInput(catalog.Messages, 'UPDATE');
    expect(Object.keys(properties)).toEqual(['Body', 'Status']);
    expect(properties.Body?.enum).toEqual(['']);
    expect(properties.Status?.enum).toEqual(['canceled']);
    expect(required).toEqual([]);
  });
});

test('a column in the path is required and never null', () => {
  const { fields, jsonSchema } = describeEntityType(catalog.Participants);
  const parent = fields.find(({ name }) => name === 'ConferenceSid');
  expect(parent).toMatchObject({
    nullable: false,
    key: false,
    additionalDetails: { parent: true, create: 'required' },
  });
  expect(jsonSchema).toMatchObject({
    required: ['ConferenceSid', 'CallSid'],
    properties: { ConferenceSid: { type: ['string'] } },
  });
  expect(describeInput(catalog.Participants, 'CREATE').required).toContain('ConferenceSid');
});

test('a column that every UPDATE requires is required in its input schema', () => {
  const { properties = {}, required } = describeInput(catalog.SipCredentialLists, 'UPDATE');
  expect(Object.keys(properties)).toEqual(['Name']);
  expect(required).toEqual(['Name']);
});

test("an action is described by the members of Google's InputParameter and ResultMetadata", () => {
  const action = describeAction({
    name: 'LookUpNumber',
    description: 'Looks up the owner of a number.',
    docs: 'https://www.twilio.com/docs/lookup',
    method: 'GET',
    path: '/v2/PhoneNumbers/{PhoneNumber}',
    isIdempotent: true,
    needsOneOf: [['PhoneNumber', 'Type']],
    inputParameters: {
      PhoneNumber: text({ create: 'required', description: 'The number in E.164 format.' }),
      Type: oneOf(['carrier', 'caller-name']),
    },
    resultMetadata: { Sid: sid('PN', { key: true }), Price: decimal(), IsValid: boolean() },
  });
  expect(action).toMatchObject({ name: 'LookUpNumber', displayName: 'Look Up Number' });
  expect(action.inputParameters.map(({ name, nullable }) => [name, nullable])).toEqual([
    ['PhoneNumber', false],
    ['Type', true],
  ]);
  expect(action.inputParameters[1]).toMatchObject({ additionalDetails: { values: ['carrier', 'caller-name'] } });
  for (const parameter of action.inputParameters) expect(parameter).not.toHaveProperty('key');
  for (const column of action.resultMetadata) {
    expect(Object.keys(column).sort()).toEqual(['dataType', 'description', 'name', 'nullable']);
  }
  expect(action.inputJsonSchema).toMatchObject({
    description: 'At least one of PhoneNumber, Type is required.',
    required: ['PhoneNumber'],
    properties: { PhoneNumber: { type: ['string'] }, Type: { enum: ['carrier', 'caller-name'] } },
  });
  expect(action.resultJsonSchema.properties?.Price).toMatchObject({ type: ['string', 'null'], format: 'decimal' });
});
