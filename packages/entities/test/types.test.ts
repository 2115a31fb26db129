import { expectTypeOf, test } from 'vitest';
import type { catalog, ConditionOn, CreateInput, Entities, Entity, UpdateInput } from '../src/index.js';

type Messages = (typeof catalog)['Messages'];

test('the row type has a non-null key, nullable columns and no write-only parameters', () => {
  expectTypeOf<Entity<Messages>['Sid']>().toEqualTypeOf<string>();
  expectTypeOf<Entity<Messages>['Price']>().toEqualTypeOf<string | null>();
  expectTypeOf<Entity<Messages>['NumMedia']>().toEqualTypeOf<number | null>();
  expectTypeOf<Entity<Messages>['Direction']>().toEqualTypeOf<
    'inbound' | 'outbound-api' | 'outbound-call' | 'outbound-reply' | (string & {}) | null
  >();
  expectTypeOf<Entity<Messages>>().not.toHaveProperty('MediaUrl');
});

test('the input types have required and optional columns and settable values', () => {
  expectTypeOf<{ To: string; Sender: string; MediaUrl: string[] }>().toExtend<CreateInput<Messages>>();
  expectTypeOf<{ Sender: string }>().not.toExtend<CreateInput<Messages>>();
  expectTypeOf<CreateInput<Messages>>().not.toHaveProperty('Direction');
  expectTypeOf<{ Body: ''; Status: 'canceled' }>().toExtend<UpdateInput<Messages>>();
  expectTypeOf<{ Status: 'sent' }>().not.toExtend<UpdateInput<Messages>>();
});

test('the condition type accepts only comparable columns and values of their type', () => {
  expectTypeOf<{ field: 'To'; operator: '='; value: string }>().toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'NumMedia'; operator: '='; value: string }>().not.toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'SubresourceUris'; operator: 'IS NULL' }>().not.toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'MediaUrl'; operator: '='; value: string }>().not.toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'NumMedia'; operator: 'LIKE'; value: string }>().not.toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'Status'; operator: '='; value: 'brand-new' }>().toExtend<ConditionOn<Messages>>();
  expectTypeOf<{ field: 'Nothing'; operator: '='; value: string }>().not.toExtend<ConditionOn<Messages>>();
});

test('operations accept entity types by name', () => {
  expectTypeOf<Entities['list']>().toBeCallableWith('Messages', { pageSize: 5 });
  expectTypeOf<Entities['create']>().toBeCallableWith('Feedback', { Sid: 'CA', QualityScore: 5 });
});
