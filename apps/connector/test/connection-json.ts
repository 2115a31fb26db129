import type { TestBed } from './test-bed.js';

/** The JSON of a connection to the simulator of a test bed. @param secret the ID of the secret with its auth token */
export function connectionJson({ simulator, twilioUrl }: TestBed, secret = 'token', fields: object = {}): string {
  const version = 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1';
  const password = { secretVersion: `projects/local/secrets/${secret}/versions/latest` };
  return JSON.stringify({
    connectorVersion: version,
    authConfig: { authType: 'USER_PASSWORD', userPassword: { username: simulator.accountSid, password } },
    configVariables: [{ key: 'base_url', stringValue: `${twilioUrl}/{product}` }],
    ...fields,
  });
}
