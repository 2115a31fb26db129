import { readFileSync } from 'node:fs';
import { CONNECTION_RESOURCE } from '../src/cli/terraform/connection-resource.js';
import { evaluate } from '../src/cli/terraform/evaluate.js';
import { parseHcl } from '../src/cli/terraform/parse-hcl.js';
import { createScope } from '../src/cli/terraform/scope.js';
import type { Arguments } from './terraform-schema.js';

const page = readFileSync(new URL('../../../docs/terraform.md', import.meta.url), 'utf8');

/** The configuration in `docs/terraform.md`. */
export const pageHcl = /```hcl\n(?<hcl>.*?)```/s.exec(page)?.groups?.['hcl'] ?? '';

/** The arguments of the connection in a configuration. @param given values of variables, such as `var.use_proxy` */
export async function connectionOf(hcl: string, given: Readonly<Record<string, string>> = {}): Promise<Arguments> {
  const configuration = await parseHcl('main.tf', hcl);
  const scope = createScope([configuration], new Map(Object.entries(given)));
  const resources = configuration['resource'] as Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
  const [[resource] = []] = Object.values(resources[CONNECTION_RESOURCE] ?? {});
  return evaluate(resource, scope) as Arguments;
}
