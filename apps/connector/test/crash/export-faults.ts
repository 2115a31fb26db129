import { startExportBed } from './export-bed.ts';

/** How often Twilio answers a request with an error, or cuts its connection. */
export interface FaultRates {
  readonly tooManyRequests: number;
  readonly unavailable: number;
  readonly reset: number;
}

/** What exports from a faulty Twilio showed. */
export interface ExportFaults {
  readonly exports: number;
  readonly requests: number;
  /** How many requests were answered with 429 or 503, or cut off. */
  readonly faults: { readonly tooManyRequests: number; readonly unavailable: number; readonly reset: number };
  readonly flaws: readonly string[];
}

/** Exports messages again and again from a Twilio that fails at random, and checks each file. */
export async function exportWithFaults({
  exports,
  messages,
  rates,
  seed,
}: {
  readonly exports: number;
  readonly messages: number;
  readonly rates: FaultRates;
  readonly seed: number;
}): Promise<ExportFaults> {
  const bed = await startExportBed(messages);
  const { simulator } = bed;
  const statuses: number[] = [];
  const flaws: string[] = [];
  try {
    for (let index = 0; index < exports; index += 1) {
      simulator.clearFaults();
      simulator.journal.clear();
      const first = 3 * (seed * exports + index);
      simulator.addFault({ kind: 'status', status: 429, probability: rates.tooManyRequests, seed: first });
      simulator.addFault({ kind: 'status', status: 503, probability: rates.unavailable, seed: first + 1 });
      simulator.addFault({ kind: 'reset', probability: rates.reset, seed: first + 2 });
      const target = bed.fileNamed(`messages-${index}.${index % 2 === 0 ? 'ndjson' : 'csv'}`);
      const { code, said } = await bed.start(['--to', target, '--resume'], bed.url).ended;
      if (code === 0) flaws.push(...bed.flawsOf(target));
      else flaws.push(`The export ended with ${code}: ${said}`);
      statuses.push(...simulator.journal.requests().map(({ status }) => status));
    }
    const count = (status: number) => statuses.filter((each) => each === status).length;
    const faults = { tooManyRequests: count(429), unavailable: count(503), reset: count(0) };
    return { exports, requests: statuses.length, faults, flaws };
  } finally {
    await bed.close();
  }
}
