import type { Procedure, WritableColumn } from '../catalog/catalog.js';
import { parametersOf } from '../catalog/parameters.js';
import { SqlError } from '../errors.js';
import { namesOf, type Node } from '../syntax/nodes.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { columnNamed, refuseMissing } from './refusals.js';
import { StatementText } from './statement-text.js';
import { castTo } from './write-statement.js';

interface CallStmt {
  readonly funccall: {
    readonly funcname: readonly Node[];
    readonly args?: readonly { readonly NamedArgExpr?: { readonly name: string } }[];
    readonly func_variadic?: boolean;
    readonly agg_star?: boolean;
    readonly agg_distinct?: boolean;
    readonly agg_order?: unknown;
    readonly location: number;
  };
}

/** A call of a procedure. */
export interface CallStatement {
  readonly procedure: Procedure;
  /** The parameters that are given. */
  readonly parameters: readonly WritableColumn[];
  /** A query with one row, which has their values. */
  readonly source: string;
}

/** Reads a CALL. @throws SqlError if there is no such procedure, or it has no such parameter */
export function readCall({ sql, node }: ParsedStatement, procedures: readonly Procedure[]): CallStatement {
  const { funccall: call } = (node as { readonly CallStmt: CallStmt }).CallStmt;
  const procedure = find(call, procedures);
  const args = call.args ?? [];
  const parameters = args.map(({ NamedArgExpr: named }, index) =>
    parameterOf(procedure, {
      index,
      name: named?.name,
      isAfterNamed: args.slice(0, index).some((arg) => arg.NamedArgExpr),
    }),
  );
  const repeated = parameters.find((parameter, index) => parameters.indexOf(parameter) < index);
  if (repeated) throw new SqlError('42601', `parameter "${repeated.name}" is given more than once`);
  refuseMissing(procedure, { accepted: procedure.parameters, given: parameters });
  const text = new StatementText(sql);
  const opening = text.opening(text.tokenAt(call.location));
  const values = text.split(text.within(opening)).map((span, index) => {
    // A name, and `=>` or `:=`.
    const start = span.start + (args[index]?.NamedArgExpr ? 2 : 0);
    return castTo(parameters[index] ?? { type: 'text' }, text.textOf({ ...span, start }));
  });
  return { procedure, parameters, source: `select ${args.length > 0 ? values.join(', ') : ''}` };
}

function find(
  { funcname, func_variadic, agg_star, agg_distinct, agg_order }: CallStmt['funccall'],
  procedures: readonly Procedure[],
): Procedure {
  const [name = '', ...schemas] = namesOf(funcname).toReversed();
  const procedure = schemas.every((schema) => schema === 'public') ? columnNamed(procedures, name) : undefined;
  if (!procedure) {
    throw new SqlError('42883', `procedure ${namesOf(funcname).join('.')} does not exist`, {
      hint: `The procedures are ${procedures
        .filter(({ isDenied }) => !isDenied)
        .map((each) => each.name)
        .join(', ')}.`,
    });
  }
  if (procedure.isDenied) {
    throw new SqlError('42501', `This connection does not allow the procedure ${procedure.name}.`, {
      hint: 'Ask its administrator to allow that action.',
    });
  }
  if (func_variadic || agg_star || agg_distinct || agg_order) {
    throw new SqlError('0A000', 'CALL takes values only.', { hint: signatureOf(procedure) });
  }
  return procedure;
}

function parameterOf(
  procedure: Procedure,
  {
    index,
    name,
    isAfterNamed,
  }: { readonly index: number; readonly name: string | undefined; readonly isAfterNamed: boolean },
): WritableColumn {
  const hint = signatureOf(procedure);
  if (name === undefined && isAfterNamed)
    throw new SqlError('42601', 'positional argument cannot follow named argument', { hint });
  const parameter = name === undefined ? parametersOf(procedure)[index] : columnNamed(procedure.parameters, name);
  if (parameter) return parameter;
  const what = name === undefined ? `only ${procedure.parameters.length} parameters` : `no parameter "${name}"`;
  throw new SqlError('42883', `The procedure ${procedure.name} has ${what}.`, { hint });
}

const signatureOf = (procedure: Procedure): string =>
  `It takes ${procedure.name}(${parametersOf(procedure)
    .map(({ name }) => name)
    .join(', ')}).`;
