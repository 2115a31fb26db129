import type { Row } from '../src/table.ts';
import { startBed } from '../wire/bed.ts';
import { toRows } from '../wire/rows.ts';
import { runScenario } from '../wire/run-scenario.ts';
import { SCENARIOS } from '../wire/scenarios.ts';

const SECONDS = 60;

/** What a server with two nodes and one with fifty put on the wire, with more load than they may send. */
export async function measureOnTheWire(): Promise<Row[]> {
  const bed = await startBed();
  const rows: Row[] = [];
  try {
    for (const scenario of SCENARIOS) {
      if (scenario.minShare !== undefined) rows.push(...toRows(await runScenario(bed, scenario, SECONDS)));
    }
  } finally {
    await bed.stop();
  }
  return rows;
}
