/** The parts of a statement that are not words: comments, texts, quoted names, dollar quotes. */
const QUOTED = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$/g;
/** The words that PostgreSQL's statements begin with if they can change something. */
const CHANGES = new Set(
  'insert update delete merge truncate call do execute copy import create alter drop grant revoke comment'.split(' '),
);
const WRITES = /\b(?:insert|update|delete|merge)\b/i;

/** Whether a statement may change data at Twilio, so that it is sent only after somebody has confirmed it. */
export function mayChangeData(sql: string): boolean {
  const words = sql.replaceAll(QUOTED, ' ');
  return words.split(';').some((statement) => {
    const [first = ''] = /[a-z]+/i.exec(statement) ?? [];
    if (CHANGES.has(first.toLowerCase())) return true;
    const isAnalyzed = /^\s*explain\b[\s\S]*\banaly[sz]e\b/i.test(statement);
    return (isAnalyzed || /^\W*with\b/i.test(statement)) && WRITES.test(statement);
  });
}
