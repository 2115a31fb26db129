import { catalog } from '@twilio-connector/entities';
import { expect, test } from 'vitest';
import { prepareOpenApi } from './document.js';

test('a document is made in as many turns of the event loop as it has entity types', async () => {
  let turns = 0;
  const turn = async () => void (turns += 1);
  await prepareOpenApi({ entities: { catalog } }, turn);
  expect(turns).toBe(Object.keys(catalog).length);
});
