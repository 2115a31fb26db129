import { EntityError } from '../errors.js';
import type { EntityType } from '../model/index.js';
import type { ReadEntity } from './read.js';
import type { CallOptions, Send, TwilioAnswer, TwilioRequest } from './send.js';

/** A row: column -> value. */
export type Row = Record<string, unknown>;
type WireEntity = Readonly<Record<string, unknown>>;

/** One call at work: sends its requests, reads its rows, counts what it costs. */
export interface Runner {
  send(request: TwilioRequest): Promise<TwilioAnswer>;
  sendForEntity(request: TwilioRequest): Promise<WireEntity>;
  sendForEntityOrNothing(request: TwilioRequest): Promise<WireEntity | undefined>;
  read(record: WireEntity): Row;
  readonly requests: number;
  readonly warnings: readonly string[];
}

/** Starts the account of one call on one entity type. */
export function createRunner(
  entityType: EntityType,
  readEntity: ReadEntity,
  port: { send: Send; options: CallOptions },
): Runner {
  let requests = 0;
  const warnings = new Set<string>();

  async function send(request: TwilioRequest): Promise<TwilioAnswer> {
    try {
      const answer = await port.send(request, port.options);
      requests += answer.attempts;
      return answer;
    } catch (error) {
      throw entityType.deprecated && isNotFound(error) ? retired(entityType, error) : error;
    }
  }

  async function sendForEntity(request: TwilioRequest): Promise<WireEntity> {
    const { body } = await send(request);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as WireEntity;
    throw new EntityError(
      'UNREADABLE_ANSWER',
      `Twilio's answer to ${request.method} of ${entityType.name} holds no entity.`,
    );
  }

  return {
    send,
    sendForEntity,
    sendForEntityOrNothing: (request) =>
      sendForEntity(request).catch((error: unknown) => {
        if (isNotFound(error)) return undefined;
        throw error;
      }),
    read: (record) => readEntity(record, (warning) => warnings.add(warning)),
    get requests() {
      return requests;
    },
    get warnings() {
      return [...warnings];
    },
  };
}

function isNotFound(error: unknown): boolean {
  const status = (error as { readonly status?: unknown } | undefined)?.status;
  return status === 404 || status === 410;
}

function retired(entityType: EntityType, cause: unknown): EntityError {
  const message = `Twilio has no such ${entityType.name}, or none any more. ${entityType.deprecated ?? ''}`;
  return new EntityError('NOT_FOUND', message, { cause });
}
