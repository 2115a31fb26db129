/** Resolves like `promise`, or with `late` if that takes too long. */
export type WaitBriefly = <T>(promise: Promise<T>, late: T) => Promise<T>;

// Twilio usually answers within a second or two. A caller who has to wait longer can poll instead.
const BRIEF_MS = 5000;

export const waitBriefly: WaitBriefly = (promise, late) => {
  const { promise: timeout, resolve } = Promise.withResolvers<typeof late>();
  const timer = setTimeout(() => resolve(late), BRIEF_MS);
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
};
