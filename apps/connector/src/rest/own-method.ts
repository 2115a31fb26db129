import type { MethodAccess } from '../access/permissions.js';

/** A method that is served beside Google's Connectors API, with what it needs of its caller. */
export interface OwnMethod extends MethodAccess {
  /** `admin.tokens.create` */
  readonly id: string;
  readonly httpMethod: string;
  readonly path: string;
}
