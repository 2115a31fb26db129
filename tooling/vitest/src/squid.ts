import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const SQUID = '/usr/sbin/squid';
const DIGEST_HELPER = '/usr/lib/squid/digest_file_auth';
const REALM = 'squid of the tests';

/** Whether this machine has squid, which `.ci/run` installs from apt. */
export const hasSquid = existsSync(SQUID) && existsSync(DIGEST_HELPER);

export interface SquidOptions {
  readonly user: string;
  readonly password: string;
  /** Certificate and key of its port for TLS. */
  readonly tls: { readonly cert: string; readonly key: string };
}

/** Starts a real squid, which requires Basic or Digest with MD5, on a plain port and on one with TLS. */
export async function startSquid({ user, password, tls }: SquidOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-squid-'));
  // Started by root, squid runs as a user of its own.
  chmodSync(folder, 0o777);
  const path = (name: string) => join(folder, name);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const key = createHash('md5').update(`${user}:${REALM}:${password}`).digest('hex');
  writeFileSync(path('cert.pem'), tls.cert);
  writeFileSync(path('key.pem'), tls.key);
  writeFileSync(path('digest'), `${user}:${REALM}:${key}\n`);
  writeFileSync(
    path('basic'),
    `while read -r line; do [ "$line" = '${user} ${password}' ] && echo OK || echo ERR; done\n`,
  );
  const lines = [
    `http_port 127.0.0.1:${port}`,
    `https_port 127.0.0.1:${tlsPort} tls-cert=${path('cert.pem')} tls-key=${path('key.pem')}`,
    `auth_param digest program ${DIGEST_HELPER} -c ${path('digest')}`,
    `auth_param digest children 2`,
    `auth_param digest realm ${REALM}`,
    // Few uses, so that nonces become stale during a test.
    'auth_param digest nonce_max_count 5',
    `auth_param basic program /bin/sh ${path('basic')}`,
    'auth_param basic children 1',
    `auth_param basic realm ${REALM}`,
    'acl known proxy_auth REQUIRED',
    'http_access allow known',
    'http_access deny all',
    'logformat requests %>Hs %rm %ru',
    `access_log stdio:${path('access.log')} requests`,
    'buffered_logs off',
    `cache_log ${path('cache.log')}`,
    'cache deny all',
    'pid_filename none',
    'netdb_filename none',
    'pinger_enable off',
    'shutdown_lifetime 0 seconds',
    `coredump_dir ${folder}`,
  ];
  writeFileSync(path('squid.conf'), `${lines.join('\n')}\n`);
  const squid = spawn(SQUID, ['-N', '-f', path('squid.conf')], { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => squid.once('exit', () => resolve()));
  await Promise.race([Promise.all([port, tlsPort].map(listening)), exited]);
  if (squid.exitCode !== null) throw new Error(`squid did not start: ${readFileSync(path('cache.log'), 'utf8')}`);
  return {
    port,
    tlsPort,
    /** Its access log without challenges: method and URL of each request, which it writes when the response has ended. */
    passed(): readonly string[] {
      const text = existsSync(path('access.log')) ? readFileSync(path('access.log'), 'utf8') : '';
      return text.split('\n').flatMap((line) => (line === '' || line.startsWith('407 ') ? [] : [line.slice(4)]));
    },
    /** The number of challenges. */
    challenges: () =>
      readFileSync(path('access.log'), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('407 ')).length,
    async stop() {
      squid.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(port: number): Promise<void> {
  const opens = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
      socket.on('error', () => resolve(false));
    });
  while (!(await opens())) await delay(20);
}
