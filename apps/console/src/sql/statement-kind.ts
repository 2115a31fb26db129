/** What stands in a statement but is no word of it: comments, texts, quoted names, dollar quotes. */
const QUOTED = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$/g;
const READS = new Set(['select', 'values', 'table', 'explain', 'show', 'set', 'reset', 'with', 'fetch']);
const WRITES = /\b(?:insert|update|delete|merge)\b/i;

/**
 * Whether a statement may change data at Twilio, so that it is sent only after somebody has confirmed it. A word that is unknown counts
 * as a change: it costs one confirmation too many, and never one too few.
 */
export function mayChangeData(sql: string): boolean {
  const words = sql.replaceAll(QUOTED, ' ');
  return words.split(';').some((statement) => {
    const [first] = /[a-z]+/i.exec(statement) ?? [];
    if (first === undefined) return false;
    const isAnalyzed = /^\s*explain\b[\s\S]*\banaly[sz]e\b/i.test(statement);
    return !READS.has(first.toLowerCase()) || ((/^\W*with\b/i.test(statement) || isAnalyzed) && WRITES.test(statement));
  });
}
