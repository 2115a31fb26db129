import { describe, expect, test } from 'vitest';
import { openActionBed } from './action-bed.js';
import { CONNECTION } from './test-bed.js';

describe('action metadata', () => {
  const call = openActionBed();

  test('v2 describes an action in each view', async () => {
    const list = (await call(`/v2/${CONNECTION}/actions`)).json;
    const basic = (await call(`/v2/${CONNECTION}/actions/GreetCaller`)).json;
    expect(list).toEqual({ actions: [basic] });
    expect(basic).toMatchObject({
      name: 'GreetCaller',
      displayName: 'Greet Caller',
      inputParameters: [{ name: 'To', dataType: 'VARCHAR', nullable: false }, { name: 'Tone' }],
      resultMetadata: [{ name: 'Answer' }, { name: 'IsHuman', dataType: 'BOOLEAN' }],
      inputJsonSchema: { required: ['To'] },
    });
    expect((await call(`/v2/${CONNECTION}/actions?view=ACTION_VIEW_BASIC`)).json).toEqual({
      actions: [{ name: 'GreetCaller' }],
    });
    const enriched = (await call(`/v2/${CONNECTION}/actions/GreetCaller?view=ACTION_SCHEMA_VIEW_ENRICHED`)).json;
    expect(enriched.inputParameters[1].additionalDetails).toEqual({ values: ['kind', 'curt'], twilioName: 'Tone' });
    expect(enriched.metadata.twilio).toEqual({
      docs: 'https://www.twilio.com/docs/voice',
      consequence: 'speaks to a person',
      isIdempotent: false,
      spendsMoney: false,
      isDestructive: false,
      isOffByDefault: false,
    });
    expect((await call(`/v2/${CONNECTION}/actions/Nothing`)).json.error.message).toContain(
      'Known actions: GreetCaller',
    );
  });

  test("v1 describes an action with Google's v1 field names and the agent kit's outputJsonSchema", async () => {
    const { name } = (await call(`/v1/${CONNECTION}/connectionSchemaMetadata:getAction?actionId=GreetCaller`)).json;
    const { response } = (await call(`/v1/${name}`)).json;
    expect(response).toMatchObject({
      action: 'GreetCaller',
      displayName: 'Greet Caller',
      description: 'Greets the caller.',
      inputParameters: [{ parameter: 'To', dataType: 'DATA_TYPE_VARCHAR' }, { parameter: 'Tone' }],
      resultMetadata: [{ field: 'Answer' }, { field: 'IsHuman', dataType: 'DATA_TYPE_BOOLEAN' }],
      inputJsonSchema: { properties: { To: { jdbcType: 'DATA_TYPE_VARCHAR' } } },
    });
    expect(response.outputJsonSchema).toEqual(response.resultJsonSchema);
  });

  test('v1 filters action schemas by name, returns them as texts with schemaAsString, and lists actions', async () => {
    const path = `/v1/${CONNECTION}/runtimeActionSchemas?filter=action%3D%22GreetCaller%22`;
    const [schema] = (await call(path)).json.runtimeActionSchemas;
    const [asText] = (await call(`${path}&schemaAsString=true`)).json.runtimeActionSchemas;
    expect(asText).not.toHaveProperty('inputJsonSchema');
    expect(JSON.parse(asText.inputSchemaAsString)).toEqual(schema.inputJsonSchema);
    expect(JSON.parse(asText.resultSchemaAsString)).toEqual(schema.resultJsonSchema);
    expect((await call(`/v1/${CONNECTION}/connectionSchemaMetadata:listActions`)).json).toEqual({
      actions: [{ action: 'GreetCaller', displayName: 'Greet Caller', description: 'Greets the caller.' }],
    });
  });
});
