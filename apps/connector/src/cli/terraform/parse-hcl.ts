import { createRequire } from 'node:module';
import { UsageError } from '../terminal/usage-error.js';

/** A parsed configuration: blocks by type, then by their labels. An expression is a text such as `${var.project}`. */
export type Configuration = Readonly<Record<string, unknown>>;

/** The part of the parser that is used. It is not imported, because its types would bring those of the DOM into the project. */
interface Parser {
  parse(file: string, hcl: string): Promise<Configuration>;
}

/**
 * Parses a configuration in HCL. The parser is HashiCorp's, as WebAssembly; it is loaded at the first call.
 *
 * @throws UsageError with the line of the first error
 */
export async function parseHcl(file: string, hcl: string): Promise<Configuration> {
  const require = createRequire(import.meta.url);
  const parser = require('@cdktn/hcl2json') as Parser;
  try {
    return await parser.parse(file, hcl);
  } catch (cause) {
    // "parse config: [main.tf:2,6-3,1: Invalid expression; Expected the start of an expression, but …]"
    const [, line = '?', problem = 'unreadable'] = /:(\d+),[\d,-]+: ([^;\]]*)/.exec(String(cause)) ?? [];
    throw new UsageError(`${file} is not valid HCL: line ${line}: ${problem}.`);
  }
}
