import { z } from 'zod';
import type { SourceFlags } from '../../data-source/open-data-source.js';
import { durationMs } from '../../terminal/duration.js';

const LOOK_BACK = z.string().transform((text, context) => {
  const ms = durationMs(text, ['s', 'm', 'h', 'd', 'w']);
  if (ms !== undefined) return ms;
  context.addIssue('It must be a duration such as "36h" or "3d".');
  return z.NEVER;
});

/** The settings of a tap, by their names in its config file. All are optional. */
export const SINGER_CONFIG = z.looseObject({
  account_sid: z.string().optional(),
  auth_token: z.string().optional(),
  api_key: z.string().optional(),
  api_secret: z.string().optional(),
  region: z.string().optional(),
  edge: z.string().optional(),
  /** A connector to read through, instead of Twilio. */
  server: z.string().optional(),
  connection: z.string().optional(),
  token: z.string().optional(),
  /** The first time that incremental streams read. */
  start_date: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  look_back: LOOK_BACK.optional(),
  all_parents: z.int().positive().optional(),
  /** Conditions by entity type. */
  conditions: z.record(z.string(), z.string()).optional(),
});

export type SingerConfig = z.infer<typeof SINGER_CONFIG>;

/** The environment variables that mean the same. */
const VARIABLES = {
  account_sid: 'TWILIO_ACCOUNT_SID',
  auth_token: 'TWILIO_AUTH_TOKEN',
  api_key: 'TWILIO_API_KEY',
  api_secret: 'TWILIO_API_SECRET',
  region: 'TWILIO_REGION',
  edge: 'TWILIO_EDGE',
  token: 'CONNECTOR_TOKEN',
} as const satisfies Partial<Record<keyof SingerConfig, string>>;

/** Adds the settings to the environment. They take precedence. */
export function withConfig(env: NodeJS.ProcessEnv, config: SingerConfig): NodeJS.ProcessEnv {
  const names = Object.keys(VARIABLES) as (keyof typeof VARIABLES)[];
  const given = names.flatMap((name) => (config[name] === undefined ? [] : [[VARIABLES[name], config[name]] as const]));
  return { ...env, ...Object.fromEntries(given) };
}

/** The flags that mean the same as settings. Flags of the command line take precedence. */
export function flagsOf({ server, connection }: SingerConfig): SourceFlags {
  return { ...(server !== undefined && { server }), ...(connection !== undefined && { connection }) };
}
