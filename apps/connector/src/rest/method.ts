import type { Caller } from '../access/caller.js';
import type { AuditType, Permission } from '../access/permissions.js';
import type { CallContext, Requirement, TargetName, Targets } from '../calls/call.js';
import type { Parameters, ValuesOf } from './parameters.js';
import type { Services } from './services.js';

/** The request of a method, read and checked. */
export interface MethodRequest<P extends Parameters = Parameters> {
  /** The parameters of the path, decoded, by Google's names: `connectionsId`. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: ValuesOf<P>;
  /** The body as a JSON object; `{}` when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
}

/** What `handle` works on: the server's services for methods on the server itself. */
type TargetOf<T extends TargetName> = T extends 'server' ? Services : Targets[T];

/** Any method of the REST API, as it is declared. */
export interface Method<T extends TargetName = TargetName, P extends Parameters = Parameters> {
  /** With the version or service first: `v2.connections.entityTypes.entities.list`. */
  readonly id: string;
  /** Verb and path, for methods that no index of Google's methods (`google/`) has. */
  readonly route?: { readonly httpMethod: string; readonly path: string };
  /** What every call needs; `none` for every caller with a valid token. */
  readonly permission: Permission | 'none' | 'administrator';
  /** What a request needs beside that, where its content decides. */
  requirement?(
    services: Services,
    request: MethodRequest<P> & Pick<CallContext, 'resource'>,
  ): Promise<Requirement | undefined>;
  /** As Google logs it: https://cloud.google.com/integration-connectors/docs/audit-logging */
  readonly audit: AuditType;
  /** Default: none beside Google's standard ones. */
  readonly parameters?: P;
  /** The members of the body; `any` where `handle` checks them. Default: none. */
  readonly body?: readonly string[] | 'any';
  readonly on: T;
  /** Answers a request: what it returns is the body of the answer, as JSON. */
  handle(target: TargetOf<T>, request: MethodRequest<P> & CallContext): unknown;
}

/**
 * Declares a method of the REST API. Everything about it stands in its declaration; `methods.ts` registers it.
 *
 * `on` says what it works on: `server`, a connection's `catalog` (or `activeCatalog`, where a suspended connection is refused),
 * or the connection at work (`runtime`).
 */
export function defineMethod<T extends TargetName, const P extends Parameters = Record<never, never>>(
  method: Method<T, P>,
): Method<T, P> {
  return method;
}
