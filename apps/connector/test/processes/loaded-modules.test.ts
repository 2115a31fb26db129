import { expect, test } from 'vitest';
import { runBuilt } from './built-command.js';

test('a command that reads rows does not load the code of the administration commands', async () => {
  // Node's debug log names every module that the command loads.
  const { stderr } = await runBuilt(['entity-types'], { NODE_DEBUG: 'esm' });
  expect(stderr).toContain('commander');
  expect(stderr).not.toMatch(
    /kysely|hono|jose|dist\/(?:[a-z]+-handlers|list-audit-records|backup-and-restore|kept-keys)-/,
  );
});
