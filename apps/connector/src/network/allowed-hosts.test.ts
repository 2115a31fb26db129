import { describe, expect, test } from 'vitest';
import { createAllowedHosts } from './allowed-hosts.js';
import { AllowedHostsError } from './host-entry.js';

const NOT_LISTED =
  /is not on the list of allowed hosts\. The operator of this server can allow it in CONNECTOR_ALLOWED_HOSTS\.$/;
const METADATA = /is a cloud's metadata service/;
const UNREADABLE =
  /^Expected (?:an http or https URL with a host|a URL without a user name or password|a host name or IP address without a port)\.$/;

/** Invalid entries. */
const WRONG = `
  * *. *.*.com a..b https://example.com example.com/ user@example.com -a.com example.com:
  example.com:0 example.com:65536 example.com:x *.10.0.0.1 [::1 [::1]x ::1]:80 10.0.0.0/33 10.0.0/8
  fd00::/129 fe80::1%eth0/129 /8 10.0.0.0/ 10.0.0.0/-1 ::ffff:10.0.0.0/104 256.1.1.1 example.com?
  example.com# a\\b example.com/8
`;

describe('default list', () => {
  const hosts = createAllowedHosts([]);

  test.each([
    'https://api.twilio.com',
    'https://API.Twilio.COM.',
    'https://api.dublin.ie1.twilio.com/x',
    'https://{product}.twilio.com',
    'https://{product}.dublin.ie1.twilio.com/{product}',
    'https://api.twilio.com:8443',
    'https://ａｐｉ.twilio.com',
  ])('the base URL %s is allowed by default', (url) => {
    expect(hosts.checkUrl(url)).toBeUndefined();
  });

  test.each([
    ['https://twilio.com', NOT_LISTED],
    ['https://twilio.com.evil.example', NOT_LISTED],
    ['https://eviltwilio.com', NOT_LISTED],
    ['https://api.twilio.com@evil.example', UNREADABLE],
    ['https://api.twilio.com:secret@evil.example', UNREADABLE],
    ['https://user@api.twilio.com', UNREADABLE],
    ['https://:secret@api.twilio.com', UNREADABLE],
    ['https://evil.example#.twilio.com', NOT_LISTED],
    ['https://evil.example?.twilio.com', NOT_LISTED],
    ['https://evil.example\\.twilio.com', NOT_LISTED],
    ['https://evil.example/.twilio.com', NOT_LISTED],
    ['https:evil.example', NOT_LISTED],
    ['https:\\\\evil.example', NOT_LISTED],
    ['https://evil.example%2f.twilio.com', UNREADABLE],
    ['https://evil.example%00.twilio.com', UNREADABLE],
    ['https://api.twilio.com\t@evil.example', UNREADABLE],
    ['https://evil.ex\nample', NOT_LISTED],
    ['https://twіlio.com', NOT_LISTED],
    ['ftp://api.twilio.com', UNREADABLE],
    ['file:///etc/passwd', UNREADABLE],
    ['javascript:alert(1)', UNREADABLE],
    ['//api.twilio.com', UNREADABLE],
    ['', UNREADABLE],
    ['http://localhost', NOT_LISTED],
    ['http://LOCALHOST.', NOT_LISTED],
    ['http://127.0.0.1', NOT_LISTED],
    ['http://127.1', /^127\.0\.0\.1:80 is not/],
    ['http://2130706433', /^127\.0\.0\.1:80 is not/],
    ['http://0x7f000001', /^127\.0\.0\.1:80 is not/],
    ['http://0177.0.0.01', /^127\.0\.0\.1:80 is not/],
    ['http://127.0.0.1.', /^127\.0\.0\.1:80 is not/],
    ['http://%31%32%37.0.0.1', /^127\.0\.0\.1:80 is not/],
    ['http://①②⑦.⓪.⓪.①', /^127\.0\.0\.1:80 is not/],
    ['http://127。0。0。1', /^127\.0\.0\.1:80 is not/],
    ['http://256.0.0.1', UNREADABLE],
    ['http://0', /^0\.0\.0\.0:80 is not/],
    ['http://[::1]', /^\[::1\]:80 is not/],
    ['http://[0:0:0:0:0:0:0:1]', /^\[::1\]:80 is not/],
    ['http://[::ffff:127.0.0.1]', /^127\.0\.0\.1:80 is not/],
    ['http://[::ffff:7f00:1]', /^127\.0\.0\.1:80 is not/],
    ['http://[fe80::1%25eth0]', UNREADABLE],
    ['http://[::1', UNREADABLE],
    ['http://8.8.8.8', NOT_LISTED],
    ['http://169.254.169.254/latest/meta-data', METADATA],
    ['http://2852039166', METADATA],
    ['http://0xa9fea9fe', METADATA],
    ['http://0251.0376.0251.0376', METADATA],
    ['http://[::ffff:a9fe:a9fe]', METADATA],
    ['http://[64:ff9b::a9fe:a9fe]', METADATA],
    ['http://[fd00:ec2::254]', METADATA],
    ['http://100.100.100.200', METADATA],
    ['http://168.63.129.16', METADATA],
    ['http://Metadata.Google.Internal.', METADATA],
    ['http://{product}', NOT_LISTED],
    ['http://{product}.evil.example', /^\{product\}\.evil\.example:80 is not/],
    ['http://api.twilio.com.{product}', NOT_LISTED],
    ['http://169.254.169.{product}', NOT_LISTED],
    ['http://{product}.1', UNREADABLE],
    ['http://%{product}.twilio.com', UNREADABLE],
    ['http://{product}@evil.example', UNREADABLE],
    ['{product}://api.twilio.com', UNREADABLE],
    ['https://api.twilio.com:{product}', UNREADABLE],
    ['https://{product}twilio.com', NOT_LISTED],
  ])('the base URL %s is not allowed by default', (url, why) => {
    expect(hosts.checkUrl(url)).toMatch(why);
  });

  test('a refusal does not repeat credentials, paths or queries of the URL', () => {
    expect(hosts.checkUrl('https://user:secret@evil.example')).not.toContain('secret');
    expect(hosts.checkUrl('https://evil.example/secret?secret')).not.toContain('secret');
  });
});

describe('entries', () => {
  test.each([
    ['gateway.example.com', 'https://gateway.example.com:8443/x'],
    ['Gateway.Example.com.', 'https://gateway.example.com'],
    ['gateway.example.com:8443', 'https://gateway.example.com:8443'],
    ['gateway.example.com:443', 'https://gateway.example.com'],
    ['gateway.example.com:80', 'http://gateway.example.com'],
    ['*.example.com', 'https://a.b.example.com'],
    ['*.example.com', 'https://{product}.gateway.example.com'],
    ['*.example.com', 'https://{product}-gateway.example.com/{product}'],
    ['*.example.com:8443', 'https://a.example.com:8443'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'https://BÜCHER.example'],
    ['127.0.0.1', 'http://127.0.0.1:8081/{product}'],
    ['127.0.0.1:8081', 'http://0x7f.1:8081/{product}'],
    ['::1', 'http://[::1]:8081'],
    ['[::1]:8081', 'http://[0::1]:8081'],
    ['::ffff:10.0.0.5', 'http://10.0.0.5'],
    ['10.0.0.0/8', 'http://10.1.2.3:99'],
    ['fd00::/8', 'http://[fd12::1]'],
    ['localhost:8081', 'http://localhost:8081/{product}'],
    ['localhost', 'http://127.0.0.1:1'],
    ['169.254.169.254', 'http://169.254.169.254'],
    ['metadata.google.internal', 'http://metadata.google.internal'],
  ])('the entry %s allows %s', (entry, url) => {
    expect(createAllowedHosts([entry]).checkUrl(url)).toBeUndefined();
  });

  test.each([
    ['gateway.example.com', 'https://x.gateway.example.com'],
    ['gateway.example.com', 'https://{product}.gateway.example.com'],
    ['gateway.example.com:8443', 'https://gateway.example.com'],
    ['*.example.com', 'https://example.com'],
    ['*.example.com', 'https://badexample.com'],
    ['*.example.com', 'https://{product}example.com'],
    ['*.example.com', 'https://{product}.com'],
    ['*.gateway.example.com', 'https://{product}.example.com'],
    ['127.0.0.1:8081', 'http://127.0.0.1:22'],
    ['127.0.0.1', 'http://127.0.0.2'],
    ['10.0.0.0/8', 'http://11.0.0.1'],
    ['10.0.0.0/8', 'http://gateway.example.com'],
    ['::/0', 'http://10.0.0.1'],
    ['0.0.0.0/0', 'http://169.254.169.254'],
    ['169.254.0.0/16', 'http://[::ffff:169.254.169.254]'],
    ['*.google.internal', 'http://metadata.google.internal'],
    ['*.google.internal', 'http://{product}.google.internal'],
    ['*.internal', 'http://{product}data.google.internal'],
    ['*.localhost', 'http://localhost'],
  ])('the entry %s does not allow %s', (entry, url) => {
    expect(createAllowedHosts([entry]).checkUrl(url)).toMatch(/CONNECTOR_ALLOWED_HOSTS/);
  });

  test.each(['', 'a b', ...WRONG.trim().split(/\s+/)])('the invalid entry %j is refused', (entry) => {
    expect(() => createAllowedHosts([entry])).toThrow(AllowedHostsError);
    expect(() => createAllowedHosts([entry])).toThrow(/is not a valid allowed host\. Use a host/);
  });
});

describe('host and port', () => {
  const hosts = createAllowedHosts(['proxy.example.com:3128', '10.0.0.0/8', '[fd00::5]:3128']);

  test.each([
    ['proxy.example.com', 3128],
    ['PROXY.example.com.', 3128],
    ['10.0.0.7', 3128],
    ['fd00::5', 3128],
    ['[fd00:0::5]', 3128],
  ])('the host %s is allowed with port %i', (host, port) => {
    expect(hosts.checkHost(host, port)).toBeUndefined();
  });

  test.each([
    ['proxy.example.com', 3129, NOT_LISTED],
    ['proxy.example.com:3128', 3128, UNREADABLE],
    ['http://proxy.example.com', 3128, UNREADABLE],
    ['user@proxy.example.com', 3128, UNREADABLE],
    ['evil.example/proxy.example.com', 3128, UNREADABLE],
    ['', 3128, UNREADABLE],
    ['127.1', 3128, NOT_LISTED],
    ['::1', 3128, NOT_LISTED],
    ['169.254.169.254', 80, METADATA],
  ])('the host %s is not allowed with port %i', (host, port, why) => {
    expect(hosts.checkHost(host, port)).toMatch(why);
  });
});

describe('connection to an address', () => {
  const at = (address: string, port = 443) => ({ host: 'gateway.example.com', port, address });

  test.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    'a connection to the public address %s is allowed',
    (address) => {
      expect(createAllowedHosts([]).checkAddress(at(address))).toBeUndefined();
    },
  );

  test.each(['127.0.0.1', '::1', '10.0.0.1', '::ffff:10.0.0.1', '::ffff:a00:1', 'fe80::1%eth0', '0.0.0.0', 'nonsense'])(
    'a connection to %s is not allowed, even if its host name is',
    (address) => {
      expect(createAllowedHosts(['gateway.example.com', '*.example.com']).checkAddress(at(address))).toMatch(
        /^It resolves/,
      );
    },
  );

  test.each([
    ['10.0.0.0/8', '10.0.0.1', 443],
    ['10.0.0.0/8', '::ffff:10.0.0.1', 443],
    ['10.0.0.1', '10.0.0.1', 443],
    ['10.0.0.1:443', '10.0.0.1', 443],
    ['fd00::/8', 'fd00::1', 443],
    ['localhost:8081', '::1', 8081],
    ['169.254.169.254', '::ffff:169.254.169.254', 80],
  ])('the entry %s allows a connection to %s', (entry, address, port) => {
    expect(createAllowedHosts([entry]).checkAddress(at(address, port))).toBeUndefined();
  });

  test.each([
    ['10.0.0.1:443', '10.0.0.1', 22],
    ['10.0.0.0/8', '172.16.0.1', 443],
    ['0.0.0.0/0', '169.254.169.254', 80],
    ['0.0.0.0/0', '::1', 80],
    ['*.example.com', '168.63.129.16', 80],
  ])('the entry %s does not allow a connection to %s on port %i', (entry, address, port) => {
    expect(createAllowedHosts([entry]).checkAddress(at(address, port))).toMatch(
      /CONNECTOR_ALLOWED_HOSTS, with an entry for this address\.$/,
    );
  });

  test('a refusal for a URL with an IP address does not mention resolving', () => {
    const { checkAddress } = createAllowedHosts([]);
    expect(checkAddress({ host: '::1', port: 80, address: '::1' })).toMatch(/^It is a private or reserved address\./);
  });
});
