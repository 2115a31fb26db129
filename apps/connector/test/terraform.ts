import { type ConnectionBody, type ConnectionsBed } from './connections-bed.js';
import { type Arguments, changesOf, type State, toBody, toState } from './terraform-schema.js';

type Body = Readonly<Record<string, any>>;

/** The result of an apply: the state that Terraform keeps, what was read, and the requests that were sent. */
export interface Applied {
  readonly state: State;
  readonly read: ConnectionBody;
  readonly requests: readonly string[];
}

/**
 * Makes the calls of Terraform's provider, based on its Go source (resource_integration_connectors_connection.go in
 * services/integrationconnectors of hashicorp/terraform-provider-google). Every URL has `?alt=json`, and every request the JSON
 * content type, including reads.
 */
export function createTerraform(bed: Pick<ConnectionsBed, 'url' | 'headers'>, parent: string) {
  const requests: string[] = [];

  async function send(method: string, path: string, query = '', body?: object): Promise<Body> {
    requests.push(`${method} ${path}${query}`);
    const response = await fetch(`${bed.url}/v1/${path}?${query.replace('?', '')}${query ? '&' : ''}alt=json`, {
      method,
      headers: { ...bed.headers, 'Content-Type': 'application/json', 'User-Agent': 'Terraform/1.9.0 (test)' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Body;
    if (response.ok) return answer;
    throw Object.assign(new Error(answer['error'].message), { status: response.status });
  }

  /** An answer without a name counts as done. A 404 is retried. */
  async function poll(operation: Body): Promise<void> {
    for (let answer = operation; answer['name'];) {
      if (answer['error']) throw new Error(answer['error'].message);
      if (answer['done']) return;
      answer = await send('GET', answer['name']).catch((error: { status?: number }) => {
        if (error.status === 404) return answer;
        throw error;
      });
    }
  }

  /** The provider reads the first element of `status` unchecked, so an answer without a status crashes it. */
  async function waitForState(name: string): Promise<ConnectionBody> {
    for (;;) {
      const answer = await send('GET', name);
      const { status } = answer;
      if (!status || Object.keys(status).length === 0) throw new Error('The provider crashed.');
      if (!['CREATING', 'UPDATING'].includes(status.state)) return answer;
    }
  }

  async function applied(name: string): Promise<Applied> {
    const read = await waitForState(name);
    return { state: toState(read), read, requests: [...requests] };
  }

  const nameOf = (id: unknown) => `${parent}/connections/${String(id)}`;
  return {
    /** Creates what the state does not have, and updates what differs. A plan without changes sends nothing. */
    async apply(wanted: Arguments, state?: State): Promise<Applied> {
      requests.length = 0;
      const name = nameOf(wanted['name']);
      if (!state) {
        const query = `?connectionId=${String(wanted['name'])}`;
        await poll(await send('POST', `${parent}/connections`, query, toBody(wanted)));
        return applied(name);
      }
      const fields = changesOf(wanted, state);
      if (fields.length > 0) {
        const query = `?updateMask=${encodeURIComponent(fields.join(','))}`;
        await poll(await send('PATCH', name, query, toBody(wanted)));
      }
      return applied(name);
    },
    /** Reads a connection that Terraform did not create into a state. */
    import: (id: string): Promise<Applied> => applied(nameOf(id)),
    async destroy(id: string): Promise<void> {
      await poll(await send('DELETE', nameOf(id)));
    },
    read: (id: string): Promise<ConnectionBody> => send('GET', nameOf(id)),
  };
}
