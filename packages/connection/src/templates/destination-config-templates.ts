import type { LogicalExpression } from './logical-expression.js';
import { usesProxy } from './proxy-variable-templates.js';

/**
 * Declares a destination that a connection can set. Google's shape plus `requiredCondition`, which is not sent to clients:
 * https://cloud.google.com/integration-connectors/docs/reference/rest/v1/DestinationConfigTemplate
 */
export interface DestinationConfigTemplate {
  readonly key: string;
  readonly displayName: string;
  readonly description: string;
  /** Minimum and maximum number of destinations. */
  readonly min: number;
  readonly max: number;
  readonly portFieldType: 'REQUIRED' | 'OPTIONAL' | 'NOT_USED';
  /** Regular expression that a host must match, in RE2 syntax. Validation is stricter than this pattern. */
  readonly regexPattern?: string;
  /** The destination, its host and its port are required while the condition holds. */
  readonly requiredCondition: LogicalExpression;
}

/** The destinations of this build. Google does not document its key for the proxy; its proxy variables begin with `proxy_`. */
export const destinationConfigTemplates = [
  {
    key: 'proxy_server',
    displayName: 'Proxy server',
    description: 'Host name or IP address, and port, of the proxy server. Required when proxy_enabled is true.',
    min: 0,
    max: 1,
    portFieldType: 'REQUIRED',
    regexPattern: '^[0-9A-Za-z.:-]+$',
    requiredCondition: usesProxy,
  },
] as const satisfies readonly DestinationConfigTemplate[];
