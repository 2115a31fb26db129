import type { DataSource, Row, Selector } from './data-source.js';

/** An error that a connector answered. */
class ServerError extends Error {
  override readonly name = 'ServerError';
  /** Its machine-readable reason, such as `INVALID_CONDITION`. */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

const PAGE_SIZE = 200;

interface Envelope {
  readonly error?: { readonly message: string; readonly details: readonly { readonly reason?: string }[] };
  readonly entities?: readonly { readonly fields: Row }[];
  readonly nextPageToken?: string;
  readonly fields?: Row;
  readonly response?: Row;
}

type Call = (path: string, init?: RequestInit) => Promise<Envelope>;

/** A write to one entity, named by its key or by a condition. */
function write(
  call: Call,
  target: { readonly entityType: string; readonly entity: Selector },
  verb: 'PATCH' | 'DELETE',
  fields?: Row,
) {
  const { entityType, entity } = target;
  const body = fields && JSON.stringify({ fields });
  if (typeof entity === 'string') return call(`${enc(entityType)}/entities/${enc(entity)}`, { method: verb, body });
  const method = verb === 'PATCH' ? 'updateEntitiesWithConditions' : 'deleteEntitiesWithConditions';
  return call(`${enc(entityType)}/entities:${method}?conditions=${enc(entity.conditions)}`, { method: 'POST', body });
}

/** Rows through a connector's REST API; `connection` is its resource name. */
export function createOverRest(server: {
  readonly url: string;
  readonly token: string;
  readonly connection: string;
}): DataSource {
  let requests = 0;

  const call: Call = async (path, init = {}) => {
    const url = `${server.url.replace(/\/$/, '')}/v2/${server.connection}/entityTypes/${path}`;
    const headers = { Authorization: `Bearer ${server.token}` };
    const response = await fetch(url, { ...init, headers }).catch((cause: unknown) => {
      throw new ServerError(
        `No connector answers at ${server.url}. Start it with "twilio-connector serve".`,
        String(cause),
      );
    });
    requests += Number(response.headers.get('x-twilio-requests') ?? 0);
    const body = (await response.json()) as Envelope;
    if (!body.error) return body;
    const reason = body.error.details.find((detail) => detail.reason)?.reason ?? String(response.status);
    throw new ServerError(body.error.message, reason);
  };

  return {
    async *rows(entityType, { where = '', sortBy, limit = Number.POSITIVE_INFINITY, signal }) {
      const order = sortBy && { sortBy: sortBy.field, sortOrder: sortBy.direction ?? 'ASC' };
      let left = limit;
      let pageToken: string | undefined = '';
      while (pageToken !== undefined && left > 0) {
        const query = new URLSearchParams({
          ...order,
          conditions: where,
          pageSize: String(Math.min(PAGE_SIZE, left)),
          pageToken,
        });
        const { entities = [], nextPageToken }: Envelope = await call(
          `${enc(entityType)}/entities?${query.toString()}`,
          {
            signal,
          },
        );
        for (const { fields } of entities) yield fields;
        left -= entities.length;
        pageToken = nextPageToken;
      }
    },
    get: async (entityType, key) => (await call(`${enc(entityType)}/entities/${enc(key)}`)).fields ?? {},
    async create(entityType, fields) {
      const body = JSON.stringify({ fields });
      return (await call(`${enc(entityType)}/entities`, { method: 'POST', body })).fields ?? {};
    },
    async update(entityType, entity, fields) {
      const answer = await write(call, { entityType, entity }, 'PATCH', fields);
      return answer.fields ?? answer.response ?? {};
    },
    async delete(entityType, entity) {
      await write(call, { entityType, entity }, 'DELETE');
    },
    requests: () => requests,
    close: async () => {},
  };
}

function enc(text: string): string {
  return encodeURIComponent(text);
}
