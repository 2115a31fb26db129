import { describe, expect, test } from 'vitest';
import { media, numbers } from '../../test/nested-catalog.js';
import { callNotifications } from '../catalog/voice/call-notifications.js';
import { calls } from '../catalog/voice/calls.js';
import { phoneNumberLookup } from '../catalog/lookups/phone-number-lookup.js';
import { parseCondition } from '../conditions/parse.js';
import type { EntityType } from '../model/index.js';
import { checkPathValues, entityIdOf, keyRequired, readEntityId, selectedEntityId } from './entity-key.js';

const CA = `CA${'1'.repeat(32)}`;
const MM = `MM${'2'.repeat(32)}`;
const ME = `ME${'3'.repeat(32)}`;

/** The message and the violations of the error that a function throws. */
function refusalOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    const { code, message, violations } = error as { code: string; message: string; violations: readonly object[] };
    return { code, message, violations };
  }
  return undefined;
}

describe('the text that identifies an entity', () => {
  test('the text is the key, preceded by the keys of the parents', () => {
    expect(entityIdOf(calls, { Sid: CA, To: 'a' })).toBe(CA);
    expect(entityIdOf(media, { Sid: ME, MessageSid: MM })).toBe(`${MM}/${ME}`);
    expect(entityIdOf(numbers, { Country: 'US', Type: 'Local' })).toBeUndefined();
  });

  test('the text is read back to the columns that it was made of', () => {
    expect(readEntityId(calls, CA)).toEqual({ Sid: CA });
    expect(readEntityId(media, `${MM}/${ME}`)).toEqual({ MessageSid: MM, Sid: ME });
  });

  test('a key without its parent is refused with the form of the whole text', () => {
    expect(refusalOf(() => readEntityId(media, ME))).toEqual({
      code: 'INVALID_KEY',
      message: `MessageSid is required: identify an entity of Media as 'MessageSid/Sid', or by the condition MessageSid = '…' AND Sid = '…'.`,
      violations: [{ field: 'MessageSid', description: "is required: 'MessageSid/Sid'" }],
    });
  });

  test('anything that follows the key counts as part of it, and is refused', () => {
    const refused: readonly (readonly [EntityType, string])[] = [
      [calls, `${CA}/Recordings`],
      [media, `${MM}/${ME}/x`],
      [media, `${MM}/${ME}/`],
      [phoneNumberLookup, '+15550100001/x'],
    ];
    for (const [entityType, id] of refused) {
      const message = expect.stringContaining(`The key of ${entityType.name}`);
      expect(
        refusalOf(() => readEntityId(entityType, id)),
        id,
      ).toMatchObject({ code: 'INVALID_KEY', message });
    }
  });
});

describe('values of a path', () => {
  test.each<readonly [string, EntityType, Record<string, string>, string, string]>([
    ['a key', calls, { Sid: 'CA1' }, 'The key of Calls (Sid)', 'CA followed by 32 hexadecimal digits'],
    ['a parent', media, { MessageSid: 'x' }, 'MessageSid of Media', 'MM followed by 32 hexadecimal digits'],
    ['a known value', numbers, { Type: 'Fax' }, 'Type of Numbers', 'one of Local, Mobile'],
    ['a string', numbers, { Country: 'a/b' }, 'Country of Numbers', 'a string without slashes or spaces'],
  ])('%s of the wrong form is refused with its column and the right form', (_, entityType, values, where, form) => {
    expect(refusalOf(() => checkPathValues(entityType, values))).toEqual({
      code: 'INVALID_KEY',
      message: `${where} must be ${form}.`,
      violations: [{ field: Object.keys(values)[0], description: `must be ${form}` }],
    });
  });

  test.each(['', 'a/b', 'a\\b', 'a?b', 'a#b', 'a b', 'a\nb', '%41', '.', '..', '...'])(
    'the string %j is refused, because it would change the path',
    (value) => {
      expect(() => checkPathValues(numbers, { Country: value })).toThrow('must be a string without slashes or spaces');
    },
  );

  test.each(['US', 'a.b', '.a', 'a.', '+15550100001', 'é', 'client:a'])('the string %j is accepted', (value) => {
    expect(checkPathValues(numbers, { Country: value, Type: 'Mobile' })).toEqual({ Country: value, Type: 'Mobile' });
  });
});

describe('the entity that a condition selects', () => {
  const selected = (entityType: EntityType, text: string) =>
    selectedEntityId(entityType, parseCondition(text, entityType)!);

  test.each([[`Sid = '${ME}' AND MessageSid = '${MM}'`], [`messagesid = '${MM}' AND (sid = '${ME}')`]])(
    'the equalities with the key and its parent in %j select one entity',
    (text) => {
      expect(selected(media, text)).toBe(`${MM}/${ME}`);
    },
  );

  test.each([
    ['only the key', `Sid = '${ME}'`],
    ['only the parent', `MessageSid = '${MM}'`],
    ['a further column', `Sid = '${ME}' AND MessageSid = '${MM}' AND ContentType = 'a'`],
    ['another column instead of the parent', `Sid = '${ME}' AND ContentType = 'a'`],
    ['the key twice', `Sid = '${ME}' AND Sid = '${ME}' AND MessageSid = '${MM}'`],
    ['OR', `Sid = '${ME}' OR MessageSid = '${MM}'`],
    ['NOT', `NOT (Sid = '${ME}' AND MessageSid = '${MM}')`],
    ['NOT within AND', `Sid = '${ME}' AND NOT MessageSid = '${MM}'`],
    ['another comparison', `Sid = '${ME}' AND MessageSid > '${MM}'`],
    ['IN', `Sid IN ('${ME}') AND MessageSid = '${MM}'`],
  ])('a condition with %s selects no single entity', (_, text) => {
    expect(selected(media, text)).toBeUndefined();
  });

  test('an unknown column, no column at all and entities without a key select no single entity', () => {
    expect(selectedEntityId(calls, { field: 'Nonsense', operator: '=', value: CA })).toBeUndefined();
    expect(selectedEntityId(calls, { and: [] })).toBeUndefined();
    expect(selected(numbers, "Country = 'US' AND Type = 'Local'")).toBeUndefined();
  });
});

describe('the error for a condition that selects no single entity', () => {
  const errorOf = (text: string) => keyRequired(callNotifications, parseCondition(text, callNotifications)!);
  const START = 'The condition of a write to a single entity of CallNotifications';
  const EXAMPLE = "CallSid = '…' AND Sid = '…'";

  test('the error names a missing parent if the key is given, and otherwise the key', () => {
    const key = `NO${'4'.repeat(32)}`;
    expect(errorOf(`Sid = '${key}'`).message).toBe(`${START} must also specify CallSid: ${EXAMPLE}.`);
    for (const text of [`CallSid = '${CA}'`, `NOT Sid = '${key}'`, "LogLevel = 'error'"]) {
      expect(errorOf(text).message).toBe(`${START} must be an equality with the key: ${EXAMPLE}.`);
    }
  });

  test('the error has the position of the first comparison, if the condition was a text', () => {
    expect(errorOf("  LogLevel = 'error'")).toMatchObject({ code: 'INVALID_CONDITION', position: 2 });
    expect(keyRequired(calls, { field: 'To', operator: '=', value: 'a' }).position).toBeUndefined();
    expect(keyRequired(calls, { and: [] }).position).toBeUndefined();
  });
});
