import type { EntityType } from '../model/index.js';
import type { TwilioRequest } from '../model/request.js';
import type { Position } from './page-token.js';
import type { Runner } from './runner.js';
import { readTwilioPage, type TwilioPage } from './twilio-page.js';

/** Smaller pages are not the reason why Twilio fails. */
const LEAST_PAGE_SIZE = 50;
/** An outage must not be prolonged by attempts with ever smaller pages. */
const MAX_HALVINGS = 3;

/**
 * Reads one page of Twilio's list, in a size that Twilio can answer: after a failure of Twilio or a time-out, the page size is
 * halved, for this request and all later ones of the entity type.
 */
export async function readAnswerablePage(
  entityType: EntityType,
  request: TwilioRequest,
  position: Pick<Position, 'pageSize' | 'page' | 'pageToken'>,
  runner: Pick<Runner, 'send' | 'facts'>,
): Promise<TwilioPage> {
  const { facts } = runner;
  for (let halvings = 0; ; halvings += 1) {
    const pageSize = Math.min(position.pageSize, facts.pageSize);
    try {
      return await readTwilioPage(entityType, request, { ...position, pageSize }, runner);
    } catch (error) {
      if (halvings === MAX_HALVINGS || pageSize <= LEAST_PAGE_SIZE || !isTooMuch(error)) throw error;
      facts.pageSize = Math.min(facts.pageSize, Math.max(LEAST_PAGE_SIZE, Math.floor(pageSize / 2)));
    }
  }
}

/** Whether a smaller page may succeed where this one failed. */
function isTooMuch(error: unknown): boolean {
  const { status, code } = (error ?? {}) as { readonly status?: unknown; readonly code?: unknown };
  return code === 'TIMEOUT' || status === 408 || (typeof status === 'number' && status >= 500);
}
