/** A command line that cannot be executed as given; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
