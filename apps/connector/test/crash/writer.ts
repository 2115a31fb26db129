import type { Simulator } from '@twilio-connector/simulator';
import type { Api } from './api.ts';
import type { Findings } from './findings.ts';
import type { Random } from './random.ts';

/** Makes writes one after another, and knows the state that must exist afterwards. */
export interface Writer {
  /** Makes one write. False if the server did not answer. */
  write(api: Api): Promise<boolean>;
  /** Compares the state after a restart, before the next write. */
  check(api: Api): Promise<void>;
}

/** The dependencies of a writer. */
export interface WriterOptions {
  /** A unique name, used for the project, the connections and the messages. */
  readonly lane: string;
  readonly random: Random;
  readonly findings: Findings;
  readonly simulator: Simulator;
  /** The URL of the simulator. */
  readonly twilioUrl: string;
}
