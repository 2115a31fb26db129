import type { Node } from '../syntax/nodes.js';
import type { Command, CommandContext, Outcome } from './command.js';
import type { ResultColumn } from '../execution/result-columns.js';

/** A command that only concerns its session. */
export function sessionCommand<Tree>(
  kind: string,
  run: (tree: Tree, context: CommandContext) => Outcome | Promise<Outcome>,
  columnsOf: (tree: Tree, context: CommandContext) => readonly ResultColumn[] | undefined = () => undefined,
): Command {
  const treeOf = (node: Node): Tree => (node as Readonly<Record<string, unknown>>)[kind] as Tree;
  return {
    changes: 'session',
    describe: async ({ node }, context) => ({ parameterTypes: [], columns: columnsOf(treeOf(node), context) }),
    run: async ({ node }, context) => run(treeOf(node), context),
  };
}
