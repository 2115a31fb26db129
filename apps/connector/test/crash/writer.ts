import type { Simulator } from '@twilio-connector/simulator';
import type { Api } from './api.ts';
import type { Findings } from './findings.ts';
import type { Random } from './random.ts';

/** One who writes, one call after another, and knows what has to be there afterwards. */
export interface Writer {
  /** One write; false when the server did not answer. */
  write(api: Api): Promise<boolean>;
  /** After a restart, before anybody writes: compares. */
  check(api: Api): Promise<void>;
}

/** What a writer is made with. */
export interface WriterOptions {
  /** A name of its own: of the project, the connections, the messages. */
  readonly lane: string;
  readonly random: Random;
  readonly findings: Findings;
  readonly simulator: Simulator;
  /** Where the simulator listens. */
  readonly twilioUrl: string;
}
