import type { RestRequest } from '../request.js';
import type { OwnMethod } from '../own-method.js';
import { type AuditPort, listAuditRecords } from './audit-records.js';
import { createToken, listTokens, revokeToken, type TokensPort } from './tokens.js';

/** What the methods of administration stand on. */
export interface AdminPort extends TokensPort, AuditPort {}

type AdminHandler = (port: AdminPort, request: RestRequest) => Promise<unknown>;

/** How this server itself is administered: what Google has no API for. */
export const ADMIN_METHODS: readonly OwnMethod[] = [
  {
    id: 'admin.tokens.create',
    httpMethod: 'POST',
    path: '/admin/v1/tokens',
    permission: 'administrator',
    audit: 'ADMIN_WRITE',
  },
  {
    id: 'admin.tokens.list',
    httpMethod: 'GET',
    path: '/admin/v1/tokens',
    permission: 'administrator',
    audit: 'ADMIN_READ',
  },
  {
    id: 'admin.tokens.revoke',
    httpMethod: 'DELETE',
    path: '/admin/v1/tokens/{tokensId}',
    permission: 'administrator',
    audit: 'ADMIN_WRITE',
  },
  {
    id: 'admin.auditRecords.list',
    httpMethod: 'GET',
    path: '/admin/v1/auditRecords',
    permission: 'byBody',
    audit: 'ADMIN_READ',
  },
];

/** By the method's id. */
export const ADMIN_HANDLERS: Readonly<Record<string, AdminHandler>> = {
  'admin.tokens.create': createToken,
  'admin.tokens.list': listTokens,
  'admin.tokens.revoke': revokeToken,
  'admin.auditRecords.list': listAuditRecords,
};
