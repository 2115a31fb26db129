import { describe, expect, test } from 'vitest';
import { media, numbers } from '../../test/nested-catalog.js';
import { feedback } from '../catalog/voice/feedback.js';
import { messages } from '../catalog/messaging/messages.js';
import { boolean, defineEntityType, type EntityType, text } from '../model/index.js';
import { pathValuesOf, planCreate, planInstance, planRead, planUpdate } from './plan.js';

const CA = `CA${'1'.repeat(32)}`;
const MM = `MM${'2'.repeat(32)}`;
const ME = `ME${'3'.repeat(32)}`;
const MEDIA = `/2010-04-01/Accounts/{AccountSid}/Messages/${MM}/Media`;
const ME_PATH = `${MEDIA}/${ME}.json`;

/** A single entity, with its key at the end of the path. */
const lookup = (path: string) =>
  defineEntityType({
    name: 'Lookup',
    description: 'A lookup.',
    docs: 'https://www.twilio.com/docs',
    product: 'lookups',
    path,
    operations: ['GET'],
    fields: { Key: text({ key: true }), Format: text() },
  });
const byKey = lookup('/v2/Lookups/{Key}');

describe('the request for one entity', () => {
  test('the path contains the key and its parents', () => {
    expect(planInstance(media, 'GET', `${MM}/${ME}`)).toEqual({ method: 'GET', path: ME_PATH });
    expect(planInstance(media, 'DELETE', `${MM}/${ME}`)).toEqual({ method: 'DELETE', path: ME_PATH });
    expect(planUpdate(media, `${MM}/${ME}`, { ContentType: 'a' })).toEqual({
      method: 'POST',
      path: ME_PATH,
      form: { ContentType: 'a' },
    });
  });

  test('without a key, the path keeps its placeholders', () => {
    const path = '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media/{Sid}.json';
    expect(planInstance(media, 'DELETE', undefined)).toEqual({ method: 'DELETE', path });
    expect(planUpdate(media, undefined, {})).toEqual({ method: 'POST', path, form: {} });
  });

  test('the request names the product and encodes the key; only paths of the 2010 API end in .json', () => {
    const path = '/v2/Lookups/%2B15550100001';
    expect(planInstance(byKey, 'GET', '+15550100001')).toEqual({ method: 'GET', product: 'lookups', path });
  });
});

describe('the request that creates an entity', () => {
  test('values in the path are not repeated in the form', () => {
    const request = { method: 'POST', path: `${MEDIA}.json`, form: { ContentType: 'image/png' } };
    expect(planCreate(media, { MessageSid: MM, ContentType: 'image/png' })).toEqual(request);
    expect(() => planCreate(media, { MessageSid: '../x' })).toThrow('MessageSid of Media must be MM');
  });

  test("the form has Twilio's names; a list is repeated, and JSON is a text", () => {
    const values = { Sender: 'a', MediaUrl: ['x', 'y'], ContentVariables: ['z'], ValidityPeriod: 5 };
    expect(planCreate(messages, values).form).toEqual({
      From: 'a',
      MediaUrl: ['x', 'y'],
      ContentVariables: '["z"]',
      ValidityPeriod: '5',
    });
    const flagged: EntityType = { ...byKey, fields: { Flags: boolean({ update: true, repeats: true }) } };
    expect(planUpdate(flagged, 'x', { Flags: [true, false] }).form).toEqual({ Flags: ['true', 'false'] });
  });
});

describe('the request of a read', () => {
  const inPath = { Country: 'US', Type: 'Local' };

  test('a list has its filters, and the optional segment of its path if it has a value', () => {
    const request = { method: 'GET', product: 'numbers', path: '/v1/Countries/US/Local', query: {} };
    expect(planRead(numbers, { isGet: false, inPath, query: {} })).toEqual(request);
    expect(planRead(numbers, { isGet: false, inPath: { ...inPath, Interval: 'Daily' }, query: { a: '1' } })).toEqual({
      ...request,
      path: '/v1/Countries/US/Local/Daily',
      query: { a: '1' },
    });
  });

  test('a GET has a query only if there are parameters', () => {
    const read = { isGet: true, inPath: { Key: 'x' } };
    const request = { method: 'GET', product: 'lookups', path: '/v2/Lookups/x' };
    expect(planRead(byKey, { ...read, query: {} })).toEqual(request);
    expect(planRead(byKey, { ...read, query: { Fields: 'a' } })).toEqual({ ...request, query: { Fields: 'a' } });
    expect(planRead(media, { isGet: true, inPath: { MessageSid: MM, Sid: ME }, query: {} }).path).toBe(ME_PATH);
  });
});

describe('the column values in the path of a request', () => {
  const valuesOf = (entityType: Parameters<typeof pathValuesOf>[0], path: string) =>
    pathValuesOf(entityType, { method: 'GET', path });

  test('they are the values of the columns in the path of the collection', () => {
    expect(valuesOf(media, `${MEDIA}.json`)).toEqual({ MessageSid: MM });
    expect(valuesOf(media, ME_PATH)).toEqual({ MessageSid: MM });
    expect(valuesOf(feedback, `/2010-04-01/Accounts/{AccountSid}/Calls/${CA}/Feedback.json`)).toEqual({ Sid: CA });
    expect(valuesOf(numbers, '/v1/Countries/US/Local')).toEqual({ Country: 'US', Type: 'Local' });
    expect(valuesOf(numbers, '/v1/Countries/US/Local/Daily')).toEqual({
      Country: 'US',
      Type: 'Local',
      Interval: 'Daily',
    });
  });

  test('placeholders are not values', () => {
    expect(valuesOf(media, '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media/{Sid}.json')).toEqual({});
  });

  test('a value is decoded and has no suffix', () => {
    expect(valuesOf(byKey, '/v2/Lookups/%2B1%20a')).toEqual({ Key: '+1 a' });
    expect(valuesOf(lookup('/2010-04-01/Lookups/{Key}'), '/2010-04-01/Lookups/a.json.b.json')).toEqual({
      Key: 'a.json.b',
    });
  });

  test('a segment with two columns has no value', () => {
    expect(valuesOf(lookup('/v1/Files/{Key}.{Format}'), '/v1/Files/a.wav')).toEqual({});
  });
});
