import { percentile } from '../statistics.ts';
import { short } from '../table.ts';
import type { Attack } from './attacks.ts';
import type { AttackOrder } from './attacker-process.ts';
import { type Probe, sample, type Samples } from './probes.ts';
import { OTHER_CONNECTION, type Stage } from './stage.ts';

/** A recording in the simulator's seed data. */
const RECORDING = 'RE2e915e78549694bd0a0742d2d39454e5';
const WARM_UP_MS = 1000;
/** If more samples than this share do not count, the rest says too little. */
const MAX_DISCARDED = 0.2;

interface ProbeResult extends Samples {
  /** UNCLEAR if this process was late too often. */
  readonly verdict: 'PASS' | 'FAIL' | 'UNCLEAR';
}

export interface AttackResult {
  readonly attack: Attack;
  readonly probes: readonly ProbeResult[];
  /** The number of answers that the attack got, by status. */
  readonly answers: Readonly<Record<string, number>>;
}

/** Measures the other caller and `/healthz` while an attack runs against a connector of its own. */
export async function measureAttack(stage: Stage, attack: Attack, durationMs: number): Promise<AttackResult> {
  const connector = await stage.startConnector(attack);
  const { url } = connector;
  const probes: readonly Probe[] = [
    {
      name: 'GET of another caller',
      path: `/v2/${OTHER_CONNECTION}/entityTypes/Recordings/entities/${RECORDING}`,
      token: stage.tokens.other,
      limitMs: 100,
    },
    { name: '/healthz', path: '/healthz', limitMs: 50 },
  ];
  try {
    await sample(url, probes, WARM_UP_MS);
    const order: AttackOrder = { name: attack.name, url, token: stage.tokens.attacker, durationMs };
    const [samples, answers] = await Promise.all([
      sample(url, probes, durationMs),
      stage.attacker.ask('attack', order),
    ]);
    return {
      attack,
      probes: samples.map((each) => ({ ...each, verdict: verdictOf(each) })),
      answers: answers as AttackResult['answers'],
    };
  } finally {
    await connector.stop();
  }
}

function verdictOf({ probe, latencies, discarded, failed }: Samples): ProbeResult['verdict'] {
  if (latencies.length === 0 || discarded / (latencies.length + discarded) > MAX_DISCARDED) return 'UNCLEAR';
  return failed === 0 && percentile(latencies, 0.99) <= probe.limitMs ? 'PASS' : 'FAIL';
}

const HEAD = [
  'While one caller sends',
  'Measured',
  'p50',
  'p99',
  'Max',
  'Samples (discarded)',
  'Failed',
  'Limit',
  'Answers to the attack',
];

/** The cells of the report: a head, its alignment, and a row for each attack and probe. */
export function toRows(results: readonly AttackResult[]): readonly (readonly string[])[] {
  return [
    HEAD,
    ['---', '---', '--:', '--:', '--:', '--:', '--:', '---', '---'],
    ...results.flatMap(({ attack, probes, answers }) =>
      probes.map(({ probe, latencies, discarded, failed, verdict }) => [
        attack.name,
        probe.name,
        ...[0.5, 0.99, 1].map((share) => (latencies.length > 0 ? `${short(percentile(latencies, share))} ms` : '')),
        `${latencies.length} (${discarded})`,
        String(failed),
        `p99 ≤ ${probe.limitMs} ms: ${verdict}`,
        Object.entries(answers)
          .map(([status, count]) => `${count} × ${status}`)
          .join(', '),
      ]),
    ),
  ];
}
