import { lastName, type Node, walk } from '../syntax/nodes.js';

/** CURRENT_USER and the like, as the parser names them. */
const USERS_AND_DATABASE = /^SVFOP_(CURRENT_USER|CURRENT_ROLE|SESSION_USER|USER|CURRENT_CATALOG)$/;

/** Whether a statement asks for the names of its user or database. */
export function asksForIdentity(statement: Node): boolean {
  let found = false;
  walk(statement, ({ FuncCall: call, SQLValueFunction: value }) => {
    if (call && lastName((call as NonNullable<Node['FuncCall']>).funcname) === 'current_database') found = true;
    if (value && USERS_AND_DATABASE.test((value as { readonly op: string }).op)) found = true;
    return !found;
  });
  return found;
}
