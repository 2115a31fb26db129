import { describe, expect, test } from 'vitest';
import { defineEntityType, oneOf, sid, text } from '../model/index.js';
import { EntityError, type FieldViolation } from '../errors.js';
import { checkInput } from './input.js';

const US = `US${'1'.repeat(32)}`;

const things = defineEntityType({
  name: 'Things',
  description: 'Things.',
  docs: 'https://www.twilio.com/docs',
  path: '/v1/Things',
  operations: ['CREATE', 'UPDATE'],
  createNeedsOneOf: [['Owner', 'Group', 'Team']],
  fields: {
    Sid: sid('TH', { key: true }),
    Label: text({ create: 'required', update: true, wire: 'FriendlyName' }),
    Owner: sid('US', { create: 'optional', update: true }),
    Group: text({ create: 'optional' }),
    Team: text({ create: 'optional' }),
    Tags: text({ create: 'optional', update: true, repeats: true }),
    State: oneOf(['open', 'closed', 'lost'], { update: ['closed', 'lost'] }),
    Mode: oneOf(['on', 'off'], { create: 'optional', update: ['off'] }),
  },
});

const VALID = { Label: 'a', Group: 'b' };

/** The error for an input. */
function refusalOf(operation: 'CREATE' | 'UPDATE', input: unknown): EntityError {
  try {
    checkInput(things, operation, input);
  } catch (error) {
    if (error instanceof EntityError) return error;
  }
  return expect.fail('The input was accepted.');
}

/** The violations of an input, each as `column description`. */
const violationsOf = (operation: 'CREATE' | 'UPDATE', input: unknown): readonly string[] =>
  refusalOf(operation, input).violations.map(({ field, description }: FieldViolation) => `${field} ${description}`);

describe('an input that is accepted', () => {
  test('the values are returned by column, whatever the case or alias in which they are named', () => {
    expect(checkInput(things, 'CREATE', { friendlyname: 'a', GROUP: 'b' })).toEqual({ Label: 'a', Group: 'b' });
    expect(checkInput(things, 'UPDATE', { Label: 'a' })).toEqual({ Label: 'a' });
  });

  test('a single value of a column with lists becomes a list', () => {
    expect(checkInput(things, 'CREATE', { ...VALID, Tags: 'x' })).toMatchObject({ Tags: ['x'] });
    expect(checkInput(things, 'CREATE', { ...VALID, Tags: ['x', 'y'] })).toMatchObject({ Tags: ['x', 'y'] });
  });

  test('an update clears a SID by an empty string, and sets one of the permitted values', () => {
    expect(checkInput(things, 'UPDATE', { Owner: '' })).toEqual({ Owner: '' });
    expect(checkInput(things, 'UPDATE', { Owner: US })).toEqual({ Owner: US });
    expect(checkInput(things, 'UPDATE', { State: 'lost' })).toEqual({ State: 'lost' });
  });

  test('a create sets any known value of a column, even one that an update cannot set', () => {
    expect(checkInput(things, 'CREATE', { ...VALID, Mode: 'on' })).toMatchObject({ Mode: 'on' });
    expect(() => checkInput(things, 'UPDATE', { Mode: 'on' })).toThrow("Mode can only be set to 'off'.");
  });
});

describe('the violations of an input', () => {
  const SID = 'must be a SID: US followed by 32 hexadecimal digits';

  test.each<readonly ['CREATE' | 'UPDATE', unknown, readonly string[]]>([
    ['CREATE', {}, ['Label is required', 'Owner is required unless Group or Team is given']],
    ['CREATE', { ...VALID, Owner: '' }, [`Owner ${SID}`]],
    ['CREATE', { ...VALID, Owner: null }, [expect.stringMatching(/^Owner cannot be null: .* Omit the column/)]],
    ['CREATE', { ...VALID, State: 'open' }, ['State cannot be set on CREATE']],
    ['CREATE', { ...VALID, Lable: 'x' }, ['Lable is not a column of Things (did you mean Label?)']],
    ['CREATE', { ...VALID, Nonsense: 'x' }, ['Nonsense is not a column of Things']],
    ['CREATE', { ...VALID, FriendlyName: 'x' }, ['FriendlyName is given more than once, by its name or an alias']],
    ['CREATE', { ...VALID, Tags: [] }, ['Tags must have at least one value']],
    ['CREATE', { ...VALID, Tags: [1, 2] }, ['Tags must be a string']],
    ['CREATE', { ...VALID, Tags: [1, '\ud800'] }, ['Tags must be a string; must be well-formed Unicode']],
    ['UPDATE', {}, [' must contain at least one column to change']],
    ['UPDATE', { Group: 'x', Label: 'y' }, ['Group cannot be changed by UPDATE']],
    ['UPDATE', { Owner: 'x' }, [`Owner ${SID}`]],
    ['UPDATE', { State: 'open' }, ["State can only be set to 'closed' or 'lost'"]],
  ])('%s with %j is refused with the violations %j', (operation, input, expected) => {
    expect(violationsOf(operation, input)).toEqual(expected);
  });

  test.each([undefined, null, 'x', 5, [VALID]])('the input %j is refused, because it is not an object', (input) => {
    expect(violationsOf('UPDATE', input)).toEqual([' must be an object with columns and values']);
  });
});

describe('the message for an invalid input', () => {
  test('the message names the call, every violation and the columns that the operation accepts', () => {
    expect(refusalOf('CREATE', { Group: 5 })).toMatchObject({
      code: 'INVALID_INPUT',
      message:
        'Invalid CREATE of Things: Label is required; Group must be a string. CREATE accepts Label, Owner, Group, Team, Tags, Mode.',
    });
    expect(refusalOf('UPDATE', 5).message).toBe(
      'Invalid UPDATE of Things: must be an object with columns and values. UPDATE accepts Label, Owner, Tags, State, Mode.',
    );
  });

  test('the message can use the terms of an action', () => {
    const terms = { call: 'DoThings', target: 'DoThings', item: 'parameter' } as const;
    expect(() => checkInput(things, 'CREATE', { ...VALID, Nonsense: 1 }, terms)).toThrow(
      'Invalid DoThings: Nonsense is not a parameter of Things. DoThings accepts Label,',
    );
    expect(() => checkInput(things, 'CREATE', [], terms)).toThrow('must be an object with parameters and values');
  });

  test('the error contains the first hundred violations, and says how many there are beside them', () => {
    const unknown = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`X${index}`, 1]));
    const hundred = refusalOf('CREATE', { ...VALID, ...unknown(100) });
    expect(hundred.violations).toHaveLength(100);
    expect(hundred.message).toContain('X99 is not a column of Things. CREATE accepts');
    const more = refusalOf('CREATE', { ...VALID, ...unknown(102) });
    expect(more.violations).toEqual(hundred.violations);
    expect(more.message).toContain('X99 is not a column of Things; and 2 more. CREATE accepts');
  });
});
