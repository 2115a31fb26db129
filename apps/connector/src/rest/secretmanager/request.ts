import type { SecretVersionName } from '@twilio-connector/connection';
import { invalidParameter } from '../../errors.js';
import type { SecretName } from '../../secrets/secret-names.js';
import type { VaultPageRequest } from '../../secrets/vault/model.js';
import { PAGE, type PageRequest, toPageSize } from '../page.js';
import { unsupported } from '../parameters.js';

type Path = Readonly<Record<string, string>>;

/** Google returns up to 25,000 items per page. A smaller limit works too, because clients follow the pages. */
const PAGE_LIMITS = { default: 100, max: 1000 };

/** The parameters of both lists. */
export const VAULT_PAGE = { ...PAGE, filter: unsupported('omit it') };

/** The secret in a path. */
export function secretName({ projectsId = '', secretsId = '' }: Path): SecretName {
  return { project: projectsId, secret: secretsId };
}

/** The secret version in a path. */
export function versionName(path: Path): SecretVersionName {
  return { ...secretName(path), version: path.versionsId ?? '' };
}

/** The requested page. */
export function vaultPage({ pageSize, pageToken }: PageRequest): VaultPageRequest {
  return { pageSize: toPageSize(pageSize, PAGE_LIMITS), pageToken };
}

/** Reads the etag in a body. */
export function etagOf(value: unknown): string | undefined {
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  throw invalidParameter('etag', 'must be a string');
}
