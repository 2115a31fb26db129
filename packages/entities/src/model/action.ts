import type { TwilioRequest } from './request.js';
import type { Fields } from './entity-type.js';

/** A verb that is no operation on an entity type (a stored procedure), as data: one request to Twilio. */
export interface Action<I extends Fields = Fields, R extends Fields = Fields> {
  readonly name: string;
  readonly description: string;
  /** The page of Twilio's documentation that the declaration follows. */
  readonly docs: string;
  /** Twilio's product, which decides the host. Default `api`. */
  readonly product?: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As an entity type's: a name in braces is an input parameter, but for the connection's `{AccountSid}`. */
  readonly path: string;
  /** Its input parameters; `create: 'required'` marks those that must be given. */
  readonly inputParameters: I;
  /** Of each group, at least one parameter must be given. */
  readonly needsOneOf?: readonly (readonly string[])[];
  /** What is sent beside the parameters: the value that makes the action, such as `Status: 'canceled'`. */
  readonly constants?: Readonly<Record<string, string>>;
  /** Plans the request from the checked parameters, where the path is not fixed. Default: as the declaration says. */
  readonly plan?: (values: Readonly<Record<string, unknown>>) => TwilioRequest;
  /** The columns of its results. */
  readonly resultMetadata: R;
  /** The property of Twilio's answer that holds the results, where they are several. */
  readonly collection?: string;
  /** Twilio answers bytes and no JSON: the result holds them in base64. */
  readonly answersBytes?: true;
  /** The result is the answer as it is: its status, and its body. */
  readonly answersWhole?: true;
  /** Of an answer as it is, the properties that are taken out wherever they are: secrets that nobody is to see. */
  readonly withholds?: RegExp;
  /** Whether the same request twice leaves Twilio as once would. */
  readonly isIdempotent: boolean;
  readonly spendsMoney?: true;
  /** It takes away what cannot be had back. */
  readonly isDestructive?: true;
  /** What it does that cannot be taken back, as the end of a sentence: `sends a message, which costs money`. */
  readonly consequence?: string;
  /** A connection has to allow it by name. */
  readonly isOffByDefault?: true;
}

/** Declares an action. Returns the declaration itself, frozen, with its literal types kept. */
export function defineAction<const I extends Fields, const R extends Fields>(
  declaration: Action<I, R> & { readonly needsOneOf?: readonly (readonly (keyof I)[])[] },
): Action<I, R> {
  return Object.freeze(declaration);
}
