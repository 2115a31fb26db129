import { expectTypeOf, test } from 'vitest';
import type { catalog, ConditionOn, CreateInput, Entities, Entity, UpdateInput } from '../src/index.js';

type Messages = (typeof catalog)['Messages'];

test('rows: the key is there, everything else may be null, parameters are absent', () => {
  expectTypeOf<Entity<Messages>['Sid']>().toEqualTypeOf<string>();
  expectTypeOf<Entity<Messages>['Price']>().toEqualTypeOf<string | null>();
  expectTypeOf<Entity<Messages>['NumMedia']>().toEqualTypeOf<number | null>();
  expectTypeOf<Entity<Messages>['Direction']>().toEqualTypeOf<
    'inbound' | 'outbound-api' | 'outbound-call' | 'outbound-reply' | (string & {}) | null
  >();
  expectTypeOf<Entity<Messages>>().not.toHaveProperty('MediaUrl');
});

test('inputs: what is required, what may be given, what an update may say', () => {
  expectTypeOf<{ To: string; Sender: string; MediaUrl: string[] }>().toExtend<CreateInput<Messages>>();
  expectTypeOf<{ Sender: string }>().not.toExtend<CreateInput<Messages>>();
  expectTypeOf<CreateInput<Messages>>().not.toHaveProperty('Direction');
  expectTypeOf<{ Body: ''; Status: 'canceled' }>().toExtend<UpdateInput<Messages>>();
  expectTypeOf<{ Status: 'sent' }>().not.toExtend<UpdateInput<Messages>>();
});

test('conditions: columns and values of the declaration', () => {
  expectTypeOf<{ field: 'To'; operator: '='; value: string }>().toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'NumMedia'; operator: '='; value: string }>().not.toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'SubresourceUris'; operator: 'IS NULL' }>().not.toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'MediaUrl'; operator: '='; value: string }>().not.toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'NumMedia'; operator: 'LIKE'; value: string }>().not.toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'Status'; operator: '='; value: 'brand-new' }>().toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'Nothing'; operator: '='; value: string }>().not.toExtend<ConditionOn<Messages>>();
});

test('entity types by name', () => {
  expectTypeOf<Entities['list']>().toBeCallableWith('Messages', { pageSize: 5 });
  expectTypeOf<Entities['create']>().toBeCallableWith('Feedback', { Sid: 'CA', QualityScore: 5 });
});
