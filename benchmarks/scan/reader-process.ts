import { createTwilioClient } from '@twilio-connector/client';
import { createEntities } from '@twilio-connector/entities';
import { createScheduler } from '@twilio-connector/scheduler';
import twilio from 'twilio';
import { requestClient } from '../src/http-contestants.ts';
import { serveMeasured } from '../src/measured-process.ts';
import { accountSid, authToken } from '../src/servers.ts';
import { readThroughServer } from './read-through-server.ts';
import type { Reading, ReadingResult } from './reading.ts';

/** Reads rows. Their keys are compared when the time has been taken. */
async function read({ url, way, nodes, limit, conditions, server }: Reading): Promise<ReadingResult> {
  const keys: unknown[] = [];
  const toResult = (ms: number) => ({ rows: keys.length, distinct: new Set(keys).size, ms });
  if (way === 'connector') {
    // A connection starts with two nodes and may have more; here their number is fixed.
    const scheduler = createScheduler({ nodes });
    const client = createTwilioClient({
      accountSid,
      credentials: { authToken },
      baseUrl: `${url}/{product}`,
      admit: ({ signal, priority } = {}) => scheduler.admit({ signal, priority }),
    });
    const entities = createEntities({
      send: (request, options) => client.request(request, options),
      requestsPerSecond: () => scheduler.maxRate,
    });
    const start = performance.now();
    for await (const { Sid } of entities.rows('Messages', { conditions, limit, priority: 'bulk' })) keys.push(Sid);
    const ms = performance.now() - start;
    await client.close();
    return toResult(ms);
  }
  if (server) {
    const start = performance.now();
    for await (const { Sid } of readThroughServer(server, conditions)) keys.push(Sid);
    return toResult(performance.now() - start);
  }
  const client = twilio(accountSid, authToken, { httpClient: requestClient(url), env: {} });
  const start = performance.now();
  for (const { sid } of await client.messages.list(way === 'sdk' ? {} : { pageSize: 1000 })) keys.push(sid);
  return toResult(performance.now() - start);
}

serveMeasured({ read: (input) => read(input as Reading) });
