import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';

/**
 * Runs every fenced `ts` sample of a README as a test. A line `expression; // => value` asserts the value. A sample
 * without assertions must run without an error. Mark a fence `ts no-run` if the sample cannot run (types, fragments).
 *
 * @param readme the file URL of the README
 */
export function testReadme(readme: URL): void {
  const path = fileURLToPath(readme);
  const folder = join(dirname(path), '.readme');
  const samples = [...readFileSync(path, 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const name = `${basename(dirname(path))}/${basename(path)}`;
  describe(`samples in ${name}`, () => {
    test(`${name} has samples`, () => {
      expect(samples.length).toBeGreaterThan(0);
    });
    test.each(samples.map((sample, index) => ({ sample, number: index + 1 })))(
      `sample $number in ${name} runs and gives the values in its comments`,
      async (given) => {
        const file = join(folder, `sample-${given.number}.ts`);
        writeFileSync(file, toModule(given.sample));
        await expect(import(/* @vite-ignore */ pathToFileURL(file).href)).resolves.toBeDefined();
      },
    );
  });
}

/** Turns `expression; // => value` into an assertion. */
function toModule(sample: string): string {
  const body = sample.replace(
    /^(\s*)(.+?);?\s*\/\/ => (.+)$/gm,
    (_line, indent: string, expression: string, value: string) => `${indent}__expect(${expression}).toEqual(${value});`,
  );
  return `import { expect as __expect } from 'vitest';\n${body}`;
}
