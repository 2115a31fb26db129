import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ADMINISTRATOR_TOKEN, CONNECTOR_VERSION, type ServerBed, startServerBed } from '../server-bed.js';

const CONNECTION = 'projects/p/locations/local/connections/c';

let bed: ServerBed;
let folder: string;
beforeEach(async () => {
  // Requests still take real time; only the two clocks stand still until a test moves them.
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00Z'), toFake: ['Date', 'performance'] });
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-mounted-'));
  mkdirSync(join(folder, 'p'));
  bed = await startServerBed({ CONNECTOR_SECRETS_DIR: folder });
  await bed.connection(CONNECTION);
});
afterEach(async () => {
  vi.useRealTimers();
  await bed.close();
  rmSync(folder, { recursive: true });
});

test.runIf(process.platform === 'linux')(
  'while the folder of secrets cannot be read, a connection in use works, a new one answers 503, and both recover',
  async () => {
    const file = join(folder, 'p', 'mounted');
    const works = () => writeFileSync(file, bed.simulator.authToken);
    /** Reading the unmapped first page of a process fails with EIO, like a failing disk. */
    const fails = () => (rmSync(file), symlinkSync('/proc/self/mem', file));
    const list = async (id: string) => {
      const path = `/v2/projects/p/locations/local/connections/${id}/entityTypes/Messages/entities?pageSize=1`;
      return bed.call(path, { token: ADMINISTRATOR_TOKEN });
    };
    works();
    await createConnection('used');
    fails();
    await createConnection('new');
    vi.advanceTimersByTime(30_000);
    expect((await list('used')).status).toBe(200);
    const refused = await list('new');
    expect(refused).toMatchObject({ status: 503, reason: 'SECRET_UNAVAILABLE' });
    for (const path of [folder, '/proc', 'Error:']) expect(refused.text).not.toContain(path);
    rmSync(file);
    works();
    vi.advanceTimersByTime(5000);
    expect([(await list('used')).status, (await list('new')).status]).toEqual([200, 200]);
  },
);

async function createConnection(id: string) {
  const password = { secretVersion: 'projects/p/secrets/mounted/versions/1' };
  await bed.must(`/v1/projects/p/locations/local/connections?connectionId=${id}`, {
    method: 'POST',
    body: {
      connectorVersion: CONNECTOR_VERSION,
      authConfig: { authType: 'USER_PASSWORD', userPassword: { username: bed.simulator.accountSid, password } },
      configVariables: [{ key: 'base_url', stringValue: `${bed.twilioUrl}/{product}` }],
    },
  });
}
