import type { Node } from '../syntax/nodes.js';
import { parseExpression } from '../syntax/parse.js';

/** The function in whose place PostgreSQL prints the result of an InitPlan; its arguments are the numbers of plan and column. */
export const INIT_PLAN = 'twilio_init_plan';

const SUB_PLAN = 'twilio_sub_plan';

/** Strings and quoted names, which stay as they are, and what PostgreSQL prints for subqueries. */
const PARTS =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\(InitPlan (\d+)\)\.col(\d+)|(?:EXISTS)?\((?:hashed )?(?:SubPlan|InitPlan|CTE) [^()]*\)(?:\.col\d+)?|(?<=^|\(|NOT |AND |OR )(?:ANY|ALL)(?= \()/g;

/** Parses a filter of a plan. Returns undefined if it is not SQL. */
export function parseFilter(text: string): Node | undefined {
  return parseExpression(
    text.replaceAll(PARTS, (part: string, plan: string | undefined, column: string | undefined) => {
      if (part.startsWith("'") || part.startsWith('"')) return part;
      return plan === undefined
        ? `${SUB_PLAN}${part === 'ANY' || part === 'ALL' ? '' : '()'}`
        : `${INIT_PLAN}(${plan}, ${column})`;
    }),
  );
}

/** The parts of a condition that must all be true. */
export function conjunctsOf(node: Node): readonly Node[] {
  return node.BoolExpr?.boolop === 'AND_EXPR' ? node.BoolExpr.args.flatMap(conjunctsOf) : [node];
}
