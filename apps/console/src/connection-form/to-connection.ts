import type { ConfigVariable, Connection } from '../resources/connection.ts';
import type { ConnectorVersion, VariableTemplate } from './connector-version.ts';
import { authOf, type Entries, isSwitchedOff } from './entries.ts';

/** The connection as it is sent. Fields without an entry are left out. */
export type ConnectionBody = Omit<Partial<Connection>, 'name'>;

function toVariable({ key, valueType }: VariableTemplate, text: string): ConfigVariable {
  if (valueType === 'BOOL') return { key, boolValue: text === 'true' };
  if (valueType === 'INT') return { key, intValue: text };
  return valueType === 'SECRET' ? { key, secretValue: { secretVersion: text } } : { key, stringValue: text };
}

function toVariables(
  prefix: string,
  templates: readonly VariableTemplate[],
  { texts }: Entries,
): readonly ConfigVariable[] {
  return templates.flatMap((template) => {
    const text = texts[`${prefix}.${template.key}`];
    return text === undefined || text === '' ? [] : [toVariable(template, text)];
  });
}

/** A port that is not a number stays text, so that the server can explain the error. */
const toNumber = (text: string | undefined) =>
  text && /^\d+$/.test(text) ? Number(text) : (text as number | undefined);

function toAuthConfig(version: ConnectorVersion, entries: Entries): NonNullable<ConnectionBody['authConfig']> {
  const auth = authOf(version, entries);
  const templates = auth?.configVariableTemplates ?? [];
  const { 'auth.username': username, 'auth.password': password } = entries.texts;
  const others = templates.filter(({ key }) => key !== 'username' && key !== 'password');
  const additionalVariables = toVariables('auth', others, entries);
  return {
    authType: auth?.authType ?? '',
    ...(auth && !auth.isDefault && { authKey: auth.authKey }),
    userPassword: { ...(username && { username }), ...(password && { password: { secretVersion: password } }) },
    ...(additionalVariables.length > 0 && { additionalVariables }),
  };
}

/** The request that the form sends, with each value in the field that the type of its template asks for. */
export function toConnection(version: ConnectorVersion, entries: Entries): ConnectionBody {
  const { texts, destinations, labels } = entries;
  const templates = version.configVariableTemplates ?? [];
  const [destination] = version.destinationConfigTemplates ?? [];
  const shown = templates.filter(({ key }) => !isSwitchedOff(key, templates, entries));
  const configVariables = toVariables('var', shown, entries);
  const hasDestinations = destination && destinations.length > 0 && !isSwitchedOff(destination.key, templates, entries);
  const ssl = toVariables('ssl', version.sslConfigTemplate?.additionalVariables ?? [], entries);
  const minNodeCount = toNumber(texts.minNodes);
  const maxNodeCount = toNumber(texts.maxNodes);
  return {
    connectorVersion: version.name,
    ...(texts.description && { description: texts.description }),
    ...(labels.length > 0 && { labels: Object.fromEntries(labels.map(({ key, value }) => [key, value])) }),
    ...(texts.serviceAccount && { serviceAccount: texts.serviceAccount }),
    ...((minNodeCount !== undefined || maxNodeCount !== undefined) && {
      nodeConfig: {
        ...(minNodeCount !== undefined && { minNodeCount }),
        ...(maxNodeCount !== undefined && { maxNodeCount }),
      },
    }),
    ...(texts.log === 'true' && { logConfig: { enabled: true, level: texts.logLevel ?? 'ERROR' } }),
    ...(configVariables.length > 0 && { configVariables }),
    ...(hasDestinations && {
      destinationConfigs: [
        {
          key: destination.key,
          destinations: destinations.map(({ host, port }) => ({ host, ...(port && { port: toNumber(port) ?? 0 }) })),
        },
      ],
    }),
    authConfig: toAuthConfig(version, entries),
    ...(ssl.length > 0 && {
      sslConfig: { type: version.sslConfigTemplate?.sslType ?? 'MTLS', additionalVariables: ssl },
    }),
  };
}

/** The fields that a form can change. `connections.patch` takes a field that is named and absent as its removal. */
const CHANGEABLE = [
  'description',
  'labels',
  'serviceAccount',
  'nodeConfig',
  'logConfig',
  'configVariables',
  'destinationConfigs',
  'authConfig',
  'sslConfig',
] as const;

/** The update mask: the fields that differ from what the form began with. */
export function changedFields(before: ConnectionBody, after: ConnectionBody): readonly string[] {
  return CHANGEABLE.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
