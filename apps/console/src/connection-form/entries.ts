import type { Connection } from '../resources/connection.ts';
import { placeOf } from '../resources/connection.ts';
import type { ConfigVariable } from '../resources/connection.ts';
import type { AuthTemplate, ConnectorVersion, LogicalExpression, VariableTemplate } from './connector-version.ts';

/**
 * What stands in the form, by field: `location`, `name`, `var.region`, `auth.username`, `ssl.min_tls_version`… A check box is
 * `true` or absent, and an empty field is absent.
 */
export interface Entries {
  readonly texts: Readonly<Record<string, string | undefined>>;
  readonly destinations: readonly Destination[];
  readonly labels: readonly Label[];
}

interface Destination {
  readonly host: string;
  readonly port: string;
}

interface Label {
  readonly key: string;
  readonly value: string;
}

export const NO_ENTRIES: Entries = { texts: {}, destinations: [], labels: [] };

function textOf({ stringValue, boolValue, intValue, secretValue }: ConfigVariable): string | undefined {
  if (boolValue !== undefined) return boolValue ? 'true' : undefined;
  return stringValue ?? intValue ?? secretValue?.secretVersion;
}

const textsOf = (prefix: string, variables: readonly ConfigVariable[] = []) =>
  variables.map((variable) => [`${prefix}.${variable.key}`, textOf(variable)] as const);

/** The entries of a form that changes a connection. */
export function entriesOf(connection: Connection): Entries {
  const { name, description, serviceAccount, nodeConfig, logConfig, authConfig, labels = {} } = connection;
  const destinations = (connection.destinationConfigs ?? []).flatMap((config) => config.destinations ?? []);
  return {
    texts: Object.fromEntries([
      ['location', placeOf(name).location],
      ['name', placeOf(name).connection],
      ['description', description],
      ['serviceAccount', serviceAccount],
      ['minNodes', nodeConfig?.minNodeCount?.toString()],
      ['maxNodes', nodeConfig?.maxNodeCount?.toString()],
      ['log', logConfig?.enabled ? 'true' : undefined],
      ['logLevel', logConfig?.level],
      ['authKey', authConfig?.authKey],
      ['auth.username', authConfig?.userPassword?.username],
      ['auth.password', authConfig?.userPassword?.password?.secretVersion],
      ...textsOf('auth', authConfig?.additionalVariables),
      ...textsOf('var', connection.configVariables),
      ...textsOf('ssl', connection.sslConfig?.additionalVariables),
    ]) as Entries['texts'],
    destinations: destinations.map(({ host = '', port }) => ({ host, port: port?.toString() ?? '' })),
    labels: Object.entries(labels).map(([key, value]) => ({ key, value })),
  };
}

/** The chosen way to log in. */
export function authOf(version: ConnectorVersion, { texts }: Entries): AuthTemplate | undefined {
  const { authConfigTemplates: all = [] } = version;
  return all.find(({ authKey }) => authKey === texts.authKey) ?? all.find(({ isDefault }) => isDefault) ?? all[0];
}

const SWITCH = /^(.+_)enabled$/;

/** A check box `x_enabled` switches the fields `x_…`: the variables, and the destinations. */
export function isSwitchedOff(key: string, templates: readonly VariableTemplate[], { texts }: Entries): boolean {
  return templates.some(({ key: other }) => {
    const prefix = SWITCH.exec(other)?.[1];
    return prefix !== undefined && other !== key && key.startsWith(prefix) && texts[`var.${other}`] !== 'true';
  });
}

function holds(expression: LogicalExpression, valueOf: (key: string) => string | undefined): boolean {
  const { logicalOperator = 'AND', fieldComparisons = [], logicalExpressions = [] } = expression;
  const parts = [
    ...fieldComparisons.map(({ key, boolValue, stringValue }) =>
      boolValue === undefined ? valueOf(key) === stringValue : (valueOf(key) === 'true') === boolValue,
    ),
    ...logicalExpressions.map((inner) => holds(inner, valueOf)),
  ];
  return logicalOperator === 'AND' ? parts.every(Boolean) : parts.some(Boolean);
}

/** Whether a variable is required by what else stands in the form. */
export function isRequired(
  { required, requiredCondition }: VariableTemplate,
  prefix: string,
  { texts }: Entries,
): boolean {
  if (required) return true;
  return requiredCondition !== undefined && holds(requiredCondition, (key) => texts[`${prefix}.${key}`]);
}
