import * as z from 'zod';
import { type Violation, refineTextWith } from '../violations/refinements.js';
import {
  type DestinationConfigTemplate,
  destinationConfigTemplates,
} from '../templates/destination-config-templates.js';
import { count, due, text, unlessEmpty } from '../fields/field-schemas.js';
import { hostViolations } from './host.js';
import { isRecord } from '../violations/json-shape.js';
import { expressionToText, holds, type VariableValues } from '../templates/logical-expression.js';
import { nearest } from '../violations/nearest.js';

const destination = z.object(
  {
    host: unlessEmpty(text('a host name or an IP address').superRefine(...refineTextWith(hostViolations))),
    port: count(1, 65535).optional(),
  },
  due('an object with host and port'),
);

/** The hosts and ports by which something beside Twilio is reached, each list under the key of its template. */
export const destinationConfigs = z
  .array(
    z.object(
      {
        key: text('the key of a destination'),
        destinations: z.array(destination, due('a list of destinations')).optional(),
      },
      due('an object with key and destinations'),
    ),
    due('a list of destinations by key'),
  )
  .default([]);

/** Every rule that the templates make, for the values that the variables have. What is no list is passed over. */
export function destinationViolations(configs: unknown, values: VariableValues): Violation[] {
  const given = new Map<string, number>();
  const breaches: Violation[] = [];
  for (const [index, config] of (Array.isArray(configs) ? configs : []).entries()) {
    if (!isRecord(config) || typeof config['key'] !== 'string') continue;
    const { key, destinations } = config;
    const list: unknown[] = Array.isArray(destinations) ? destinations : [];
    const template = destinationConfigTemplates.find((candidate) => candidate.key === key);
    const found = template
      ? [...(given.has(key) ? [repetition(key)] : []), ...listViolations(list, template, values)]
      : [unknownKey(key)];
    breaches.push(...found.map(({ path, predicate }) => ({ path: [index, ...path], predicate })));
    given.set(key, list.length + (given.get(key) ?? 0));
  }
  const missing = destinationConfigTemplates.filter(
    ({ key, requiredCondition }) => !given.get(key) && holds(requiredCondition, values),
  );
  return [...breaches, ...missing.map((template) => ({ path: [], predicate: lack(template) }))];
}

function listViolations(list: readonly unknown[], template: DestinationConfigTemplate, values: VariableValues): Violation[] {
  const breaches: Violation[] = [];
  if (list.length > template.max) {
    const predicate = `has ${list.length} destinations; keep ${template.max} at the most`;
    breaches.push({ path: ['destinations'], predicate });
  }
  if (!holds(template.requiredCondition, values)) return breaches;
  for (const [index, item] of list.entries()) {
    if (!isRecord(item)) continue;
    const path = ['destinations', index];
    const why = `is missing, and required when ${expressionToText(template.requiredCondition)}`;
    if (item['host'] === undefined)
      breaches.push({ path: [...path, 'host'], predicate: `${why}; give a host name or an IP address` });
    if (item['port'] === undefined && template.portFieldType === 'REQUIRED')
      breaches.push({ path: [...path, 'port'], predicate: `${why}; give a whole number from 1 to 65535` });
  }
  return breaches;
}

function repetition(key: string): Violation {
  return { path: ['key'], predicate: `repeats ${key}; give each destination once` };
}

function unknownKey(key: string): Violation {
  const keys = destinationConfigTemplates.map((template) => template.key);
  const meant = nearest(key, keys);
  const advice = meant ? `did you mean ${meant}?` : `there is ${keys.join(', ')}`;
  return { path: ['key'], predicate: `names no destination of this connector; ${advice}` };
}

function lack({ key, requiredCondition, description }: DestinationConfigTemplate): string {
  const when = expressionToText(requiredCondition);
  return `lacks ${key}, required when ${when}: ${description.split('. ')[0]}`;
}
