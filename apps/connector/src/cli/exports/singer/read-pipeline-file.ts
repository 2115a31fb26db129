import type { z } from 'zod';
import { readJson } from '../../terminal/json-input.js';
import { UsageError } from '../../terminal/usage-error.js';

/** Reads a file that a pipeline has written. Its values are not shown, because they may be secret. @throws UsageError */
export async function readPipelineFile<S extends z.ZodType>(
  flag: string,
  file: string,
  { schema, process }: { readonly schema: S; readonly process: NodeJS.Process },
): Promise<z.output<S>> {
  const parsed = schema.safeParse(await readJson(file, process));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new UsageError(`The file of ${flag}, ${file}, is not as expected. ${issues.join('. ')}.`);
}
