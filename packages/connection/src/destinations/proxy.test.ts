import { describe, expect, test } from 'vitest';
import { minimal, proxy, withValue } from '../../test/valid-connection.js';
import { configVariableTemplates, describeConnection, parseConnection, parseConnectionOrThrow } from '../index.js';

/** The templates of a build that serves proxies. */
const served = configVariableTemplates.map((template) => ({ ...template, notServed: undefined }));
const whole = { ...minimal, ...proxy };

function sentences(input: unknown, options?: Parameters<typeof parseConnection>[1]): string[] {
  const result = parseConnection(input, options);
  return result.ok ? [] : result.violations.map(({ description }) => description);
}

/** The proxy's variables with other values, by key; `undefined` takes one out. */
function withVariables(changes: Readonly<Record<string, object | undefined>>): unknown {
  const variables = proxy.configVariables.flatMap((variable) => {
    const change = variable.key in changes ? changes[variable.key] : variable;
    return change ? [{ ...change, key: variable.key }] : [];
  });
  return { ...whole, configVariables: variables };
}

const condition = 'proxy_enabled is true and (proxy_auth_scheme is BASIC or proxy_auth_scheme is DIGEST)';
const lacksUser = `configVariables lacks proxy_user, required when ${condition}: User name to log in to the proxy server with: no colon, no control characters.`;
const lacksPassword = `configVariables lacks proxy_password, required when ${condition}: Secret version that holds the password of the proxy user.`;

describe('a proxy', () => {
  test('that is on is refused by this build, and nothing else of it is', () => {
    expect(sentences(whole)).toEqual([
      'configVariables[0].boolValue is true, and proxies are not served by this build yet; leave proxy_enabled out.',
    ]);
  });

  test('is stored and described as it was sent by one that serves it', () => {
    const connection = parseConnectionOrThrow(whole, { templates: served });
    expect(describeConnection(connection)).toMatchObject(proxy);
  });

  test.each([
    ['is off', withVariables({ proxy_enabled: { boolValue: false } })],
    ['is off, with the value that JSON leaves out', withVariables({ proxy_enabled: {} })],
    ['is not said to be on', withVariables({ proxy_enabled: undefined, proxy_user: undefined })],
  ])('may be described while it %s', (_what, input) => {
    expect(sentences(input)).toEqual([]);
  });

  test.each([
    ['NONE', []],
    ['', []],
    ['BASIC', [lacksUser, lacksPassword]],
    ['DIGEST', [lacksUser, lacksPassword]],
  ])('of scheme "%s" may want a user and a password', (scheme, expected) => {
    const changes = {
      proxy_auth_scheme: scheme === '' ? undefined : { stringValue: scheme },
      proxy_user: undefined,
      proxy_password: undefined,
    };
    expect(sentences(withVariables(changes), { templates: served })).toEqual(expected);
  });

  test('that is refused still has all its violations told', () => {
    const input = {
      ...minimal,
      configVariables: [
        { key: 'proxy_enabled', boolValue: true },
        { key: 'proxy_ssltype', stringValue: 'SSL' },
      ],
    };
    expect(sentences(input)).toEqual([
      'configVariables[0].boolValue is true, and proxies are not served by this build yet; leave proxy_enabled out.',
      'configVariables[1].stringValue is a text of 3 characters that is no choice of proxy_ssltype; give one of AUTO, ALWAYS, NEVER, TUNNEL.',
      'destinationConfigs lacks proxy_server, required when proxy_enabled is true: Host name or IP address, and port, of the proxy server.',
    ]);
  });

  test.each([
    [
      'proxy_auth_scheme',
      { stringValue: 'NTLM' },
      'is a text of 4 characters that is no choice of proxy_auth_scheme; give one of BASIC, DIGEST, NONE.',
    ],
    [
      'proxy_user',
      { stringValue: 'a:b' },
      'is a text of 3 characters that does not fit proxy_user; give: User name to log in to the proxy server with: no colon, no control characters.',
    ],
    ['proxy_user', { stringValue: 'a\nb' }, 'is a text of 3 characters that does not fit proxy_user; give: User name'],
    ['proxy_password', { stringValue: 'hunter2' }, 'is not how proxy_password is given; give it as secretValue.'],
    ['proxy_ssltype', { stringValue: 'auto' }, 'is a text of 4 characters that is no choice of proxy_ssltype;'],
  ])('with %s %j is refused', (key, value, sentence) => {
    const result = sentences(withVariables({ [key]: value }), { templates: served });
    expect(result).toEqual([expect.stringContaining(`.stringValue ${sentence}`)]);
  });
});

describe('the destination of a proxy', () => {
  const required = 'is missing, and required when proxy_enabled is true; give a';

  test.each([
    [
      'no list',
      undefined,
      [
        'destinationConfigs lacks proxy_server, required when proxy_enabled is true: Host name or IP address, and port, of the proxy server.',
      ],
    ],
    [
      'no destination',
      [{ key: 'proxy_server', destinations: [] }],
      [
        'destinationConfigs lacks proxy_server, required when proxy_enabled is true: Host name or IP address, and port, of the proxy server.',
      ],
    ],
    [
      'neither host nor port',
      [{ key: 'proxy_server', destinations: [{}] }],
      [
        `destinationConfigs[0].destinations[0].host ${required} host name or an IP address.`,
        `destinationConfigs[0].destinations[0].port ${required} whole number from 1 to 65535.`,
      ],
    ],
    [
      'an empty host',
      [{ key: 'proxy_server', destinations: [{ host: '', port: 1 }] }],
      [`destinationConfigs[0].destinations[0].host ${required} host name or an IP address.`],
    ],
    ['digits for a port', [{ key: 'proxy_server', destinations: [{ host: 'a', port: '3128' }] }], []],
  ])('with %s', (_what, destinationConfigs, expected) => {
    expect(sentences({ ...whole, destinationConfigs }, { templates: served })).toEqual(expected);
  });

  test.each([
    [[{ key: 'proxy' }], '[0].key names no destination of this connector; there is proxy_server.'],
    [[{ key: 'proxyServer' }], '[0].key names no destination of this connector; did you mean proxy_server?'],
    [[{}], '[0].key is missing; give the key of a destination.'],
    [[{ key: 'proxy_server' }, { key: 'proxy_server' }], '[1].key repeats proxy_server; give each destination once.'],
    [[{ key: 'proxy_server', destinations: [{}, {}] }], '[0].destinations has 2 destinations; keep 1 at the most.'],
    [[{ key: 'proxy_server', destinations: {} }], '[0].destinations is an object; give a list of destinations.'],
    [
      [{ key: 'proxy_server', destinations: ['a'] }],
      '[0].destinations[0] is a text of 1 character; give an object with host and port.',
    ],
    [['a'], '[0] is a text of 1 character; give an object with key and destinations.'],
    ['a', ' is a text of 1 character; give a list of destinations by key.'],
  ])('%j is refused, whether the proxy is on or not', (destinationConfigs, sentence) => {
    expect(sentences(withValue('destinationConfigs', destinationConfigs))).toEqual([`destinationConfigs${sentence}`]);
  });

  test.each([0, 65536, -1, 1.5, '70000'])('has no port %s', (port) => {
    const input = [{ key: 'proxy_server', destinations: [{ host: 'a', port }] }];
    expect(sentences(withValue('destinationConfigs', input))).toEqual([
      `destinationConfigs[0].destinations[0].port is ${port}; give a whole number from 1 to 65535.`,
    ]);
  });
});
