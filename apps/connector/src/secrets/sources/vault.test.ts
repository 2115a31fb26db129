import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretSourceContract } from '../../../test/contracts/secret-source-contract.js';
import { sqliteVault } from '../../../test/sqlite-vault.js';
import { openStore } from '../../store/sqlite/open-store.js';
import { createCipher } from '../cipher.js';
import { createVaultSource } from './vault.js';

secretSourceContract('the vault source', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-vault-source-'));
  const store = await openStore(folder);
  const cipher = createCipher([createSecretKey(randomBytes(32))]);
  const vault = sqliteVault({ store, cipher, now: () => 0 });
  return {
    source: createVaultSource(vault),
    async put(secret, value) {
      const name = { project: 'contract', secret };
      await vault.createSecret(name).catch(() => vault.getSecret(name));
      await vault.addVersion(name, Buffer.from(value));
    },
    async close() {
      await store.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
