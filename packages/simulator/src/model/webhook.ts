/** A request that Twilio makes to the user's server about an entity. */
export interface Webhook {
  /** Its name among the webhooks of the entity, each of which is sent once. */
  readonly event: string;
  /** When it is due, by the simulated clock. */
  readonly at: number;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly parameters: Readonly<Record<string, string>>;
}

/** The method of a setting such as `StatusCallbackMethod`, `POST` unless it is `GET`. */
export function methodOf(setting: unknown): 'GET' | 'POST' {
  return setting === 'GET' ? 'GET' : 'POST';
}

/** The parameters that have a value, as texts. */
export function parametersOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(values).filter(([, value]) => value != null && value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
