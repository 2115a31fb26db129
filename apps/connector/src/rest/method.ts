import type { Caller } from '../access/caller.js';
import type { AuditType, Permission } from '../access/permissions.js';
import type { CallContext, Requirement, TargetName, Targets } from '../calls/call.js';
import type { Download } from './download.js';
import type { Parameters, ValuesOf } from './parameters.js';
import type { Services } from './services.js';

/** The parsed and validated request of a method. */
export interface MethodRequest<P extends Parameters = Parameters> {
  /** The decoded path parameters by Google's names, such as `connectionsId`. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: ValuesOf<P>;
  /** The body as a JSON object; `{}` if there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** Whether the token or the session of the request would still identify the caller. For answers that take long. */
  readonly isStillIdentified: () => Promise<boolean>;
}

/** How a method can answer before it has ended. */
interface Answering {
  /** Answers at once, with a body that `handle` writes from then on. The body breaks off if `handle` rejects. */
  readonly download: Download;
}

/** The target that `handle` receives: the server's services for methods on the server itself. */
type TargetOf<T extends TargetName> = T extends 'server' ? Services : Targets[T];

/** The declaration of a method of the REST API. */
export interface Method<T extends TargetName = TargetName, P extends Parameters = Parameters> {
  /** Starts with the version or service: `v2.connections.entityTypes.entities.list`. */
  readonly id: string;
  /** HTTP method and path, only if the indexes of Google's methods in `google/` do not list the method. */
  readonly route?: { readonly httpMethod: string; readonly path: string };
  /** The permission that every call requires; `none` allows every caller with a valid token. */
  readonly permission: Permission | 'none' | 'administrator';
  /** The permission that a request requires in addition, if that depends on its content. */
  requirement?(
    services: Services,
    request: MethodRequest<P> & Pick<CallContext, 'resource'>,
  ): Promise<Requirement | undefined>;
  /** Google's audit type of the method: https://cloud.google.com/integration-connectors/docs/audit-logging */
  readonly audit: AuditType;
  /** The query parameters in addition to Google's standard ones. Default: none. */
  readonly parameters?: P;
  /** The members of the body; `any` if `handle` checks them. Default: none. */
  readonly body?: readonly string[] | 'any';
  /** The time limit of a call. Default: that of all calls. */
  readonly deadlineMs?: number;
  readonly on: T;
  /** Answers a request. The result is sent as the JSON body. */
  handle(target: TargetOf<T>, request: MethodRequest<P> & CallContext & Answering): unknown;
}

/**
 * Declares a method of the REST API. `methods.ts` registers it.
 *
 * `on` is the target of the method: the `server`, a connection's `catalog` (`activeCatalog` refuses a suspended connection), or
 * a connection's `runtime`, which can send requests to Twilio.
 */
export function defineMethod<T extends TargetName, const P extends Parameters = Record<never, never>>(
  method: Method<T, P>,
): Method<T, P> {
  return method;
}
