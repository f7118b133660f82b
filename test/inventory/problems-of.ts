import { UsageError } from '../../src/model/usage-error.ts';

/** What a user would be told; fails the test where nothing is wrong. */
export function problemsOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('expected a UsageError');
}

/** The same for what is done in time. */
export async function rejectionOf(act: Promise<unknown>): Promise<string> {
  const outcome = await act.then(
    () => undefined,
    (error: unknown) => error,
  );
  return problemsOf(() => {
    if (outcome !== undefined) throw outcome;
  });
}
