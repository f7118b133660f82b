import type { ExitCode, Io } from '../cli/io.ts';
import { main as runCommandLine } from '../cli/main.ts';

export { processIo } from '../cli/io.ts';

/** The bundled program: runs one command line, as `cli/main.ts` says, and does before it what makes it start sooner. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  // All there is to it is to print it.
  if (argv[0] === '--version') return runCommandLine(argv, io);
  const { headStart } = await import('./head-start.ts');
  const { finish } = await headStart(argv, io.env);
  const code = await runCommandLine(argv, io);
  finish(code);
  return code;
}
