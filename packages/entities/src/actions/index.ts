import * as accounts from './accounts.js';
import * as calls from './calls.js';
import * as conferences from './conferences.js';
import * as executeRequest from './execute-request.js';
import * as messages from './messages.js';
import * as others from './others.js';
import * as phoneNumbers from './phone-numbers.js';
import * as recordings from './recordings.js';
import * as verify from './verify.js';

/** The built-in actions by name. */
export const actions = byName({
  ...messages,
  ...calls,
  ...recordings,
  ...conferences,
  ...phoneNumbers,
  ...verify,
  ...accounts,
  ...others,
  ...executeRequest,
});

type Named = { readonly name: string };

/**
 * Keys the declarations by their own names (`sendMessage` as `SendMessage`), sorted: the order of a module's exports
 * depends on the build tool.
 */
function byName<D extends Readonly<Record<string, Named>>>(declarations: D) {
  const entries = Object.values(declarations)
    .map((declaration) => [declaration.name, declaration] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries) as { readonly [K in keyof D & string as Capitalize<K>]: D[K] };
}
