import { CONNECTION } from '../test-bed.js';
import type { ConsoleBed } from './console-bed.js';

const SECRETS = '/secretmanager/v1/projects/local/secrets';
const MESSAGES = `/v2/${CONNECTION}/entityTypes/Messages/entities`;
/** Below it, the pages show the history of a row. */
export const CHANGED_NUMBER = 'PN4047ac009a15885690a50a1d388b8411';

/** Gives every page something to show: a token, a secret with two versions, a log, and calls of which one fails. */
export async function showSomething({ api, call }: Pick<ConsoleBed, 'api' | 'call'>): Promise<void> {
  const post = (path: string, body: unknown) => api(path, { method: 'POST', body });
  await post('/admin/v1/tokens', {
    name: 'ci',
    bindings: [{ role: 'roles/connectors.viewer', resource: 'projects/local' }],
  });
  await post(`${SECRETS}?secretId=twilio`, { replication: { automatic: {} } });
  for (const value of ['first', 'second']) {
    await post(`${SECRETS}/twilio:addVersion`, { payload: { data: btoa(value) } });
  }
  await api(`/v1/${CONNECTION}?updateMask=logConfig`, {
    method: 'PATCH',
    body: { logConfig: { enabled: true, level: 'DEBUG' } },
  });
  await post(MESSAGES, { fields: { To: '+15550100001', Sender: '+15550100100', Body: 'Hello' } });
  await api(`/v2/${CONNECTION}/entityTypes/IncomingPhoneNumbers/entities/${CHANGED_NUMBER}`, {
    method: 'PATCH',
    body: { fields: { Name: 'Support line' } },
  });
  const refused = await call(`/entityTypes/Messages/entities/SM00000000000000000000000000000000`);
  if (refused.status !== 404) throw new Error(`A row that does not exist was answered with ${refused.status}.`);
}
