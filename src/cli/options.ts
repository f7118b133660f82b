import { Command, type Option } from 'commander';
import { UsageError } from '../model/usage-error.ts';
import { RUN_GROUPS, readGroups, type SettingsOf, type ValuesOf } from './options/index.ts';
import { SUBCOMMANDS } from './subcommands.ts';
import { VERSION } from './version.ts';

/** What the command line and the environment ask for. */
export type RunOptions = SettingsOf<typeof RUN_GROUPS>;

/** Where a command line's words and messages go. */
export type OptionsIo = {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
};

/**
 * Reads a command line as ssh and clush do: bare words are one command and end the options; a quoted command, one
 * word with a blank in it, may be followed by options.
 * @throws UsageError; CommanderError when commander has said all there is to say (help, version, a wrong option)
 */
export function parseOptions(argv: readonly string[], io: OptionsIo): RunOptions {
  const program = parse(argv, io);
  const words = program.args;
  const [first = ''] = words;
  const head = argv.slice(0, argv.length - words.length);
  if (head.at(-1) !== '--' && /\s/.test(first)) {
    const again = parse([...head, ...words.slice(1)], io);
    const [second] = again.args;
    if (second !== undefined) throw tooMany(second);
    return complete(again, [first]);
  }
  if (head.at(-1) !== '--') refuseOptionsBehind(program, words);
  return complete(program, words.length === 0 ? [] : [words.join(' ')]);
}

function tooMany(word: string): UsageError {
  return new UsageError([
    {
      message: `"${word}" stands behind a whole command: quote it together with the command, or give several commands with -c each`,
    },
  ]);
}

/** `netrun df -h` must never mean help. */
function refuseOptionsBehind(program: Command, words: readonly string[]): void {
  for (const word of words.slice(1)) {
    const isOption = program.options.some((option) =>
      word.startsWith('--')
        ? word.split('=')[0] === option.long
        : word.startsWith('-') && word.slice(0, 2) === option.short,
    );
    const isHelp = word === '--help' || word.startsWith('-h');
    if (isOption || isHelp) {
      throw new UsageError([
        {
          message: `"${word}" behind the command looks like an option of netrun: put it before the command, or quote the command`,
        },
      ]);
    }
  }
}

function parse(argv: readonly string[], io: OptionsIo): Command {
  return describe(io).parse([...argv], { from: 'user' });
}

function describe(io: OptionsIo): Command {
  const program = new Command('netrun')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .usage('[options] [command...]')
    .description(
      'Runs a command on every device of an inventory over SSH, in parallel, and prints what each one answered.',
    )
    .argument('[command...]', 'what to run; several words are one command')
    .passThroughOptions()
    .showSuggestionAfterError()
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', subcommandsHelp() + AFTER);
  for (const group of Object.values(RUN_GROUPS)) {
    for (const option of group.options()) program.addOption(fromEnvironment(option.helpGroup(group.title)));
  }
  return program;
}

/** An empty variable counts as not set, as it does for NETRUN_PASSWORD; commander takes any value for "on". */
function fromEnvironment(option: Option): Option {
  const variable = option.envVar && process.env[option.envVar];
  const isSwitch = !option.required && !option.optional;
  if (variable === '' || (isSwitch && /^(?:0|no|off|false)$/i.test(variable ?? ''))) delete option.envVar;
  return option;
}

const EXAMPLES = `Examples:
  netrun "show ip int br"                 on every device of ./devices.yaml
  netrun -l core,'!r3' show version       on the group "core" without r3
  netrun -c "show clock" -c "show users"  several commands in one session
  netrun -o json "show version" | jq .    for scripts
  netrun --dry-run "show version"         which devices, users and commands
`;

function subcommandsHelp(): string {
  const lines = Object.entries(SUBCOMMANDS).map(
    ([name, summary]) => `  netrun ${name.padEnd(12)} ${summary}\n`,
  );
  return `\nNot commands for devices, but netrun's own:\n${lines.join('')}`;
}

const AFTER = `
Password and secret come from -k and -K, the inventory, or NETRUN_PASSWORD and
NETRUN_SECRET; a password that is missing is asked for.
Exit codes: 0 every device ok, 1 some device was not, 2 wrong usage and nothing
contacted, 130 interrupted.
`;

function complete(program: Command, words: readonly string[]): RunOptions {
  // Commander's values are what the parsers of the groups make of them.
  return readGroups(RUN_GROUPS, program.opts<ValuesOf<typeof RUN_GROUPS>>(), {
    words,
    isFromCommandLine: (name) => program.getOptionValueSource(name) === 'cli',
  });
}
