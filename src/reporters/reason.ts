/**
 * Why the system refused, without the call and its paths: `ENOSPC: no space left on device`.
 * @throws `error` itself where it is not the system's: that is a bug, and no file's trouble
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || !('syscall' in error)) throw error;
  const end = error.message.indexOf(`, ${error.syscall}`);
  return end < 0 ? error.message : error.message.slice(0, end);
}
