import { type EntityType, catalog } from '@twilio-connector/entities';
import { startSimulator } from '@twilio-connector/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnector } from '../src/index.js';

let running: Awaited<ReturnType<typeof startSimulator>>;
let connector: ReturnType<typeof createConnector>;
beforeAll(async () => {
  running = await startSimulator();
  const { accountSid, authToken } = running.simulator;
  connector = createConnector({ accountSid, authToken, baseUrl: running.url });
});
afterAll(async () => {
  await connector.close();
  await running.close();
});

const listed = Object.values<EntityType>(catalog).filter(({ operations, path }) => operations.includes('LIST') && path);

test.each(listed.map(({ name }) => name))('a base URL without {product} reaches %s', async (name) => {
  const read = async () => {
    for await (const row of connector.entities.rows(catalog[name as keyof typeof catalog] as EntityType, {
      allowParentScan: 300,
      limit: 1,
    }))
      return Object.keys(row).length;
    return undefined;
  };
  // Without a parent or a search, some lists cannot be read. Twilio's answers are what this test is about.
  await read().catch((error: unknown) => expect(error).toMatchObject({ code: 'INVALID_CONDITION' }));
});
