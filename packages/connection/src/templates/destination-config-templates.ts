import type { LogicalExpression } from './logical-expression.js';
import { usesProxy } from './proxy-variable-templates.js';

/**
 * A destination that a connection may set, as data. Google's shape, but for `requiredCondition`, which is not on the
 * wire: https://cloud.google.com/integration-connectors/docs/reference/rest/v1/DestinationConfigTemplate
 */
export interface DestinationConfigTemplate {
  readonly key: string;
  readonly displayName: string;
  readonly description: string;
  /** How many destinations there may be at least and at most. */
  readonly min: number;
  readonly max: number;
  readonly portFieldType: 'REQUIRED' | 'OPTIONAL' | 'NOT_USED';
  /** Regular expression that a host must match, in RE2's syntax; what it is exactly is judged beyond that. */
  readonly regexPattern?: string;
  /** When the destination must be there, with its host and port. */
  readonly requiredCondition: LogicalExpression;
}

/** The destinations of this build. What Google calls the proxy's is not documented; its variables begin with `proxy_`. */
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
