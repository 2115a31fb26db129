import { EntityError } from '../errors.js';
import { type EntityType, keyOf } from '../model/index.js';
import { keySource } from '../model/wire-name.js';
import { isRecord } from '../record.js';
import type { Position } from './page-token.js';
import type { Row, Runner } from './runner.js';
import type { TwilioRequest } from '../model/request.js';

/** One page of Twilio's answer. */
export interface TwilioPage {
  readonly records: readonly Row[];
  /** The keys of the records; empty if they have none. */
  readonly keys: readonly string[];
  readonly next?: Pick<Position, 'page' | 'pageToken'>;
}

/**
 * Reads one page of Twilio's list.
 *
 * @throws EntityError UNREADABLE_ANSWER if the page is incomplete or its link to the next page is invalid
 */
export async function readTwilioPage(
  entityType: EntityType,
  request: TwilioRequest,
  position: Pick<Position, 'pageSize' | 'page' | 'pageToken'>,
  runner: Pick<Runner, 'send'>,
): Promise<TwilioPage> {
  const { pageSize, page, pageToken } = position;
  const query = { ...request.query, PageSize: pageSize, ...(pageToken && { Page: page, PageToken: pageToken }) };
  const { body, nextPage } = await runner.send({ ...request, query });
  const records = (body as Record<string, unknown> | undefined)?.[entityType.collection ?? ''];
  if (!Array.isArray(records) || !records.every(isRecord)) {
    const message = `Twilio's list of ${entityType.name} has no property ${entityType.collection}; the page was discarded.`;
    throw new EntityError('UNREADABLE_ANSWER', message);
  }
  const keys = keysOf(records, entityType);
  if (!nextPage) return { records, keys };
  const { Page: next, PageToken: nextToken } = nextPage.query ?? {};
  if (next === undefined || nextToken === undefined || nextToken === pageToken) {
    throw new EntityError(
      'UNREADABLE_ANSWER',
      `Twilio's list of ${entityType.name} has an invalid link to the next page.`,
    );
  }
  return { records, keys, next: { page: String(next), pageToken: String(nextToken) } };
}

function keysOf(records: readonly Row[], entityType: EntityType): readonly string[] {
  const source = keySource(entityType);
  const keys: string[] = [];
  if (source === undefined) return keys;
  for (const record of records) {
    const key = record[source];
    if (typeof key !== 'string' || key === '') {
      const message = `Twilio's list of ${entityType.name} contains rows without ${keyOf(entityType)}.`;
      throw new EntityError('UNREADABLE_ANSWER', message);
    }
    keys.push(key);
  }
  return keys;
}
