import { expect, test } from 'vitest';
import { type Action, integer, sid, text } from '../model/index.js';
import { planAction, resultOf } from './action.js';

const CA = `CA${'1'.repeat(32)}`;

/** An action on calls whose declaration may differ. */
const actionWith = (changes: Partial<Action> = {}): Action => ({
  name: 'DoSomething',
  description: 'Does something.',
  docs: 'https://www.twilio.com/docs',
  method: 'POST',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Things',
  inputParameters: {
    CallSid: sid('CA', { create: 'required' }),
    Size: integer({ create: 'optional' }),
    Color: text({ create: 'optional' }),
  },
  resultMetadata: { Sid: text() },
  isIdempotent: true,
  ...changes,
});
const path = `/2010-04-01/Accounts/{AccountSid}/Calls/${CA}/Things.json`;

test('the parameters of a POST become its form, except those in the path', () => {
  expect(planAction(actionWith(), { CallSid: CA, Size: 5 })).toEqual({ method: 'POST', path, form: { Size: '5' } });
  expect(planAction(actionWith(), { CallSid: CA })).toEqual({ method: 'POST', path, form: {} });
});

test('the parameters of a GET become its query, which it has only if there are any', () => {
  const action = actionWith({ method: 'GET' });
  expect(planAction(action, { CallSid: CA, Size: 5 })).toEqual({ method: 'GET', path, query: { Size: '5' } });
  expect(planAction(action, { CallSid: CA })).toEqual({ method: 'GET', path });
});

test('a DELETE has neither a form nor a query', () => {
  expect(planAction(actionWith({ method: 'DELETE' }), { CallSid: CA })).toEqual({ method: 'DELETE', path });
});

test('the constants of an action are sent with its parameters', () => {
  const action = actionWith({ constants: { Status: 'canceled' } });
  expect(planAction(action, { CallSid: CA, Size: 5 }).form).toEqual({ Size: '5', Status: 'canceled' });
});

test('the request of an action names its product, if it has one', () => {
  expect(planAction(actionWith({ product: 'voice' }), { CallSid: CA })).toMatchObject({ product: 'voice' });
});

test('the path of a file has no suffix for JSON', () => {
  const action = actionWith({ method: 'GET', answersBytes: true });
  expect(planAction(action, { CallSid: CA }).path).toBe(path.replace('.json', ''));
  // Only the suffix is removed.
  const dotted = actionWith({ path: '/2010-04-01/x.json.x/{CallSid}', answersBytes: true });
  expect(planAction(dotted, { CallSid: CA }).path).toBe(`/2010-04-01/x.json.x/${CA}`);
});

test('an action that plans its own request receives the checked parameters', () => {
  const action = actionWith({ plan: ({ Size }) => ({ method: 'GET', path: `/v1/${String(Size)}` }) });
  expect(planAction(action, { CallSid: CA, Size: '5' })).toEqual({ method: 'GET', path: '/v1/5' });
});

test('parameters that are missing, unknown or invalid are refused in the terms of the action', () => {
  const action = actionWith({ needsOneOf: [['Size', 'Color']] });
  expect(() => planAction(action, {})).toThrow(
    'Invalid DoSomething: CallSid is required; Size is required unless Color is given. DoSomething accepts CallSid, Size, Color.',
  );
  expect(() => planAction(action, { CallSid: CA, Size: 'x', Weight: 1 })).toThrow(
    'Invalid DoSomething: Weight is not a parameter of DoSomething; Size must be a whole number.',
  );
  expect(planAction(action, { CallSid: CA, Color: 'red' }).form).toEqual({ Color: 'red' });
});

test('a parameter in the path is required, even if it is declared optional', () => {
  const action = actionWith({ inputParameters: { CallSid: sid('CA', { create: 'optional' }) } });
  expect(() => planAction(action, {})).toThrow('CallSid is required');
});

test('the results of an action are rows of an entity type that offers no operation', () => {
  const { name, description, docs, path: template, resultMetadata: fields } = actionWith();
  const expected = { name, description, docs, path: template, fields, operations: [] };
  expect(resultOf(actionWith())).toEqual(expected);
  expect(resultOf(actionWith({ collection: 'things' }))).toEqual({ ...expected, collection: 'things' });
});
