interface PlanNode {
  readonly 'Node Type'?: string;
  readonly 'Relation Name'?: string;
  readonly Alias?: string;
  readonly 'Plan Rows'?: number;
  readonly Filter?: string;
  readonly 'Hash Cond'?: string;
  readonly 'Merge Cond'?: string;
  readonly 'Join Filter'?: string;
  readonly 'Sort Key'?: readonly string[];
  readonly 'Group Key'?: readonly string[];
  readonly Plans?: readonly PlanNode[];
}

const FACTS = ['Filter', 'Hash Cond', 'Merge Cond', 'Join Filter', 'Sort Key', 'Group Key'] as const;
const INDENT = '  ';

/** PostgreSQL's plan as its users read it: a line a step, the steps of a step below it. */
export function planToLines(tree: unknown, indent = ''): readonly string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const node: PlanNode = tree;
  const { 'Node Type': type = 'Step', 'Relation Name': relation, Alias: alias, Plans: steps = [] } = node;
  const name =
    relation === undefined ? '' : ` on ${relation}${alias !== undefined && alias !== relation ? ` ${alias}` : ''}`;
  const facts = FACTS.flatMap((fact) => {
    const value = node[fact];
    return value === undefined ? [] : [`${indent}${INDENT}${fact}: ${[value].flat().join(', ')}`];
  });
  return [`${indent}${type}${name}`, ...facts, ...steps.flatMap((step) => planToLines(step, indent + INDENT))];
}
