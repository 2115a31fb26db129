/** The known name that differs from a text at most in upper and lower case. */
export function inItsCase(text: string, names: readonly string[]): string | undefined {
  const wanted = text.toLowerCase();
  return names.find((name) => name.toLowerCase() === wanted);
}
