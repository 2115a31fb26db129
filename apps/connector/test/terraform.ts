import { type ConnectionBody, type ConnectionsBed, PARENT } from './connections-bed.js';

type Body = Readonly<Record<string, any>>;

/** The result of an apply: the resource that Terraform reads back, and the requests that it sent. */
export interface Applied {
  readonly read: ConnectionBody;
  readonly requests: readonly string[];
}

/**
 * Makes the calls of Terraform's provider, based on its Go source (resource_integration_connectors_connection.go in
 * services/integrationconnectors of hashicorp/terraform-provider-google). Every URL has `?alt=json`, and every request the JSON
 * content type, including reads.
 */
export function createTerraform(bed: ConnectionsBed) {
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

  return {
    async create(id: string, body: object): Promise<Applied> {
      requests.length = 0;
      const name = `${PARENT}/connections/${id}`;
      await poll(await send('POST', `${PARENT}/connections`, `?connectionId=${id}`, withoutZeros(body)));
      return { read: await waitForState(name), requests: [...requests] };
    },
    async update(id: string, body: object, fields: readonly string[]): Promise<Applied> {
      requests.length = 0;
      const name = `${PARENT}/connections/${id}`;
      const updateMask = `?updateMask=${encodeURIComponent(fields.join(','))}`;
      await poll(await send('PATCH', name, updateMask, withoutZeros(body)));
      return { read: await waitForState(name), requests: [...requests] };
    },
    async destroy(id: string): Promise<void> {
      await poll(await send('DELETE', `${PARENT}/connections/${id}`));
    },
    read: (id: string): Promise<ConnectionBody> => send('GET', `${PARENT}/connections/${id}`),
  };
}

/** Removes what Go's JSON encoding omits: false, 0 and ''. */
function withoutZeros(value: unknown): any {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== false && member !== 0 && member !== '');
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutZeros(member)]));
}
