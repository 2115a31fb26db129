import { describe, expect, test } from 'vitest';
import { minimal, proxy, withValue } from '../../test/valid-connection.js';
import { connectionProxy, describeConnection, parseConnection, parseConnectionOrThrow } from '../index.js';

const whole = { ...minimal, ...proxy };

function descriptions(input: unknown, options?: Parameters<typeof parseConnection>[1]): string[] {
  const result = parseConnection(input, options);
  return result.ok ? [] : result.violations.map(({ description }) => description);
}

/** The proxy's variables with other values, by key; `undefined` removes one. */
function withVariables(changes: Readonly<Record<string, object | undefined>>): unknown {
  const variables = proxy.configVariables.flatMap((variable) => {
    const change = variable.key in changes ? changes[variable.key] : variable;
    return change ? [{ ...change, key: variable.key }] : [];
  });
  return { ...whole, configVariables: variables };
}

const condition = 'proxy_enabled is true and (proxy_auth_scheme is BASIC or proxy_auth_scheme is DIGEST)';
const lacksUser = `configVariables lacks proxy_user, which is required when ${condition}; add it: User name for the proxy server: no colon, no control characters.`;
const lacksPassword = `configVariables lacks proxy_password, which is required when ${condition}; add it: Secret version that holds the password for the proxy server.`;

describe('proxy variables', () => {
  test('connectionProxy reads the proxy from the variables and the destination', () => {
    expect(connectionProxy(parseConnectionOrThrow(whole))).toEqual({
      host: 'proxy.example.com',
      port: 3128,
      sslType: 'TUNNEL',
      authentication: {
        scheme: 'BASIC',
        user: 'twilio',
        passwordVersion: 'projects/local/secrets/proxy/versions/1',
      },
    });
  });

  test.each([
    [{ proxy_auth_scheme: { stringValue: 'NONE' } }, { authentication: undefined }],
    [{ proxy_auth_scheme: undefined }, { authentication: undefined }],
    [{ proxy_ssltype: undefined }, { sslType: 'AUTO' }],
    [{ proxy_ssltype: { stringValue: '' } }, { sslType: 'AUTO' }],
  ])('with the variables %j, the proxy has the defaults %j', (changes, expected) => {
    const proxyOf = connectionProxy(parseConnectionOrThrow(withVariables(changes)));
    expect({ authentication: undefined, ...proxyOf }).toMatchObject(expected);
  });

  test.each([{ proxy_enabled: { boolValue: false } }, { proxy_enabled: {} }, { proxy_enabled: undefined }])(
    'a connection whose variables are %j uses no proxy',
    (changes) => {
      expect(connectionProxy(parseConnectionOrThrow(withVariables(changes)))).toBeUndefined();
    },
  );

  test('a proxy is described as it was sent', () => {
    const connection = parseConnectionOrThrow(whole);
    expect(describeConnection(connection)).toMatchObject(proxy);
  });

  test.each([
    ['proxy_enabled is false', withVariables({ proxy_enabled: { boolValue: false } })],
    ['proxy_enabled has no value', withVariables({ proxy_enabled: {} })],
    ['proxy_enabled is not set', withVariables({ proxy_enabled: undefined, proxy_user: undefined })],
  ])('the other proxy variables are accepted while %s', (_case, input) => {
    expect(descriptions(input)).toEqual([]);
  });

  test.each([
    ['NONE', []],
    ['', []],
    ['BASIC', [lacksUser, lacksPassword]],
    ['DIGEST', [lacksUser, lacksPassword]],
  ])(
    'a proxy with the authentication scheme "%s" and no user or password gets the expected violations',
    (scheme, expected) => {
      const changes = {
        proxy_auth_scheme: scheme === '' ? undefined : { stringValue: scheme },
        proxy_user: undefined,
        proxy_password: undefined,
      };
      expect(descriptions(withVariables(changes))).toEqual(expected);
    },
  );

  test('an incomplete proxy gets all of its violations', () => {
    const input = {
      ...minimal,
      configVariables: [
        { key: 'proxy_enabled', boolValue: true },
        { key: 'proxy_ssltype', stringValue: 'SSL' },
      ],
    };
    expect(descriptions(input)).toEqual([
      'configVariables[1].stringValue is a string of 3 characters, which is not a value of proxy_ssltype; expected one of AUTO, ALWAYS, NEVER, TUNNEL.',
      'destinationConfigs lacks proxy_server, which is required when proxy_enabled is true; add it: Host name or IP address, and port, of the proxy server.',
    ]);
  });

  test.each([
    [
      'proxy_auth_scheme',
      { stringValue: 'NTLM' },
      'is a string of 4 characters, which is not a value of proxy_auth_scheme; expected one of BASIC, DIGEST, NONE.',
    ],
    [
      'proxy_user',
      { stringValue: 'a:b' },
      'is a string of 3 characters, which is not valid for proxy_user; expected: User name for the proxy server: no colon, no control characters.',
    ],
    [
      'proxy_user',
      { stringValue: 'a\nb' },
      'is a string of 3 characters, which is not valid for proxy_user; expected: User name',
    ],
    ['proxy_password', { stringValue: 'hunter2' }, 'is the wrong field for proxy_password; use secretValue.'],
    ['proxy_ssltype', { stringValue: 'auto' }, 'is a string of 4 characters, which is not a value of proxy_ssltype;'],
  ])('the proxy variable %s is rejected with the value %j', (key, value, problem) => {
    const result = descriptions(withVariables({ [key]: value }));
    expect(result).toEqual([expect.stringContaining(`.stringValue ${problem}`)]);
  });
});

describe('proxy destination', () => {
  const required = 'is missing, but required when proxy_enabled is true; expected a';

  test.each([
    [
      'no destinationConfigs',
      undefined,
      [
        'destinationConfigs lacks proxy_server, which is required when proxy_enabled is true; add it: Host name or IP address, and port, of the proxy server.',
      ],
    ],
    [
      'an empty list of destinations',
      [{ key: 'proxy_server', destinations: [] }],
      [
        'destinationConfigs lacks proxy_server, which is required when proxy_enabled is true; add it: Host name or IP address, and port, of the proxy server.',
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
  ])(
    'a connection with a proxy and %s gets exactly the violations of its destinations',
    (_case, destinationConfigs, expected) => {
      expect(descriptions({ ...whole, destinationConfigs })).toEqual(expected);
    },
  );

  test.each([
    [[{ key: 'proxy' }], '[0].key is not a known destination; expected proxy_server.'],
    [[{ key: 'proxyServer' }], '[0].key is not a known destination; did you mean proxy_server?'],
    [[{}], '[0].key is missing; expected the key of a destination.'],
    [[{ key: 'proxy_server' }, { key: 'proxy_server' }], '[1].key repeats proxy_server; set each destination once.'],
    [[{ key: 'proxy_server', destinations: [{}, {}] }], '[0].destinations has 2 destinations; keep at most 1.'],
    [[{ key: 'proxy_server', destinations: {} }], '[0].destinations is an object; expected a list of destinations.'],
    [
      [{ key: 'proxy_server', destinations: ['a'] }],
      '[0].destinations[0] is a string of 1 character; expected an object with host and port.',
    ],
    [['a'], '[0] is a string of 1 character; expected an object with key and destinations.'],
    ['a', ' is a string of 1 character; expected a list of objects with key and destinations.'],
  ])('destinationConfigs %j are rejected even without a proxy', (destinationConfigs, problem) => {
    expect(descriptions(withValue('destinationConfigs', destinationConfigs))).toEqual([`destinationConfigs${problem}`]);
  });

  test.each([0, 65536, -1, 1.5, '70000'])('the destination port %s is rejected', (port) => {
    const input = [{ key: 'proxy_server', destinations: [{ host: 'a', port }] }];
    expect(descriptions(withValue('destinationConfigs', input))).toEqual([
      `destinationConfigs[0].destinations[0].port is ${port}; expected a whole number from 1 to 65535.`,
    ]);
  });
});
