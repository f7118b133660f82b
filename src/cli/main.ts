import { UsageError } from '../model/usage-error.ts';
import { visible } from '../reporters/visible.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { isSubcommand, type SubcommandName } from './subcommands.ts';
import { VERSION } from './version.ts';

/** What runs each subcommand. Each loads only what it needs. */
const RUNNERS: Readonly<Record<SubcommandName, (argv: readonly string[], io: Io) => Promise<ExitCode>>> = {
  lab: async (argv, io) => (await import('./lab.ts')).lab(argv, io),
  demo: async (argv, io) => (await import('./demo.ts')).demo(argv, io),
  init: async (argv, io) => (await import('./init.ts')).init(argv, io),
  inventory: async (argv, io) => (await import('./show-inventory.ts')).showInventory(argv, io),
  grep: async (argv, io) => (await import('./grep.ts')).grep(argv, io),
  check: async (argv, io) => (await import('./check.ts')).check(argv, io),
  last: async (argv, io) => (await import('./last.ts')).last(argv, io),
  cron: async (argv, io) => (await import('./cron.ts')).cron(argv, io),
  doctor: async (argv, io) => (await import('./doctor.ts')).doctor(argv, io),
  trust: async (argv, io) => (await import('./trust.ts')).trust(argv, io),
  config: async (argv, io) => (await import('./show-config.ts')).showConfig(argv, io),
  platforms: async (argv, io) => (await import('./show-platforms.ts')).showPlatforms(argv, io),
  schema: async (argv, io) => (await import('./show-schema.ts')).showSchema(argv, io),
  completion: async (argv, io) => (await import('./completion.ts')).completion(argv, io),
  man: async (_argv, io) => (await import('./man-page.ts')).showManPage(io),
  help: async ([name = ''], io) =>
    isSubcommand(name) && name !== 'help'
      ? RUNNERS[name](['--help'], io)
      : (await import('./run-command.ts')).runCommand(['--help'], io),
};

/**
 * Runs one command line.
 * @param argv the words after `netrun`
 * @returns the exit code; everything that goes wrong has been said on stderr
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  // What writes results hears of it by itself; help and plans that nobody can read are not worth a stack trace.
  for (const stream of [io.stdout, io.stderr]) stream.on('error', () => {});
  try {
    const [first = '', ...rest] = argv;
    // It needs nothing but this, and scripts ask for it again and again.
    if (first === '--version') {
      io.stdout.write(`${VERSION}\n`);
      return EXIT.ok;
    }
    if (isSubcommand(first)) return await RUNNERS[first](rest, io);
    if (/^[a-z]+$/.test(first) && (rest.length === 0 || rest[0]?.startsWith('-'))) {
      (await import('./misspelt-subcommand.ts')).refuseMisspelt(first);
    }
    const { runCommand } = await import('./run-command.ts');
    return await runCommand(argv, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr.write(`${visible(error.message)}\n`);
      return EXIT.usage;
    }
    // Commander has already written what it had to say: the help, the version or what is wrong.
    if (isOfCommander(error)) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr.write(`netrun has a bug; please report it:\n${visible(stack)}\n`);
    return EXIT.bug;
  }
}

/** Known by its name, so that commander is loaded only where there is something to read. */
function isOfCommander(error: unknown): error is Error & { readonly exitCode: number } {
  return error instanceof Error && error.name === 'CommanderError' && 'exitCode' in error;
}
