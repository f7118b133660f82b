import { Command, InvalidArgumentError, Option } from 'commander';
import type { WorkerCount } from '../executors/executor.ts';
import { EXECUTORS, type ExecutorName } from '../executors/index.ts';
import type { Answer } from '../model/device.ts';
import { UsageError } from '../model/usage-error.ts';
import { REPORTERS, type ReporterName } from '../reporters/index.ts';
import { wholeNumber } from './numbers.ts';
import { VERSION } from './version.ts';

/** What the command line and the environment ask for. */
export type RunOptions = {
  /** What was typed behind the options, or with `-c`; empty when only a file was given. */
  readonly commands: readonly string[];
  readonly file: string | undefined;
  readonly inventory: string | undefined;
  readonly limit: readonly string[];
  readonly username: Setting<string> | undefined;
  readonly askPass: boolean;
  readonly askSecret: boolean;
  readonly platform: Setting<string> | undefined;
  readonly port: Setting<number> | undefined;
  readonly output: ReporterName;
  readonly executor: ExecutorName;
  readonly workers: WorkerCount;
  readonly concurrency: number;
  readonly connectMs: Setting<number>;
  readonly loginMs: Setting<number>;
  readonly idleMs: Setting<number>;
  readonly deviceMs: Setting<number>;
  readonly enable: boolean;
  readonly answers: readonly Answer[];
  readonly rejectCheck: boolean;
  readonly pipelining: boolean;
  /** Of one command's output, where it is held in memory. */
  readonly maxOutputBytes: number;
  /** A file per device goes there. */
  readonly outputDir: string | undefined;
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
};

/** A value and how strong it is: the command line goes before the inventory, the inventory before the rest. */
export type Setting<T> = { readonly value: T; readonly isFromCommandLine: boolean };

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
    .addHelpText('after', AFTER);
  for (const option of options()) {
    const variable = option.envVar && process.env[option.envVar];
    const isSwitch = !option.required && !option.optional;
    // An empty variable counts as not set, as it does for NETRUN_PASSWORD; commander takes any value for "on".
    if (variable === '' || (isSwitch && /^(?:0|no|off|false)$/i.test(variable ?? ''))) delete option.envVar;
    program.addOption(option);
  }
  return program;
}

const EXAMPLES = `Examples:
  netrun "show ip int br"                 on every device of ./devices.yaml
  netrun -l core,'!r3' show version       on the group "core" without r3
  netrun -c "show clock" -c "show users"  several commands in one session
  netrun -o json "show version" | jq .    for scripts
  netrun --dry-run "show version"         which devices, users and commands
  netrun lab, netrun demo                 simulated routers to try it with
`;

const AFTER = `
Password and secret come from -k and -K, the inventory, or NETRUN_PASSWORD and
NETRUN_SECRET; a password that is missing is asked for.
Exit codes: 0 every device ok, 1 some device was not, 2 wrong usage and nothing
contacted, 130 interrupted.
`;

function options(): Option[] {
  return [
    new Option('-c, --command <text>', 'a command to run; repeat it for several in one session').argParser(
      gather,
    ),
    new Option('-f, --file <file>', 'commands from a file, one a line (- is stdin), or YAML by device').env(
      'NETRUN_FILE',
    ),
    new Option('-i, --inventory <file>', 'the devices (default: ./devices.yaml)').env('NETRUN_INVENTORY'),
    new Option(
      '-l, --limit <names>',
      'only these devices or groups: a,b  sw*  @group  !not  site=kyiv',
    ).argParser(gather),
    new Option('-u, --username <name>', 'log in as').env('NETRUN_USERNAME'),
    new Option('-k, --ask-pass', 'ask for the password'),
    new Option('-K, --ask-secret', 'ask for the enable secret (Enter: same as the password)'),
    new Option('--platform <name>', 'what the devices are, such as cisco_ios').env('NETRUN_PLATFORM'),
    new Option('--port <number>', 'SSH port').argParser(wholeNumber(1, 65535)).env('NETRUN_PORT'),
    new Option('-o, --output <format>', 'how results are printed')
      .choices(Object.keys(REPORTERS))
      .default('pretty')
      .env('NETRUN_OUTPUT'),
    new Option('--concurrency <number>', 'devices in progress at a time')
      .argParser(wholeNumber(1, 100_000))
      .default(100)
      .env('NETRUN_CONCURRENCY'),
    new Option('--executor <kind>', 'where sessions run')
      .choices(Object.keys(EXECUTORS))
      .default('threads')
      .env('NETRUN_EXECUTOR'),
    new Option('--workers <number>', 'auto, per-device or a number')
      .argParser(workerCount)
      .default('auto')
      .env('NETRUN_WORKERS'),
    new Option('--connect-timeout <s>', 'seconds to connect')
      .argParser(seconds)
      .default(10)
      .env('NETRUN_CONNECT_TIMEOUT'),
    new Option('--login-timeout <s>', 'seconds for each stage of a login')
      .argParser(seconds)
      .default(45)
      .env('NETRUN_LOGIN_TIMEOUT'),
    new Option('--timeout <s>', 'seconds without data while a command runs')
      .argParser(seconds)
      .default(60)
      .env('NETRUN_TIMEOUT'),
    new Option('--device-timeout <s>', 'seconds for a whole device')
      .argParser(seconds)
      .default(1800)
      .env('NETRUN_DEVICE_TIMEOUT'),
    new Option('--no-enable', 'stay in the mode in which the login ends').env('NETRUN_NO_ENABLE'),
    new Option(
      '--answer <regex=text>',
      'answer a question that a command asks; repeat it for several',
    ).argParser(gatherAnswer),
    new Option('--no-reject-check', 'do not look for the words by which a device refuses a command').env(
      'NETRUN_NO_REJECT_CHECK',
    ),
    new Option('--pipelining', 'save round trips by sending ahead what devices are expected to ask for').env(
      'NETRUN_PIPELINING',
    ),
    new Option('--max-output <MB>', "most of one command's output that is held in memory")
      .argParser(wholeNumber(1, 1024))
      .default(64)
      .env('NETRUN_MAX_OUTPUT'),
    new Option('--output-dir <folder>', "write each device's outputs to a file there").env(
      'NETRUN_OUTPUT_DIR',
    ),
    new Option('--dry-run', 'print what would be done; contact nothing'),
    new Option('-q, --quiet', 'results and failures only'),
    new Option('-v, --verbose', 'tell on stderr what happens on each device'),
  ];
}

function complete(program: Command, words: readonly string[]): RunOptions {
  // Commander's values are what the options above make of them.
  const values = program.opts<{
    command?: string[];
    file?: string;
    inventory?: string;
    limit?: string[];
    username?: string;
    askPass?: boolean;
    askSecret?: boolean;
    platform?: string;
    port?: number;
    output: ReporterName;
    executor: ExecutorName;
    workers: WorkerCount;
    concurrency: number;
    connectTimeout: number;
    loginTimeout: number;
    timeout: number;
    deviceTimeout: number;
    enable: boolean;
    answer?: Answer[];
    rejectCheck: boolean;
    pipelining?: boolean;
    maxOutput: number;
    outputDir?: string;
    dryRun?: boolean;
    quiet?: boolean;
    verbose?: boolean;
  }>();
  const setting = <T>(name: string, value: T): Setting<T> => ({
    value,
    isFromCommandLine: program.getOptionValueSource(name) === 'cli',
  });
  const optional = <T>(name: string, value: T | undefined) =>
    value === undefined ? undefined : setting(name, value);
  const commands = values.command ?? [];
  const given = [
    words.length > 0,
    commands.length > 0,
    program.getOptionValueSource('file') === 'cli',
  ].filter(Boolean);
  if (given.length > 1) {
    throw new UsageError([{ message: 'give the commands once: as words, with -c, or with --file' }]);
  }
  if (given.length === 0 && values.file === undefined) {
    throw new UsageError([{ message: 'no command was given: netrun "show version", or see netrun --help' }]);
  }
  for (const command of [...words, ...commands]) {
    if (command.trim() === '') throw new UsageError([{ message: 'the command is empty' }]);
    if (/[\r\n]/.test(command))
      throw new UsageError([{ message: 'a command is one line; give several with -c each, or with --file' }]);
  }
  return {
    commands: words.length > 0 ? words : commands,
    file: given.length === 0 || program.getOptionValueSource('file') === 'cli' ? values.file : undefined,
    inventory: values.inventory,
    limit: values.limit ?? [],
    username: optional('username', values.username),
    askPass: values.askPass === true,
    askSecret: values.askSecret === true,
    platform: optional('platform', values.platform),
    port: optional('port', values.port),
    output: values.output,
    executor: values.executor,
    workers: values.workers,
    concurrency: values.concurrency,
    connectMs: setting('connectTimeout', values.connectTimeout * 1000),
    loginMs: setting('loginTimeout', values.loginTimeout * 1000),
    idleMs: setting('timeout', values.timeout * 1000),
    deviceMs: setting('deviceTimeout', values.deviceTimeout * 1000),
    enable: values.enable,
    answers: values.answer ?? [],
    rejectCheck: values.rejectCheck,
    pipelining: values.pipelining === true,
    maxOutputBytes: values.maxOutput * 1024 * 1024,
    outputDir: values.outputDir,
    dryRun: values.dryRun === true,
    quiet: values.quiet === true,
    verbose: values.verbose === true,
  };
}

function gather(value: string, before: unknown): string[] {
  return [...(Array.isArray(before) ? before.map(String) : []), value];
}

function gatherAnswer(value: string, before: unknown): Answer[] {
  const at = value.indexOf('=');
  if (at < 1) throw new InvalidArgumentError("REGEX=TEXT is wanted, such as '\\[confirm\\]=y'.");
  const answer = { question: regularExpression(value.slice(0, at)), text: value.slice(at + 1) };
  // Commander hands over what this function gave before.
  return [...((before as Answer[] | undefined) ?? []), answer];
}

function regularExpression(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? `${error.message}.` : String(error));
  }
}

/** Longest time that a timer takes: 2^31 - 1 milliseconds. */
const MOST_SECONDS = 2_147_483;

function seconds(value: string): number {
  const number = Number(value.replace(/s$/, ''));
  if (!(number > 0 && number <= MOST_SECONDS))
    throw new InvalidArgumentError('a number of seconds is wanted, such as 30 or 0.5.');
  return number;
}

function workerCount(value: string): WorkerCount {
  if (value === 'auto' || value === 'per-device') return value;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 1024) {
    throw new InvalidArgumentError('auto, per-device or a number from 1 to 1024 is wanted.');
  }
  return number;
}
