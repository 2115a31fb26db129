import { expect, test } from 'vitest';
import { createActionPlans, createEntityPlans } from '../src/index.js';

const entities = createEntityPlans();
const actions = createActionPlans({ allow: ['*'] });

test.each<[string, () => unknown, string]>([
  [
    'entity type',
    () => entities.explain('Mesages' as 'Messages'),
    'Unknown entity type "Mesages". Did you mean Messages?',
  ],
  ['entity type in lower case', () => entities.explain('calls' as 'Calls'), 'Did you mean Calls?'],
  ['action', () => actions.find('SendMesage'), 'Unknown action "SendMesage". Did you mean SendMessage?'],
  [
    'column in a condition',
    () => entities.explain('Messages', { conditions: "Statsu = 'sent'" }),
    'Messages has no column "Statsu" at position 0. Did you mean Status? Known columns: ',
  ],
  [
    'column to sort by',
    () => entities.explain('Messages', { sortBy: { field: 'DateSend' } }),
    'unknown column. Did you mean DateSent? Known columns: ',
  ],
  [
    'column of a write',
    () => entities.validateOnly.create('Messages', { Bdy: 'x' } as never),
    'Bdy is not a column of Messages (did you mean Body?)',
  ],
])('the error for a misspelled %s suggests the name', (_, call, message) => {
  expect(call).toThrow(message);
});

test.each(['Nothing', 'x', 'm'.repeat(65)])(
  'the error for the entity type %s, which is like no other, suggests none',
  (name) => {
    expect(() => entities.explain(name as 'Messages')).toThrow(/^Unknown entity type "\w+"\. Known entity types: /);
  },
);

test('a suggestion takes the place of the list of all entity types', () => {
  const message = 'Unknown entity type "Mesages". Did you mean Messages?';
  expect(() => entities.explain('Mesages' as 'Messages')).toThrow(expect.objectContaining({ message }));
});
