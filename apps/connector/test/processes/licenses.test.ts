import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './built-command.js';

test('the licenses of the packages in the built command lie beside it', async () => {
  const text = await readFile(join(cli, '..', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  const sections = text.split(`\n${'-'.repeat(80)}\n\n`);
  for (const name of ['undici', 'commander', 'hono', 'kysely', 'zod']) {
    expect(sections.find((section) => section.startsWith(`${name} `))).toMatch(
      /^.+ \d+\.\d+\.\d+ \(MIT\)\n[^]*Permission is hereby granted/,
    );
  }
  expect(text).not.toContain('@twilio-connector');
});
