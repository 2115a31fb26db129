/** The key of a message. */
export function keyOf(index: number): string {
  return `SM${index.toString(16).padStart(32, '0')}`;
}
