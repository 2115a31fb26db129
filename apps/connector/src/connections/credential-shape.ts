import type { TwilioCredentials } from '@twilio-connector/client';

/** An API key's secret has letters and digits; only its length is checked, because Twilio documents neither. */
const SHAPES = {
  authToken: { pattern: /^[0-9a-f]{32}$/i, description: "an auth token of Twilio's has 32 hexadecimal digits" },
  apiKeySecret: { pattern: /^\S{32}$/, description: "the secret of an API key of Twilio's has 32 characters" },
} as const;

/**
 * Describes in a clause what Twilio's credentials look like, if these cannot be such. A short secret is an ordinary word that
 * could not be recognized in a text. The clause does not repeat the secret.
 */
export function credentialProblem(credentials: TwilioCredentials): string | undefined {
  const [kind, secret] =
    'authToken' in credentials
      ? (['authToken', credentials.authToken] as const)
      : (['apiKeySecret', credentials.apiKeySecret] as const);
  const { pattern, description } = SHAPES[kind];
  return pattern.test(secret) ? undefined : description;
}
