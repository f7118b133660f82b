import { EXIT, type ExitCode } from '../cli/io.ts';
import { isSubcommand } from '../cli/subcommands.ts';
import { startEarly } from '../executors/early-thread.ts';
import { tuneEngine } from '../executors/engine.ts';

/**
 * Begins what nearly every run needs while its command line has not even been read.
 * @returns what is to be done at the end
 */
export async function headStart(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ finish(code: ExitCode): void }> {
  tuneEngine(process.versions.v8);
  const isRun = looksLikeRun(argv);
  if (isRun && !choosesExecutor(argv, env)) startEarly();
  const { compiledCodeFolder, keepCompiledCode, loadCompiledCode } = await import('./compiled-code.ts');
  loadCompiledCode(import.meta.dirname, compiledCodeFolder(env));
  return {
    finish(code) {
      if (isRun && (code === EXIT.ok || code === EXIT.trouble)) keepCompiledCode();
    },
  };
}

/** A guess: that it is wrong costs some time, and nothing else. */
function looksLikeRun(argv: readonly string[]): boolean {
  const [first] = argv;
  return (
    first !== undefined &&
    !isSubcommand(first) &&
    !argv.some((word) => /^(?:-h|--help|--help-all|--version|--dry-run)$/.test(word))
  );
}

function choosesExecutor(argv: readonly string[], env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.NETRUN_EXECUTOR) || argv.some((word) => /^--executor(?:=|$)/.test(word));
}
