/**
 * What this build's connector version says of itself, where a Connection repeats it. 25 transactions a second for each
 * node, two nodes and fifty at the most by default: https://cloud.google.com/integration-connectors/docs/connectors/twilio/configure
 */
export const connectorVersion = {
  provider: 'twilio',
  connector: 'twilio',
  version: '1',
  releaseVersion: '1.0.0',
  launchStage: 'GA',
  /** Transactions a second and node; an int64, so a string on the wire. */
  ratelimitThreshold: '25',
} as const;
