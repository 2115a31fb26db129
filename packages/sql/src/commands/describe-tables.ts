import type { Condition } from '../catalog/scan.js';
import { literal } from '../syntax/quote.js';
import type { TablePlan, TableReport } from './table-reports.js';

/** Says in lines how tables are read. */
export function describeTables(tables: readonly (TablePlan | TableReport)[]): readonly string[] {
  return ['Twilio', ...(tables.length === 0 ? ['  No table is read.'] : tables.flatMap(describeTable))];
}

function describeTable(read: TablePlan | TableReport): readonly string[] {
  const { table, alias, condition, filter } = read;
  const name = alias === table ? table : `${table} ${alias}`;
  const details = [
    condition && `Condition at Twilio: ${conditionText(condition)}`,
    filter !== undefined && `Filter of the rows: ${filter}`,
    lookupText(read),
    'hint' in read && `Hint: ${read.hint}`,
  ];
  return [`  ${name}: ${requestText(read)}`, ...details.flatMap((line) => (line ? [`    ${line}`] : []))];
}

function requestText(read: TablePlan | TableReport): string {
  if ('requests' in read) return `${counted(read.requests, 'request')}, ${counted(read.rows, 'row')}`;
  const { expectedRequests: expected } = read;
  return expected === undefined ? 'as many requests as values are looked up' : `about ${counted(expected, 'request')}`;
}

function lookupText(read: TablePlan | TableReport): string | undefined {
  if ('requests' in read) {
    return read.lookup && `Looked up: ${counted(read.lookup.values, 'value')} of ${read.lookup.column}`;
  }
  return read.lookups.length > 0 ? `May be looked up by: ${read.lookups.join(', ')}` : undefined;
}

/** A condition as SQL has it. */
function conditionText(condition: Condition): string {
  if ('and' in condition) return condition.and.map(memberText).join(' AND ');
  if ('or' in condition) return condition.or.map(memberText).join(' OR ');
  if (condition.operator === 'IN') return `${condition.column} IN (${condition.values.map(literal).join(', ')})`;
  return `${condition.column} ${condition.operator} ${literal(condition.value)}`;
}

const memberText = (condition: Condition): string =>
  'and' in condition || 'or' in condition ? `(${conditionText(condition)})` : conditionText(condition);
const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
