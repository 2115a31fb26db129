import { config } from 'zod';

/**
 * Has this process interpret its schemas. By default zod compiles each one at its first use, which takes longer than a
 * command or the start of a server, where most schemas check one value. Call it before a module creates a schema.
 */
export function interpretSchemas(): void {
  config({ jitless: true });
}
