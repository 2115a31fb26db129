import { expect, test } from 'vitest';
import { createFirstConnection } from '../connections/first-connection.js';
import { catalogOf } from './catalog.js';

test('a read-only connection has the actions that read, and queries, whose writes it refuses', () => {
  const connection = createFirstConnection({ accountSid: `AC${'1'.repeat(32)}` });
  const configVariables = [...connection.configVariables, { key: 'read_only', boolValue: true } as const];
  const { actions, entities } = catalogOf({ ...connection, configVariables });
  const names = Object.keys(actions.catalog);
  expect(names).toEqual(expect.arrayContaining(['DownloadRecording', 'ExecuteCustomQuery', 'GetBalance']));
  expect(names).not.toContain('SendMessage');
  expect(entities.catalog.Messages?.operations).toEqual(['LIST', 'GET']);
});
