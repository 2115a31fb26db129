import { createHash } from 'node:crypto';
import { invalidParameter } from '../errors.js';

/** Binds page tokens to the query of a list, because a place in one list means nothing in another. */
export interface PagePlaces {
  /** The page token of the page that begins after a place. A place has no space. */
  toToken(place: string): string;
  /** @throws ConnectorError INVALID_ARGUMENT */
  fromToken(token: string): string;
}

/**
 * @param query what the list depends on, except for the page
 * @param repeated what the request for another page must repeat, for the error
 */
export function createPagePlaces(query: unknown, repeated: string): PagePlaces {
  const digest = createHash('sha256').update(JSON.stringify(query)).digest('base64url');
  return {
    toToken: (place) => Buffer.from(`${place} ${digest}`).toString('base64url'),
    fromToken(token) {
      const [place = '', bound] = Buffer.from(token, 'base64url').toString('utf8').split(' ');
      if (bound === undefined) throw unknownToken();
      if (bound === digest) return place;
      throw invalidParameter('pageToken', `belongs to another query: repeat the ${repeated} of the first page`);
    },
  };
}

export function unknownToken(): Error {
  return invalidParameter('pageToken', 'was not issued by this connector');
}
