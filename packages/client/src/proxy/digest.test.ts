import { expect, test } from 'vitest';
import { parseChallenges } from './challenges.js';
import { startDigestSession, toDigestHeader } from './digest.js';

const CHALLENGE =
  'qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", realm="http-auth@example.org"';
const CLIENT_NONCE = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
const MUFASA = { user: 'Mufasa', password: 'Circle of Life' };
const REQUEST = { method: 'GET', uri: '/dir/index.html' };

const start = (...headers: readonly string[]) => startDigestSession(parseChallenges(headers))!;

// The examples of https://www.rfc-editor.org/rfc/rfc7616#section-3.9.1
test.each([
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
])('the response for %s is that of the example of RFC 7616', (algorithm, response) => {
  const session = { ...start(`Digest ${CHALLENGE}, algorithm=${algorithm}`), clientNonce: CLIENT_NONCE };
  const header = toDigestHeader(session, MUFASA, REQUEST);
  expect(header).toContain(`response="${response}"`);
  expect(header).toContain(`algorithm=${algorithm}, qop=auth, nc=00000001, cnonce="${CLIENT_NONCE}"`);
  expect(header).toContain('opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"');
  expect(toDigestHeader(session, MUFASA, REQUEST)).toContain('nc=00000002');
});

// https://www.rfc-editor.org/rfc/rfc7616#section-3.9.2
test('a user name is hashed if the proxy asks for it', () => {
  const challenge =
    'realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", charset=UTF-8, userhash=true';
  const session = {
    ...start(`Digest ${challenge}`),
    clientNonce: 'NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm',
  };
  const header = toDigestHeader(
    session,
    { user: 'Jäsøn Doe', password: 'Secret, or not?' },
    { method: 'GET', uri: '/doe.json' },
  );
  expect(header).toContain(
    'username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b", userhash=true',
  );
});

test('a user name that is not ASCII is encoded', () => {
  const header = toDigestHeader(start('Digest realm="x", nonce="n"'), { user: "J'søn", password: 'x' }, REQUEST);
  expect(header).toMatch(/^Digest username\*=UTF-8''J%27s%C3%B8n, realm="x"/);
});

// https://www.rfc-editor.org/rfc/rfc2069#section-2.4, with the correction of its erratum
test('a challenge without a qop is answered as in RFC 2069', () => {
  const challenge = 'realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"';
  const login = { user: 'Mufasa', password: 'CircleOfLife' };
  const header = toDigestHeader(start(`Digest ${challenge}`), login, REQUEST);
  expect(header).toContain('response="1949323746fe6a43ef61f9606e7febea"');
  expect(header).not.toMatch(/qop|nc=|cnonce|algorithm/);
});

test('the strongest of several challenges is answered', () => {
  const headers = ['Digest nonce="1"', 'Digest nonce="2", algorithm=SHA-256', 'Digest nonce="3", algorithm=MD5-sess'];
  expect(start(...headers)).toMatchObject({ challenge: { nonce: '2' }, algorithm: { name: 'SHA-256' } });
});
