import { readdirSync, readFileSync } from 'node:fs';
import { loadModule, scanSync } from 'libpg-query';
import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../test/random.js';
import { tokensOf } from './tokens.js';

beforeAll(loadModule);

const scanned = (sql: string) => scanSync(sql).tokens.map(({ start, end, text }) => ({ start, end, text }));

/** Parts of texts that begin, end or look like tokens of several kinds. */
const PARTS = [
  String.raw`' '' " "" e' E' b' x' n' u&' U&" \' \ $$ $a$ $1 $a a$b$ $ -- /* */ . .. , ; : :: := ( )`,
  '+ - * / < > = => <= <> != ~ ! @ # ^ & | ` ? % @- =-',
  '1 12 1.5 .5 1. 1e5 1e-5 0x1F 0b1 0o7 1_000 a e u select É ☃ 😀 \u00a0',
]
  .flatMap((line) => line.split(' '))
  .concat(['--\n', '/* /* */ */', '\n', '\r', ' ', '\t', '\f']);

test('20,000 texts have the tokens that the scanner of PostgreSQL finds', () => {
  const random = createRandom(20_261_130);
  let compared = 0;
  for (let index = 0; index < 20_000; index += 1) {
    const sql = Array.from({ length: 1 + random.below(12) }, () => random.pick(PARTS)).join('');
    let expected;
    try {
      expected = scanned(sql);
    } catch {
      continue;
    }
    compared += 1;
    expect({ sql, tokens: tokensOf(sql) }).toEqual({ sql, tokens: expected });
  }
  expect(compared).toBeGreaterThan(5_000);
});

test('so have the statements of the adversarial suite', () => {
  const folder = new URL('../../test/adversarial/', import.meta.url);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql'))) {
    const sql = readFileSync(new URL(file, folder), 'utf8');
    expect(tokensOf(sql)).toEqual(scanned(sql));
  }
});

test.each(["select 'a", 'select "a', 'select /* a'])('%s has no end', (sql) => {
  expect(() => tokensOf(sql)).toThrow(SyntaxError);
});
