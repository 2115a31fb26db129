import type { connectors_v1 } from 'googleapis';
import { type ConnectionBody, type ConnectionsBed, PROJECT, secretVersion, type Variable } from './connections-bed.js';

/** The template of one field of the form. */
export type FormField = connectors_v1.Schema$ConfigVariableTemplate;

/** The entries of a user. The keys of variables and logins are those of the form. */
export interface FormEntries {
  readonly location: string;
  readonly description?: string;
  readonly serviceAccount?: string;
  readonly nodes?: { readonly min: number; readonly max: number };
  readonly labels?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string | boolean>>;
  readonly proxyServer?: { readonly host: string; readonly port: number };
  readonly authKey?: string;
  readonly login: Readonly<Record<string, string>>;
  readonly logLevel?: string;
}

/** The create form, built only from the answers of the API. */
export type CreateForm = Awaited<ReturnType<typeof drawForm>>;

/** Fetches the locations, the connector and its version, and the templates of its fields. */
export async function drawForm({ v1 }: ConnectionsBed) {
  const { locations } = v1.projects;
  const { data: locationList } = await locations.list({ name: `projects/${PROJECT}` });
  const regions = (locationList.locations ?? [])
    .map(({ locationId }) => locationId ?? '')
    .filter((id) => id !== 'global');
  const { data: all } = await locations.providers.list({ parent: `projects/${PROJECT}/locations/global` });
  const provider = all.providers?.[0]?.name ?? '';
  const { data: offered } = await locations.providers.connectors.list({ parent: provider });
  const connector = offered.connectors?.[0];
  const { data: known } = await locations.providers.connectors.versions.list({ parent: connector?.name ?? '' });
  const name = known.connectorVersions?.[0]?.name ?? '';
  const view = 'CONNECTOR_VERSION_VIEW_FULL';
  const { data: version } = await locations.providers.connectors.versions.get({ name, view });
  const { data: schema } = await locations.providers.connectors.versions.fetchAuthSchema({ name });
  return { regions, connector, version, logins: schema.authSchemas ?? [] };
}

/** A valid value for each variable of the form, so that a new variable needs no change here. */
export function exampleVariables(
  { version }: CreateForm,
  { except }: { readonly except: string },
): Record<string, string | boolean> {
  return Object.fromEntries(
    (version.configVariableTemplates ?? [])
      .filter(({ key }) => key !== except)
      .map((template) => [template.key ?? '', exampleOf(template)]),
  );
}

function exampleOf({ valueType, enumOptions, validationRegex, description }: FormField): string | boolean {
  if (valueType === 'BOOL') return false;
  if (valueType === 'INT') return '1';
  if (valueType === 'SECRET') return secretVersion('proxy', 'latest');
  const option = enumOptions?.[0]?.id;
  if (option) return option;
  // A description says what a valid value looks like: "such as us1, ie1 or au1".
  const words = (description ?? '').split(/[\s,;]+|[.:](?=\s|$)/);
  const pattern = new RegExp(validationRegex ?? '');
  return words.slice(words.indexOf('as') + 1).find((word) => pattern.test(word) && word !== '') ?? 'example';
}

/** The request that the form sends, with each value in the field that the type of its template requires. */
export function fillForm({ version }: CreateForm, entries: FormEntries): ConnectionBody {
  const { description, serviceAccount, nodes, labels, proxyServer, logLevel } = entries;
  const [destination] = version.destinationConfigTemplates ?? [];
  return {
    connectorVersion: version.name,
    description,
    labels,
    serviceAccount,
    ...(nodes && { nodeConfig: { minNodeCount: nodes.min, maxNodeCount: nodes.max } }),
    configVariables: toVariables(version.configVariableTemplates ?? [], entries.variables ?? {}),
    ...(proxyServer && { destinationConfigs: [{ key: destination?.key, destinations: [proxyServer] }] }),
    authConfig: toAuthConfig(version, entries),
    ...(logLevel && { logConfig: { enabled: true, level: logLevel } }),
  };
}

function toAuthConfig(
  { authConfigTemplates = [] }: CreateForm['version'],
  { authKey, login }: FormEntries,
): connectors_v1.Schema$AuthConfig {
  const template = authConfigTemplates.find((one) => (authKey ? one.authKey === authKey : one.isDefault));
  const fields = template?.configVariableTemplates ?? [];
  const others = fields.filter(({ key }) => key !== 'username' && key !== 'password');
  const additionalVariables = toVariables(others, login);
  return {
    authType: template?.authType,
    ...(authKey && { authKey }),
    userPassword: { username: login.username, password: { secretVersion: login.password } },
    ...(additionalVariables.length > 0 && { additionalVariables }),
  };
}

function toVariables(fields: readonly FormField[], values: Readonly<Record<string, string | boolean>>): Variable[] {
  return fields.flatMap(({ key, valueType }) => {
    const value = values[key ?? ''];
    return value === undefined ? [] : [{ key, ...toValue(valueType ?? '', value) }];
  });
}

function toValue(valueType: string, value: string | boolean): Variable {
  if (typeof value === 'boolean') return { boolValue: value };
  if (valueType === 'INT') return { intValue: value };
  return valueType === 'SECRET' ? { secretValue: { secretVersion: value } } : { stringValue: value };
}
