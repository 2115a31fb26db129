/** What a `?` may stand in without being a placeholder: quotes, dollar quotes, comments, and operators of JSON such as `?|`. */
const OTHERS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|\?[|&]|\?\?/g;

/**
 * Numbers the placeholders of JDBC: `Status = ? AND To = ?` -> `Status = $1 AND To = $2`. `??` stands for a question mark, as in
 * JDBC. A query with `$1` has PostgreSQL's placeholders already.
 */
export function numberPlaceholders(sql: string): string {
  let [text, end, count] = ['', 0, 0];
  const number = (part: string) => part.replaceAll('?', () => `$${(count += 1)}`);
  for (const match of sql.matchAll(OTHERS)) {
    text += number(sql.slice(end, match.index)) + (match[0] === '??' ? '?' : match[0]);
    end = match.index + match[0].length;
  }
  text += number(sql.slice(end));
  return /\$\d/.test(sql.replaceAll(OTHERS, '')) ? sql : text;
}
