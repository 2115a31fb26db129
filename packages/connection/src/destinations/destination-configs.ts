import * as z from 'zod';
import { count, expecting, optionalField, text } from '../fields/field-schemas.js';
import {
  type DestinationConfigTemplate,
  destinationConfigTemplates,
} from '../templates/destination-config-templates.js';
import { expressionToText, holds, type VariableValues } from '../templates/logical-expression.js';
import { isRecord } from '../violations/json-shape.js';
import { nearest } from '../violations/nearest.js';
import { refineTextWith, type Violation } from '../violations/refinements.js';
import { hostProblems } from './host.js';

const destination = z.object(
  {
    host: optionalField(text('a host name or an IP address').superRefine(...refineTextWith(hostProblems))),
    port: count(1, 65535).optional(),
  },
  expecting('an object with host and port'),
);

/** Hosts and ports, such as a proxy's, grouped by the key of their template. */
export const destinationConfigs = z
  .array(
    z.object(
      {
        key: text('the key of a destination'),
        destinations: z.array(destination, expecting('a list of destinations')).optional(),
      },
      expecting('an object with key and destinations'),
    ),
    expecting('a list of objects with key and destinations'),
  )
  .default([]);

/** All violations of the templates, given the values of the variables. Skips malformed items, which the schema rejects. */
export function destinationViolations(configs: unknown, values: VariableValues): Violation[] {
  const countByKey = new Map<string, number>();
  const violations: Violation[] = [];
  for (const [index, config] of (Array.isArray(configs) ? configs : []).entries()) {
    if (!isRecord(config) || typeof config['key'] !== 'string') continue;
    const { key, destinations } = config;
    const list: unknown[] = Array.isArray(destinations) ? destinations : [];
    const template = destinationConfigTemplates.find((candidate) => candidate.key === key);
    const found = template
      ? [...(countByKey.has(key) ? [repeatedKey(key)] : []), ...listViolations(list, template, values)]
      : [unknownKey(key)];
    violations.push(...found.map(({ path, problem }) => ({ path: [index, ...path], problem })));
    countByKey.set(key, list.length + (countByKey.get(key) ?? 0));
  }
  const missing = destinationConfigTemplates.filter(
    ({ key, requiredCondition }) => !countByKey.get(key) && holds(requiredCondition, values),
  );
  return [...violations, ...missing.map((template) => ({ path: [], problem: missingDestination(template) }))];
}

function listViolations(
  list: readonly unknown[],
  template: DestinationConfigTemplate,
  values: VariableValues,
): Violation[] {
  const violations: Violation[] = [];
  if (list.length > template.max) {
    const problem = `has ${list.length} destinations; keep at most ${template.max}`;
    violations.push({ path: ['destinations'], problem });
  }
  if (!holds(template.requiredCondition, values)) return violations;
  for (const [index, item] of list.entries()) {
    if (!isRecord(item)) continue;
    const path = ['destinations', index];
    const missing = `is missing, but required when ${expressionToText(template.requiredCondition)}`;
    if (item['host'] === undefined)
      violations.push({ path: [...path, 'host'], problem: `${missing}; expected a host name or an IP address` });
    if (item['port'] === undefined && template.portFieldType === 'REQUIRED')
      violations.push({ path: [...path, 'port'], problem: `${missing}; expected a whole number from 1 to 65535` });
  }
  return violations;
}

function repeatedKey(key: string): Violation {
  return { path: ['key'], problem: `repeats ${key}; set each destination once` };
}

function unknownKey(key: string): Violation {
  const keys = destinationConfigTemplates.map((template) => template.key);
  const suggestion = nearest(key, keys);
  const advice = suggestion ? `did you mean ${suggestion}?` : `expected ${keys.join(' or ')}`;
  return { path: ['key'], problem: `is not a known destination; ${advice}` };
}

function missingDestination({ key, requiredCondition, description }: DestinationConfigTemplate): string {
  const condition = expressionToText(requiredCondition);
  return `lacks ${key}, which is required when ${condition}; add it: ${description.split('. ')[0]}`;
}
