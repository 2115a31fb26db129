import { PROJECT, secretVersion, VERSION } from './connections-bed.js';
import { at, PASTED, REFERENCE, type WrongValue } from './wrong-value.js';

const LONG = 'a'.repeat(64);
const NODES = /whole number from 1 to 100/;

const name = (connectionId: string, rule: RegExp): WrongValue => ({
  title: `name ${connectionId.slice(0, 20)}`,
  connectionId,
  field: 'name',
  rule,
});

/** Wrong values outside the configuration variables. */
export const WRONG_FIELDS: readonly WrongValue[] = [
  name('Twilio', /uppercase letters.*lowercase/),
  name('twilio_1', /characters other than letters from a to z, digits and hyphens/),
  name('1twilio', /does not start with a letter/),
  name('-twilio', /does not start with a letter/),
  name('twilio-', /does not end with a letter or a digit/),
  name(LONG, /64 characters; shorten it to at most 63/),
  name('tw.ilio', /characters other than/),
  name('twílio', /characters other than/),
  ...['mars-north1', 'global', 'us_central1', '-', 'Local'].map((location): WrongValue => ({
    title: `location ${location}`,
    location,
    field: 'name',
    rule: /location/,
  })),

  at('description', 5, /is a number; expected a string/),
  at('description', [PASTED], /is a list of 1 item; expected a string/),

  at('labels', [PASTED], /expected an object of strings/),
  at('labels', { Team: 'shop' }, /does not start with a lowercase letter/, 'labels.Team'),
  at('labels', { '1st': 'shop' }, /does not start with a lowercase letter/, 'labels.1st'),
  at('labels', { 'a b': 'shop' }, /characters other than lowercase letters, digits, _ and - in its key/, 'labels.a b'),
  at('labels', { [LONG]: 'shop' }, /key of 64 characters; shorten it to at most 63/, 'labels.…'),
  at('labels', { team: 'The Shop' }, /characters other than .* in its value/, 'labels.team'),
  at('labels', { team: LONG }, /value of 64 characters; shorten it to at most 63/, 'labels.team'),
  at('labels', { team: 4711 }, /is a number; expected a string/, 'labels.team'),
  at('labels', { '': 'shop' }, /empty key/, 'labels.…'),
  at(
    'labels',
    Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`l${n}`, ''])),
    /65 labels; keep at most 64/,
    'labels',
  ),

  at('connectorVersion', undefined, /is missing; expected projects/),
  at('connectorVersion', '', /in the wrong format; expected projects/),
  at('connectorVersion', PASTED, /in the wrong format; expected projects/),
  at('connectorVersion', VERSION.replace('global', 'us-central1'), /in the wrong format; expected projects/),
  at('connectorVersion', VERSION.replace(`/${PROJECT}/`, '/De mo/'), /invalid project id/),
  at('connectorVersion', VERSION.replace('connectors/twilio', 'connectors/zendesk'), /use connectors\/twilio/),
  at('connectorVersion', VERSION.replace('versions/1', 'versions/2'), /use versions\/1/),

  at('serviceAccount', 5, /is a number; expected the e-mail address of a service account/),
  at('serviceAccount', PASTED, /in the wrong format; expected name@project/),
  at('serviceAccount', 'somebody@example.com', /in the wrong format; expected name@project/),
  at('serviceAccount', 'sa@demo.iam.gserviceaccount.com', /fewer than 6 or more than 30/),
  at('serviceAccount', 'Connector@demo.iam.gserviceaccount.com', /uppercase letters before the @/),
  at('serviceAccount', 'connec_tor@demo.iam.gserviceaccount.com', /characters other than .* before the @/),
  at('serviceAccount', '1connector@demo.iam.gserviceaccount.com', /does not start with a letter/),
  at('serviceAccount', 'connector-@demo.iam.gserviceaccount.com', /has a hyphen just before the @/),
  at('serviceAccount', 'connector@De_mo.iam.gserviceaccount.com', /invalid project id after the @/),

  at('nodeConfig', 2, /expected an object with minNodeCount and maxNodeCount/),
  at('nodeConfig.minNodeCount', 0, NODES),
  at('nodeConfig.minNodeCount', -1, NODES),
  at('nodeConfig.minNodeCount', 1.5, NODES),
  at('nodeConfig.minNodeCount', '2.0', NODES),
  at('nodeConfig.minNodeCount', true, NODES),
  at('nodeConfig.minNodeCount', 51, /is 51, which exceeds maxNodeCount \(50\)/),
  at('nodeConfig.maxNodeCount', 0, NODES),
  at('nodeConfig.maxNodeCount', 101, NODES),
  at('nodeConfig.maxNodeCount', PASTED, NODES),
  at('nodeConfig.maxNodeCount', 1, /exceeds maxNodeCount/, 'nodeConfig.minNodeCount'),
  at('nodeConfig.nodes', 2, /is not a field of nodeConfig; expected one of minNodeCount, maxNodeCount/),

  at('authConfig', undefined, /is missing; expected an object with authType and userPassword/),
  at('authConfig.authType', undefined, /is missing; expected USER_PASSWORD/),
  at('authConfig.authType', PASTED, /expected USER_PASSWORD/),
  at('authConfig.authType', 'OAUTH2_CLIENT_CREDENTIALS', /not supported by this build; expected USER_PASSWORD/),
  at('authConfig.authKey', PASTED, /user_password or api_key/),
  at('authConfig.userPassword', undefined, /is missing; expected an object with username and password/),
  at('authConfig.userPassword.username', undefined, /is missing; expected an Account SID/),
  at('authConfig.userPassword.username', '', /Account SID: AC and 32 hexadecimal digits/),
  at('authConfig.userPassword.username', PASTED, /Account SID: AC and 32 hexadecimal digits/),
  at('authConfig.userPassword.username', `AC${'0'.repeat(31)}`, /AC and 32 hexadecimal digits/),
  at('authConfig.userPassword.username', `SK${'0'.repeat(32)}`, /or authKey api_key for an API key SID/),
  at('authConfig.userPassword.password', undefined, /is missing; expected an object with secretVersion/),
  at('authConfig.userPassword.password', PASTED, /expected an object with secretVersion/),
  at('authConfig.userPassword.password.secretVersion', PASTED, REFERENCE),
  at('authConfig.userPassword.password.secretVersion', '0'.repeat(32), REFERENCE),
  at('authConfig.userPassword.password.secretVersion', `projects/${PROJECT}/secrets/${PASTED}`, REFERENCE),
  at('authConfig.userPassword.password.secretVersion', secretVersion('a secret'), REFERENCE),
  at('authConfig.userPassword.password.secretVersion', secretVersion('s', 0), REFERENCE),
  at(
    'authConfig.userPassword.password.secretVersion',
    secretVersion('s', 1, 'other'),
    /is a secret of another project/,
  ),
  at('authConfig.userPassword.authToken', PASTED, /is not a field of authConfig.userPassword/),
  at('authConfig.oauth2ClientCredentials', { clientId: 'x' }, /is not supported by this build; remove it/),
  at(
    'authConfig.additionalVariables',
    [{ key: 'account_sid', stringValue: `AC${'0'.repeat(32)}` }],
    /no variables are allowed here; remove it/,
    'authConfig.additionalVariables[0].key',
  ),

  at('configVariables', PASTED, /expected a list of variables/),
  at('configVariables', [PASTED], /expected an object with a key and a value/, 'configVariables[0]'),
  at('configVariables', [{}], /is missing; expected the key of a variable/, 'configVariables[0].key'),
  at('configVariables', [{ key: 'bulkk' }], /did you mean bulk\?/, 'configVariables[0].key'),
  at('configVariables', [{ key: PASTED }], /is not a known variable; expected one of/, 'configVariables[0].key'),
  at(
    'configVariables',
    [{ key: 'bulk' }, { key: 'bulk' }],
    /repeats bulk; set each variable once/,
    'configVariables[1].key',
  ),
  at(
    'configVariables',
    [{ key: 'bulk', encryptionKeyValue: {} }],
    /not supported/,
    'configVariables[0].encryptionKeyValue',
  ),

  at('destinationConfigs', PASTED, /expected a list of objects with key and destinations/),
  at('destinationConfigs', [{ key: 'url' }], /expected proxy_server/, 'destinationConfigs[0].key'),
  at('destinationConfigs', [{ key: 'proxy-server' }], /did you mean proxy_server\?/, 'destinationConfigs[0].key'),
  at('destinationConfigs', [{ key: 'proxy_server' }, { key: 'proxy_server' }], /repeats/, 'destinationConfigs[1].key'),
  ...destination([{ host: 'a' }, { host: 'b' }], 'destinations', /has 2 destinations; keep at most 1/),
  ...destination(
    [{ host: 'http://proxy.example.com' }],
    'destinations[0].host',
    /includes a scheme; expected only a host name/,
  ),
  ...destination(
    [{ host: 'proxy.example.com:3128' }],
    'destinations[0].host',
    /includes a port; set the port in the port field/,
  ),
  ...destination([{ host: `me:${PASTED}@proxy` }], 'destinations[0].host', /includes a user, a path or a space/),
  ...destination([{ host: '300.1.1.1' }], 'destinations[0].host', /is not a valid host; expected a host name/),
  ...destination([{ host: 'a..b' }], 'destinations[0].host', /is not a valid host/),
  ...destination([{ host: `${LONG.repeat(4)}.com` }], 'destinations[0].host', /more than 253 characters/),
  ...destination([{ host: 5 }], 'destinations[0].host', /a host name or an IP address/),
  ...destination([{ port: 0 }], 'destinations[0].port', /whole number from 1 to 65535/),
  ...destination([{ port: 65_536 }], 'destinations[0].port', /whole number from 1 to 65535/),
  ...destination([{ port: 'http' }], 'destinations[0].port', /whole number from 1 to 65535/),
  ...destination([{ serviceAttachment: 'x' }], 'destinations[0].serviceAttachment', /not supported/),

  at('logConfig', PASTED, /expected an object with enabled and level/),
  at('logConfig.enabled', 'yes', /expected true or false/),
  at('logConfig.level', PASTED, /expected one of ERROR, INFO, DEBUG/),
  at('logConfig.level', 'info', /expected one of ERROR, INFO, DEBUG/),
  at('lockConfig.locked', 'yes', /expected true or false/),
  at('suspended', 'true', /expected true or false/),
  at('sslConfig.type', 'SSL', /expected one of SSL_TYPE_UNSPECIFIED, TLS, MTLS/),
  at('sslConfig.trustModel', 'INSECURE', /does not allow. Use PRIVATE .* CONNECTOR_ALLOW_INSECURE_TRUST=true/),
  at('sslConfig.useSsl', 'yes', /expected true or false/),
  at('eventingConfig', { x: 1 }, /is not supported by this build; remove it/),
  at('eventingEnablementType', 'ONLY_EVENTING', /is not supported by this build; remove it/),
  at('desription', 'x', /did you mean description\?/),
];

/** Wrong values for a login with an API key instead of the auth token. */
export const WRONG_API_KEYS: readonly WrongValue[] = [
  at('authConfig.userPassword.username', `AC${'0'.repeat(32)}`, /API key SID: SK and 32 hexadecimal digits/),
  at('authConfig.userPassword.username', PASTED, /API key SID: SK and 32 hexadecimal digits/),
  at('authConfig.additionalVariables', undefined, /lacks account_sid/),
  at('authConfig.additionalVariables', [], /lacks account_sid/),
  at(
    'authConfig.additionalVariables',
    [{ key: 'account_sid', stringValue: PASTED }],
    /AC and 32 hexadecimal digits/,
    'authConfig.additionalVariables[0].stringValue',
  ),
  at(
    'authConfig.additionalVariables',
    [{ key: 'account_sid', secretValue: { secretVersion: secretVersion('s') } }],
    /is the wrong field for account_sid; use stringValue/,
    'authConfig.additionalVariables[0].secretValue',
  ),
];

function destination(destinations: readonly unknown[], field: string, rule: RegExp): WrongValue[] {
  const value = [{ key: 'proxy_server', destinations }];
  return [at('destinationConfigs', value, rule, `destinationConfigs[0].${field}`)];
}
