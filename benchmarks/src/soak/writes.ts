import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiAnswer, ApiCall } from './api.ts';
import { action, entities, type Kind, keysOf, type Soak } from './kinds.ts';
import type { Outcome } from './ledger.ts';

const SENDER = '+15550100100';
const MAX_ATTEMPTS = 8;
const PAUSE_MS = 250;

export const WRITES: readonly Kind[] = [
  { name: 'create with a key', weight: 8, run: (soak) => sendWithKey(soak, createMessage) },
  { name: 'action with a key', weight: 4, run: (soak) => sendWithKey(soak, makeCall) },
  { name: 'create without a key', weight: 4, run: (soak) => sendOnce(soak, createMessage) },
  { name: 'action without a key', weight: 2, run: (soak) => sendOnce(soak, makeCall) },
  {
    name: 'dry run',
    weight: 2,
    run: (soak) => soak.api({ ...createMessage(soak, 'dry run'), path: `${entities('Messages')}?validateOnly=true` }),
  },
  {
    name: 'update',
    weight: 3,
    async run(soak) {
      const path = entities('IncomingPhoneNumbers');
      const [sid = 'PN0'] = keysOf(await soak.api({ path: `${path}?pageSize=1`, token: soak.token }));
      const body = { fields: { Name: `number ${soak.next()}` } };
      await soak.api({ path: `${path}/${sid}`, method: 'PATCH', body, token: soak.token });
    },
  },
  {
    name: 'bulk update',
    weight: 2,
    async run(soak) {
      const path = entities('IncomingPhoneNumbers');
      const sids = keysOf(await soak.api({ path: `${path}?pageSize=5`, token: soak.token }));
      const where = encodeURIComponent(`Sid IN (${sids.map((sid) => `'${sid}'`).join(', ') || "'PN0'"})`);
      const body = { fields: { Name: `numbers ${soak.next()}` } };
      const call = { path: `${path}:updateEntitiesWithConditions?conditions=${where}`, method: 'POST', body } as const;
      await soak.api({ ...call, key: `bulk-${soak.next()}`, token: soak.token });
    },
  },
  {
    name: 'delete',
    weight: 1,
    async run(soak) {
      const [sid = 'RE0'] = keysOf(await soak.api({ path: `${entities('Recordings')}?pageSize=1`, token: soak.token }));
      await soak.api({ path: `${entities('Recordings')}/${sid}`, method: 'DELETE', token: soak.token });
    },
  },
];

function createMessage({ token }: Soak, mark: string): ApiCall {
  const fields = { To: '+15550100001', Sender: SENDER, Body: mark };
  return { path: entities('Messages'), method: 'POST', body: { fields }, token };
}

function makeCall({ token }: Soak, mark: string): ApiCall {
  const parameters = { To: mark, From: SENDER, Url: 'https://example.com/twiml' };
  return { path: action('MakeCall'), method: 'POST', body: { parameters }, token };
}

async function sendOnce(soak: Soak, toCall: typeof createMessage): Promise<void> {
  const mark = soak.ledger.mark();
  soak.ledger.record(mark, outcomeOf(await soak.api(toCall(soak, mark))));
}

/** Sends a call again with its key until its outcome is certain. Some callers send it twice at once, and once more at the end. */
async function sendWithKey(soak: Soak, toCall: typeof createMessage): Promise<void> {
  const mark = soak.ledger.mark();
  const call = { ...toCall(soak, mark), key: mark };
  const twin = soak.random() < 0.1 ? soak.api(call) : undefined;
  let answer: ApiAnswer | undefined;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    answer = await soak.api(call);
    if (answer && outcomeOf(answer) !== 'refused') break;
    await sleep(PAUSE_MS);
  }
  await twin;
  soak.ledger.record(mark, outcomeOf(answer));
  if (answer?.status !== 200 || soak.random() > 0.2) return;
  const again = await soak.api(call);
  if (again && again.text !== answer.text) soak.flaw(`${mark} was answered ${answer.text}, then ${again.text}`);
}

/** Only a complete answer says for certain that a write was carried out or not. */
function outcomeOf(answer: ApiAnswer | undefined): Outcome {
  if (answer?.status === 200) return 'sent';
  const isUnsure =
    answer === undefined || answer.reason === 'OUTCOME_UNKNOWN' || answer.status === 500 || answer.status === 504;
  return isUnsure ? 'unknown' : 'refused';
}
