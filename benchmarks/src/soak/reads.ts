import { action, CONNECTIONS, entities, type Kind, keysOf, PARENT, pick, PROJECT } from './kinds.ts';

const CONDITIONS = [
  "Status = 'failed'",
  "Body LIKE '%a%' AND DateSent >= '2020-01-01'",
  "To IN ('+15550100001', '+15550100002') OR ErrorCode IS NOT NULL",
  "NOT (Direction = 'inbound') AND NumSegments BETWEEN 1 AND 3",
  'Price < -0.01',
] as const;
const ENTITY_TYPES = ['Messages', 'Calls', 'Recordings', 'IncomingPhoneNumbers', 'Conferences'] as const;

export const READS: readonly Kind[] = [
  {
    // Without the messages of the soak itself: they grow in number, and a growing list would need more memory.
    name: 'list with a condition',
    weight: 10,
    run(soak) {
      const before = `DateSent < '${soak.startTime.toISOString()}'`;
      const conditions = encodeURIComponent(`(${pick(soak, CONDITIONS)}) AND ${before}`);
      return soak.api({ path: `${entities('Messages')}?conditions=${conditions}&pageSize=50`, token: soak.token });
    },
  },
  {
    name: 'list, page by page',
    weight: 4,
    async run(soak) {
      const path = `${entities(pick(soak, ENTITY_TYPES))}?pageSize=${pick(soak, [1, 20, 200])}`;
      let pageToken = '';
      for (let page = 0; page < 4; page += 1) {
        const answer = await soak.api({
          path: `${path}&pageToken=${encodeURIComponent(pageToken)}`,
          token: soak.token,
        });
        pageToken = answer?.json.nextPageToken ?? '';
        if (pageToken === '') return;
      }
    },
  },
  {
    // More than the node can take within ten seconds, so some are refused. The others give up after one.
    name: '400 gets at once through a connection with one node',
    weight: 0.3,
    run: ({ api, token }) =>
      Promise.all(
        Array.from({ length: 400 }, () =>
          api({ path: `${entities('Messages', 'small')}/SM${'0'.repeat(32)}`, token, patienceMs: 1000 }),
        ),
      ),
  },
  {
    name: 'list of 5,000 rows through the task',
    weight: 1,
    run: (soak) =>
      soak.api({
        path: `/v2/projects/${PROJECT}/locations/local/integrations/ExecuteConnection:execute`,
        method: 'POST',
        body: { operation: 'LIST_ENTITIES', connectionName: 'busy', entityType: 'Messages', pageSize: 5000 },
        token: soak.token,
      }),
  },
  {
    name: 'list whose caller disconnects',
    weight: 2,
    run: (soak) => soak.api({ path: `${entities('Messages')}?pageSize=200`, token: soak.token, patienceMs: 10 }),
  },
  {
    name: 'get',
    weight: 10,
    async run(soak) {
      const [sid = 'SM0'] = keysOf(await soak.api({ path: `${entities('Recordings')}?pageSize=1`, token: soak.token }));
      await soak.api({ path: `${entities('Recordings')}/${sid}`, token: soak.token });
      await soak.api({ path: `${entities('Messages')}/SM${'0'.repeat(32)}`, token: soak.token });
    },
  },
  {
    name: 'download',
    weight: 3,
    async run(soak) {
      const [Sid] = keysOf(await soak.api({ path: `${entities('Recordings')}?pageSize=1`, token: soak.token }));
      const parameters = { Sid, Format: 'mp3' };
      await soak.api({ path: action('DownloadRecording'), method: 'POST', body: { parameters }, token: soak.token });
    },
  },
  {
    name: 'metadata and metrics',
    weight: 2,
    async run(soak) {
      const one = `${PARENT}/connections/${pick(soak, Object.keys(CONNECTIONS) as [string])}`;
      const paths = [
        one,
        `${one}/connectionSchemaMetadata:listActions`,
        '/openapi.json',
        '/metrics',
        '/healthz',
      ] as const;
      await soak.api({ path: pick(soak, paths), token: soak.token });
    },
  },
];
