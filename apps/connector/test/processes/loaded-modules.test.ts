import { expect, test } from 'vitest';
import { runBuilt } from './built-command.js';

test('a command that reads rows does not load the code of the administration commands', async () => {
  // Node's debug log names every module that the command loads.
  const { stderr } = await runBuilt(['entity-types'], { NODE_DEBUG: 'esm' });
  expect(stderr).toContain('commander');
  expect(stderr).not.toMatch(
    /kysely|hono|jose|hcl2json|dist\/(?:[a-z]+-handlers|(?:im|ex)port-connections?|list-audit-records|backup-and-restore|kept-keys)-/,
  );
});

test('import loads the parser of Terraform files only for such a file, and ends although that parser runs on', async () => {
  const env = { CONNECTOR_TOKEN: 'test-token-0123456789-abcdefghijk', PORT: '1', NODE_DEBUG: 'esm,module' };
  const json = await runBuilt(['import', '-'], env, '[]');
  expect(json.stderr).toContain('import-connections-');
  expect(json.stderr).not.toContain('hcl2json');
  const parsed = await runBuilt(['import', '-'], env, 'locals {}');
  expect(parsed.stderr).toContain('hcl2json');
  expect([json.code, parsed.code]).toEqual([0, 0]);
});
