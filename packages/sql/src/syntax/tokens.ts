/** A token of a statement, in bytes of its UTF-8. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A string goes on after a line break, in libpg-query's parser without comments in between. */
const NEXT_LINE = String.raw`[ \t\f\v]*[\n\r][ \t\n\r\f\v]*'`;
const strings = (inside: string): string => `'${inside}'(?:${NEXT_LINE}${inside}')*`;
const INTEGER = String.raw`\d(?:_?\d)*`;

/** The rules of PostgreSQL's scanner, the first that matches: https://www.postgresql.org/docs/18/sql-syntax-lexical.html */
const RULES = [
  String.raw`[ \t\n\r\f\v]+`,
  String.raw`--[^\n\r]*`,
  String.raw`\/\*`,
  `[eE]${strings(String.raw`[^'\\]*(?:(?:''|\\[^])[^'\\]*)*`)}`,
  `[bBxX]${strings(`[^']*`)}`,
  `(?:[uU]&)?${strings(`[^']*(?:''[^']*)*`)}`,
  `(?:[uU]&)?"[^"]*(?:""[^"]*)*"`,
  String.raw`\$(?<tag>(?:[A-Za-z_\x80-\uffff][\w\x80-\uffff]*)?)\$[^]*?\$\k<tag>\$`,
  String.raw`\$\d+`,
  String.raw`[A-Za-z_\x80-\uffff][\w$\x80-\uffff]*`,
  String.raw`0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+`,
  String.raw`(?:${INTEGER}(?:\.(?!\.)(?:${INTEGER})?)?|\.${INTEGER})(?:[eE][+-]?${INTEGER})?`,
  String.raw`[~!@#^&|\x60?+\-*/%<>=]+`,
  String.raw`::|:=|\.\.`,
  '[^]',
];
const TOKEN = new RegExp(RULES.join('|'), 'y');

const BLANK = /^[ \t\n\r\f\v]/;
const OPERATOR = /^[~!@#^&|\x60?+\-*/%<>=]/;
/** What an operator contains that may end in a sign. */
const BEFORE_SIGN = /[~!@#^&|\x60?%]/;
const COMMENT_ENDS = /\/\*|\*\//g;

/**
 * The tokens of a text, comments included, as PostgreSQL's scanner sees them. The scanner of libpg-query takes ten times as long as
 * parsing, because it answers with several names for each token.
 *
 * @throws SyntaxError if a string, a name or a comment does not end
 */
export function tokensOf(sql: string): readonly Token[] {
  const isAscii = Buffer.byteLength(sql) === sql.length;
  const tokens: Token[] = [];
  let [place, start] = [0, 0];
  while (place < sql.length) {
    const text = tokenAt(sql, place);
    place += text.length;
    const end = start + (isAscii ? text.length : Buffer.byteLength(text));
    if (!BLANK.test(text)) tokens.push({ start, end, text });
    start = end;
  }
  return tokens;
}

function tokenAt(sql: string, place: number): string {
  TOKEN.lastIndex = place;
  TOKEN.test(sql);
  const text = sql.slice(place, TOKEN.lastIndex);
  if (text === '/*') return commentAt(sql, place);
  if (text === "'" || text === '"') throw new SyntaxError(`The ${text} at ${place} has no end.`);
  return OPERATOR.test(text) && !text.startsWith('--') ? operatorIn(text) : text;
}

/** Comments may contain comments. */
function commentAt(sql: string, place: number): string {
  COMMENT_ENDS.lastIndex = place;
  let depth = 0;
  for (let found = COMMENT_ENDS.exec(sql); found; found = COMMENT_ENDS.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return sql.slice(place, COMMENT_ENDS.lastIndex);
  }
  throw new SyntaxError(`The comment at ${place} has no end.`);
}

/** An operator ends before a comment, and may end in a sign only if it could not be one of SQL followed by a sign. */
function operatorIn(run: string): string {
  const comment = run.search(/--|\/\*/);
  let text = comment > 0 ? run.slice(0, comment) : run;
  if (!BEFORE_SIGN.test(text)) while (text.length > 1 && /[+-]$/.test(text)) text = text.slice(0, -1);
  return text;
}
