import type { SecretVersionName } from '@twilio-connector/connection';
import type { SecretName } from '../../secrets/secret-names.js';
import type { VaultPageRequest } from '../../secrets/vault/vault.js';
import { ConnectorError, invalidParameter } from '../../errors.js';
import { pageParameters } from '../page.js';
import { type RestRequest } from '../request.js';

/** Google answers up to 25,000 at once; nobody reads that many. Fewer are allowed, and clients follow the pages. */
const MAX_PAGE_SIZE = 1000;
const DEFAULT_PAGE_SIZE = 100;

/** The secret that a path names. */
export function secretName({ params }: RestRequest): SecretName {
  return { project: params.projectsId ?? '', secret: params.secretsId ?? '' };
}

/** The version that a path names. */
export function versionName(request: RestRequest): SecretVersionName {
  return { ...secretName(request), version: request.params.versionsId ?? '' };
}

/** The page that is asked for. */
export function vaultPage({ query }: RestRequest): VaultPageRequest {
  if (query.get('filter')) throw new ConnectorError('UNIMPLEMENTED', 'Lists are not filtered here; leave filter out.');
  const { pageSize = 0, pageToken } = pageParameters(query);
  if (pageSize < 0) throw invalidParameter('pageSize', 'must not be negative');
  return { pageSize: Math.min(pageSize || DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE), pageToken: pageToken ?? undefined };
}

/** The etag that a body or a query states. */
export function etagOf(value: unknown): string | undefined {
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  throw invalidParameter('etag', 'must be a text');
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
