/** Runs `work` for each index, several at a time. Returns the results in order. */
export async function forEach<T>(
  { count, atOnce }: { readonly count: number; readonly atOnce: number },
  work: (index: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next++;
      results[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
