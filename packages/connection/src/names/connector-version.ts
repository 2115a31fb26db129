/** The connector version that this build implements: https://cloud.google.com/integration-connectors/docs/connectors/twilio/configure */
export const connectorVersion = {
  provider: 'twilio',
  connector: 'twilio',
  version: '1',
  releaseVersion: '1.0.0',
  launchStage: 'GA',
  /** Transactions per second and node. A string, because JSON carries an int64 as a string. */
  ratelimitThreshold: '25',
} as const;
