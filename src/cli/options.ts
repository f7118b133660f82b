import type { Command } from 'commander';
import type { Config } from '../inventory/config-file.ts';
import { wordOf } from '../model/command-words.ts';
import { UsageError } from '../model/usage-error.ts';
import { NO_CONFIG } from './config.ts';
import { RUN_GROUPS, type SettingsOf } from './options/index.ts';
import { newProgram, type ProgramIo, type ProgramWords, settingsOf } from './program.ts';
import type { RerunWish } from './rerun.ts';
import { SUBCOMMANDS } from './subcommands.ts';
import { VERSION } from './version.ts';

/** What the command line and the environment ask for. */
export type RunOptions = SettingsOf<typeof RUN_GROUPS> & {
  /** What was typed, in a form that can be typed again. */
  readonly typed: { readonly options: readonly string[]; readonly command: string | undefined };
};

/**
 * Reads a command line as ssh and clush do: bare words are one command and end the options; a quoted command, one
 * word with a blank in it, and a word such as @version may be followed by options.
 * @throws UsageError; CommanderError when commander has said all there is to say (help, version, a wrong option)
 */
export function parseOptions(argv: readonly string[], io: ProgramIo, config: Config = NO_CONFIG): RunOptions {
  const { program, options, words } = takeApart(argv, io);
  const command = words.length === 0 ? undefined : words.join(' ');
  const settings = settingsOf(program, RUN_GROUPS, {
    words: command === undefined ? [] : [command],
    config,
  });
  return { ...settings, typed: { options, command } };
}

/**
 * Looks only whether an earlier run is to be repeated.
 * @throws UsageError, CommanderError as `parseOptions`
 */
export function rerunWish(argv: readonly string[], io: ProgramIo): RerunWish | undefined {
  // Nearly every run has no such word, and parsing twice would cost each of them.
  if (!argv.some((word) => /^--rerun(?:=|$)/.test(word))) return undefined;
  const { program, options, words } = takeApart(argv, io);
  const { rerun, reason } = program.opts<{ rerun?: string; reason?: string }>();
  if (rerun === undefined) return undefined;
  const isOfRerun = (word: string) => /^--(?:rerun|reason)(?:=|$)/.test(word);
  const others = options.filter(
    (word, place) => !isOfRerun(word) && !/^--(?:rerun|reason)$/.test(options[place - 1] ?? ''),
  );
  return { what: rerun, reason, options: others, words: words.length > 0 ? ['--', words.join(' ')] : [] };
}

/** A command line after commander: its options, and the words of the command. */
function takeApart(argv: readonly string[], io: ProgramIo) {
  const program = parse(argv, io);
  const words = program.args;
  const [first = ''] = words;
  const head = argv.slice(0, argv.length - words.length);
  const isOpen = head.at(-1) !== '--';
  if (isOpen && (/\s/.test(first) || (wordOf(first) !== undefined && words[1]?.startsWith('-')))) {
    const options = [...head, ...words.slice(1)];
    const again = parse(options, io);
    const [second] = again.args;
    if (second !== undefined) throw tooMany(second);
    return { program: again, options, words: [first] };
  }
  if (isOpen) refuseOptionsBehind(program, words);
  return { program, options: isOpen ? head : head.slice(0, -1), words };
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

function parse(argv: readonly string[], io: ProgramIo): Command {
  return runProgram(io).parse([...argv], { from: 'user' });
}

/** The command line of a run, as commander knows it. */
export function runProgram(io: ProgramIo): Command {
  return newProgram(WORDS, RUN_GROUPS, io)
    .passThroughOptions()
    .version(VERSION, '--version', 'print the version');
}

const EXAMPLES = `Examples:
  netrun "show ip int br"                 on every device of ./devices.yaml
  netrun -l core,'!r3' show version       on the group "core" without r3
  netrun -c "show clock" -c "show users"  several commands in one session
  netrun -o json "show version" | jq .    for scripts
  netrun -i 10.0.0.1,r2 -k show clock     without a file; netrun init writes one
`;

/** Words with commas between them, in lines that fit. */
function foldWords(words: readonly string[]): string {
  let column = 0;
  return words
    .map((word, place) => {
      const text = place === words.length - 1 ? word : `${word}, `;
      const breaks = column + text.length > 76;
      column = breaks ? text.length : column + text.length;
      return breaks ? `\n  ${text}` : text;
    })
    .join('')
    .replaceAll(/ +\n/g, '\n');
}

const EPILOGUE = `
Instead of a command (netrun NAME --help tells more):
  ${foldWords(Object.keys(SUBCOMMANDS))}
netrun --help-all has every option. Password and secret come from -k and -K, the
inventory, or NETRUN_PASSWORD and NETRUN_SECRET, or are asked for.
Exit codes: 0 every device ok, 1 some device was not, 2 wrong usage and nothing
contacted, 130 interrupted.
`;

const WORDS: ProgramWords = {
  name: 'netrun',
  description:
    'Runs a command on every device of an inventory over SSH, in parallel, and prints what each one answered.',
  argument: '[command...]',
  examples: EXAMPLES,
  epilogue: EPILOGUE,
};
