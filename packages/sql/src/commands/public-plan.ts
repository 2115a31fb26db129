import { SLOT_SCHEMA } from '../engine/engine.js';
import type { Reference } from '../statement/references.js';

/** What PostgreSQL says about the files that hold the rows of slots. */
const FILE = 'Foreign File';

/** PostgreSQL's plan in JSON, with the tables of the catalog in the place of slots. */
export function publicPlan(json: string, references: readonly Reference[]): object {
  const tables = new Map(references.map(({ slot, table }) => [slot, table.name]));
  const [plan] = JSON.parse(json, (key, value: unknown) => {
    if (key.startsWith(FILE)) return undefined;
    if (key === 'Schema' && value === SLOT_SCHEMA) return 'public';
    return key === 'Relation Name' ? (tables.get(String(value)) ?? value) : value;
  }) as readonly [object];
  return plan;
}

/** PostgreSQL's plan in lines, with the tables of the catalog in the place of slots. */
export function publicPlanText(lines: readonly string[], references: readonly Reference[]): readonly string[] {
  const tables = new Map(references.map(({ slot, table }) => [slot, table.name]));
  return lines
    .filter((line) => !line.trimStart().startsWith(FILE))
    .map((line) =>
      line.replace(/ on (twilio_scan\.)?"?([^" ]+)"?/, (written, schema: string | undefined, slot: string) => {
        const table = tables.get(slot);
        if (table === undefined) return written;
        return ` on ${schema === undefined ? '' : 'public.'}${table}`;
      }),
    );
}
