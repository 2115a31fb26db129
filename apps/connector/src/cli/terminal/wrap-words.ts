/** Breaks a text into lines at spaces. A word that is wider than a line stays whole, so that it can be copied. */
export function wrapWords(
  text: string,
  width: number,
  widthOf: (text: string) => number = ({ length }) => length,
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
