import { describe, expect, test } from 'vitest';
import { actions } from '../actions/index.js';
import { catalog } from '../catalog/index.js';
import { createActions, createEntities } from '../index.js';

const send = () => Promise.reject(new Error('sent'));
const SM = 'SM3ad97d41e786c02bca47c8ce1745053b';
const PN = 'PN4047ac009a15885690a50a1d388b8411';

describe('allow-lists of operations', () => {
  const operationsOf = (allow: readonly string[] | undefined) =>
    Object.entries(createEntities({ send, allow }).catalog).map(
      ([name, { operations }]) => `${name} ${operations.join(' ')}`,
    );

  test.each([
    [['Messages'], ['Messages LIST GET CREATE UPDATE DELETE']],
    [
      ['Messages.LIST', 'Messages.CREATE', 'Calls.GET'],
      ['Calls GET', 'Messages LIST CREATE'],
    ],
    [['Feedback', 'DELETE'], expect.arrayContaining(['Feedback GET CREATE', 'Calls DELETE', 'Recordings DELETE'])],
    [[], []],
  ])('the allow-list of operations %j leaves the catalog %j', (allow, expected) => {
    expect(operationsOf(allow)).toEqual(expected);
  });

  test('all operations are allowed without an allow-list and with *', () => {
    expect(operationsOf(['*'])).toEqual(operationsOf(undefined));
    expect(createEntities({ send }).catalog).toEqual(catalog);
  });

  test('an operation that is not allowed is refused before anything is sent, even if the entity type is given as its declaration', async () => {
    const entities = createEntities({ send, allow: ['LIST', 'Calls'], bulk: true });
    const code = 'OPERATION_NOT_ALLOWED';
    await expect(entities.get('Messages', SM)).rejects.toMatchObject({ code });
    await expect(entities.delete(catalog.Messages, SM)).rejects.toMatchObject({ code });
    await expect(entities.deleteMany('Messages', { conditions: "To = '+1'" })).rejects.toMatchObject({ code });
    await expect(entities.create('Feedback', { Sid: `CA${'1'.repeat(32)}` })).rejects.toMatchObject({ code });
    await expect(entities.create('Recordings' as 'Calls', {} as never)).rejects.toMatchObject({
      code: 'UNSUPPORTED_OPERATION',
    });
  });
});

describe('allow-lists of actions', () => {
  test('dangerous actions are off until the allow-list names them', async () => {
    const off = Object.values(actions).filter((action) => 'isOffByDefault' in action);
    expect(off.map(({ name }) => name)).toContain('ReleasePhoneNumber');
    const byDefault = createActions({ send });
    expect(Object.keys(byDefault.catalog)).toEqual(expect.arrayContaining(['SendMessage', 'MakeCall']));
    expect(byDefault.catalog).not.toHaveProperty('ReleasePhoneNumber');
    await expect(byDefault.execute('ReleasePhoneNumber', { Sid: PN })).rejects.toMatchObject({
      code: 'ACTION_NOT_ALLOWED',
      message: expect.stringContaining('allow'),
    });
    await expect(byDefault.execute(actions.ReleasePhoneNumber, { Sid: PN })).rejects.toMatchObject({
      code: 'ACTION_NOT_ALLOWED',
    });
    const allowed = createActions({ send, allow: ['DEFAULT', 'ReleasePhoneNumber'] });
    expect(allowed.validateOnly('ReleasePhoneNumber', { Sid: PN })).toMatchObject({ method: 'DELETE' });
  });

  test.each([
    [['SendMessage'], ['SendMessage']],
    [[], []],
    [['*'], Object.keys(actions)],
  ])('the allow-list of actions %j leaves the catalog %j', (allow, expected) => {
    expect(Object.keys(createActions({ send, allow }).catalog)).toEqual(expected);
  });
});

test.each(['Nothing', 'list', 'Messages.NOTHING', 'Messages.LIST.x', '', 'constructor'])(
  'the unknown allow-list entry %j is refused',
  (word) => {
    const refusal = expect.objectContaining({ code: 'INVALID_ALLOW_LIST' });
    expect(() => createEntities({ send, allow: [word] })).toThrow(refusal);
    expect(() => createActions({ send, allow: [word] })).toThrow(refusal);
  },
);
