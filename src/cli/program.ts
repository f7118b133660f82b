import { Command, Help, Option } from 'commander';
import type { Config } from '../inventory/config-file.ts';
import { visible } from '../reporters/visible.ts';
import { fillFromConfig, NO_CONFIG } from './config.ts';
import { type Groups, readGroups, type SettingsOf, type ValuesOf } from './options/index.ts';

/** Where a command line's words and messages go. */
export type ProgramIo = {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
};

/** What a command line is like: `netrun` itself or one of its subcommands. */
export type ProgramWords = {
  /** As it is typed. */
  readonly name: string;
  /** What it does, in one sentence or two. */
  readonly description: string;
  /** What stands behind the options, as commander writes it. */
  readonly argument?: string;
  /** Lines before everything else: what is typed, and what it does. */
  readonly examples: string;
  /** Lines behind everything else. */
  readonly epilogue?: string;
};

/**
 * Describes a command line to commander. `--help` shows its everyday options, `--help-all` every one.
 * @returns a program that throws CommanderError where commander has said all there is to say
 */
export function newProgram(words: ProgramWords, groups: Groups, io: ProgramIo): Command {
  const program = new Command(words.name)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(visible(text)),
    })
    .configureHelp({ optionDescription: describeShortly })
    .description(words.description)
    .usage(`[options]${words.argument ? ` ${words.argument}` : ''}`)
    .showSuggestionAfterError()
    .helpOption('-h, --help', 'print the everyday options')
    .addHelpText('before', words.examples)
    .addHelpText('after', words.epilogue ?? '');
  for (const [one] of (words.argument ?? '').matchAll(/[<[][^\]>]*[\]>]/g)) program.argument(one);
  const titles = new Map<Option, string>();
  for (const { title, everyday, options } of Object.values(groups)) {
    for (const option of options()) {
      titles.set(option, title);
      program.addOption(fromEnvironment(option).hideHelp(!everyday.includes(option.long ?? '')));
    }
  }
  program.addOption(new Option('--help-all', 'print every option'));
  program.on('option:help-all', () => {
    for (const option of program.options) option.hideHelp(false).helpGroup(titles.get(option) ?? 'General:');
    program.configureHelp({ optionDescription: new Help().optionDescription });
    program.help();
  });
  return program;
}

/** @throws UsageError where options do not go together, or a configuration file says what cannot be understood */
export function settingsOf<G extends Groups>(
  program: Command,
  groups: G,
  { words = [], config = NO_CONFIG }: { words?: readonly string[]; config?: Config } = {},
): SettingsOf<G> {
  fillFromConfig(program, config);
  // Commander's values are what the parsers of the groups make of them.
  return readGroups(groups, program.opts() as ValuesOf<G>, {
    words,
    isFromCommandLine: (name) => program.getOptionValueSource(name) === 'cli',
  });
}

/** An empty variable counts as not set, as it does for NETRUN_PASSWORD; commander takes any value for "on". */
function fromEnvironment(option: Option): Option {
  const variable = option.envVar && process.env[option.envVar];
  const isSwitch = !option.required && !option.optional;
  if (variable === '' || (isSwitch && /^(?:0|no|off|false)$/i.test(variable ?? ''))) delete option.envVar;
  return option;
}

/** Sixty lines are enough for the everyday options only without the names of variables. */
function describeShortly({ description, defaultValue, negate }: Option): string {
  return defaultValue === undefined || negate ? description : `${description} (default: ${defaultValue})`;
}
