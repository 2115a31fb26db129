import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createScramVerifier, formatScramVerifier, parseScramVerifier, ScramExchange } from './scram.js';

// The example of RFC 7677, section 3.
const EXAMPLE = {
  password: 'pencil',
  salt: Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'),
  iterations: 4096,
  serverNonce: '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
  clientFirst: 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO',
  serverFirst: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
  clientFinal:
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  serverFinal: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
};

async function begun(password = EXAMPLE.password) {
  const exchange = new ScramExchange(await createScramVerifier(password, EXAMPLE), EXAMPLE.serverNonce);
  return { exchange, serverFirst: exchange.begin(EXAMPLE.clientFirst) };
}

describe('a login by SCRAM-SHA-256', () => {
  test('exchanges the messages of the example of RFC 7677', async () => {
    const { exchange, serverFirst } = await begun();
    expect(serverFirst).toBe(EXAMPLE.serverFirst);
    expect(exchange.finish(EXAMPLE.clientFinal)).toBe(EXAMPLE.serverFinal);
  });

  test('fails with another password', async () => {
    const { exchange } = await begun('Pencil');
    expect(exchange.finish(EXAMPLE.clientFinal)).toBeUndefined();
  });

  test.each([
    ['another nonce', (text: string) => text.replace('Fuxf', 'Fuxg').replace('k0,p', 'k1,p')],
    ['another header', (text: string) => text.replace('c=biws', 'c=eSws')],
    ['a short proof', (text: string) => text.replace(/p=.*/, 'p=AAAA')],
    ['no proof', (text: string) => text.replace(/,p=.*/, '')],
  ])('is refused with %s', async (_, change) => {
    const { exchange } = await begun();
    expect(() => exchange.finish(change(EXAMPLE.clientFinal))).toThrow('cannot be read');
  });

  test.each(['', 'p=tls-unique,,n=,r=abc', 'n,,m=x,n=,r=abc', 'n,,n=user', 'n,,n=user,r='])(
    'is refused if it begins with %j',
    async (message) => {
      const exchange = new ScramExchange(await createScramVerifier('x', { iterations: 1 }));
      expect(() => exchange.begin(message)).toThrow('cannot be read');
    },
  );

  test('gives each exchange a nonce of its own', async () => {
    const verifier = await createScramVerifier('x', { iterations: 1 });
    const nonces = Array.from({ length: 3 }, () => new ScramExchange(verifier).begin('n,,n=,r=a'));
    expect(new Set(nonces).size).toBe(3);
  });
});

test('a verifier is written in the form of PostgreSQL, read again, and does not contain the password', async () => {
  const verifier = await createScramVerifier(EXAMPLE.password, EXAMPLE);
  const salted = pbkdf2Sync('pencil', EXAMPLE.salt, 4096, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const text = formatScramVerifier(verifier);
  expect(text).toBe(
    `SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$${storedKey}:${hmac('Server Key').toString('base64')}`,
  );
  expect(parseScramVerifier(text)).toEqual(verifier);
  expect(parseScramVerifier('md5abc')).toBeUndefined();
  expect(parseScramVerifier('SCRAM-SHA-256$4096:AAAA$AAAA:AAAA')).toBeUndefined();
});
