import { describe, expect, test } from 'vitest';
import { catalog } from '../catalog/index.js';
import { describeAction, describeEntityType, describeInput } from './describe.js';
import { boolean, decimal, oneOf, sid, text } from '../model/index.js';

const columnOf = (name: string, column: string) =>
  describeEntityType(catalog[name as keyof typeof catalog]).fields.find((field) => field.name === column);

describe('an entity type', () => {
  const { jsonSchema } = describeEntityType(catalog.Messages);

  test("what Twilio answers is open and may be null, so that no row breaks its entity type's schema", () => {
    expect(jsonSchema.properties?.Direction).toMatchObject({
      type: ['string', 'null'],
      jdbcType: 'VARCHAR',
      examples: ['inbound', 'outbound-api', 'outbound-call', 'outbound-reply'],
      readOnly: true,
    });
    expect(jsonSchema.properties?.Direction).not.toHaveProperty('enum');
    expect(jsonSchema.properties?.MessagingServiceSid).not.toHaveProperty('pattern');
  });

  test('what no answer holds is for writing, and its values are those that a write takes', () => {
    expect(jsonSchema.properties?.RiskCheck).toMatchObject({
      type: ['string'],
      jdbcType: 'VARCHAR',
      enum: ['enable', 'disable'],
      writeOnly: true,
    });
  });

  test('the key is never null', () => {
    expect(jsonSchema.required).toEqual(['Sid']);
    expect(jsonSchema.properties?.Sid?.type).toEqual(['string']);
    expect(columnOf('Messages', 'Sid')).toMatchObject({ key: true, nullable: false });
  });

  test('a reference names the entity type that it leads to', () => {
    expect(columnOf('Recordings', 'CallSid')?.reference).toEqual({ type: 'Calls' });
  });
});

describe('what a write takes', () => {
  test('a CREATE: its columns, which of them must be given, and the form of their values', () => {
    const { properties = {}, required, description } = describeInput(catalog.Messages, 'CREATE');
    expect(required).toEqual(['To']);
    expect(Object.keys(properties)).not.toContain('Sid');
    expect(properties.ContentSid?.pattern).toBe('^(?:HX)[0-9a-fA-F]{32}$');
    expect(properties.MediaUrl).toMatchObject({ type: ['array'], items: { type: ['string'] } });
    expect(description).toBe(
      'Give at least one of Sender, MessagingServiceSid. Give at least one of Body, MediaUrl, ContentSid.',
    );
  });

  test('an UPDATE: only what it can change, and only to the values that it can set', () => {
    const { properties = {}, required } = describeInput(catalog.Messages, 'UPDATE');
    expect(Object.keys(properties)).toEqual(['Body', 'Status']);
    expect(properties.Body?.enum).toEqual(['']);
    expect(properties.Status?.enum).toEqual(['canceled']);
    expect(required).toEqual([]);
  });
});

test('what stands in a path is required, and is never null', () => {
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

test('what every update has to give is required', () => {
  const { properties = {}, required } = describeInput(catalog.SipCredentialLists, 'UPDATE');
  expect(Object.keys(properties)).toEqual(['Name']);
  expect(required).toEqual(['Name']);
});

test("an action, in the members of Google's InputParameter and ResultMetadata", () => {
  const action = describeAction({
    name: 'LookUpNumber',
    description: 'Says whose number it is.',
    docs: 'https://www.twilio.com/docs/lookup',
    method: 'GET',
    path: '/v2/PhoneNumbers/{PhoneNumber}',
    isIdempotent: true,
    needsOneOf: [['PhoneNumber', 'Type']],
    inputParameters: {
      PhoneNumber: text({ create: 'required', description: 'In E.164.' }),
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
    description: 'Give at least one of PhoneNumber, Type.',
    required: ['PhoneNumber'],
    properties: { PhoneNumber: { type: ['string'] }, Type: { enum: ['carrier', 'caller-name'] } },
  });
  expect(action.resultJsonSchema.properties?.Price).toMatchObject({ type: ['string', 'null'], format: 'decimal' });
});
