import { Chalk } from 'chalk';
import { type Command, Option } from 'commander';
import type { Summary } from '../model/result.ts';
import { UsageError } from '../model/usage-error.ts';
import { shownAsTheyCome } from '../reporters/in-order.ts';
import { looking, matchingLines, type Search } from '../reporters/matching-lines.ts';
import type { ReporterFactory } from '../reporters/reporter.ts';
import { visible, visibleLine } from '../reporters/visible.ts';
import { wholeText } from '../reporters/whole-text.ts';
import { readConfig } from './config.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { RUN_GROUPS } from './options/index.ts';
import type { OptionGroup } from './options/option-group.ts';
import { wholeNumber } from './options/values.ts';
import { refuseOptionsOfRuns } from './options-of-runs.ts';
import { newProgram, type ProgramIo, settingsOf } from './program.ts';
import { performRun } from './run-command.ts';

/** `netrun grep PATTERN COMMAND`: the lines of all devices that match. */
export async function grep(argv: readonly string[], io: Io): Promise<ExitCode> {
  const program = grepProgram(io).parse([...argv], { from: 'user' });
  refuseOptionsOfRuns(program, WORDS.name);
  const [pattern, ...words] = program.args;
  const { command, file } = program.opts<{ command?: unknown; file?: unknown }>();
  if (pattern === undefined || (words.length === 0 && command === undefined && file === undefined)) {
    throw new UsageError([
      { message: 'a pattern and a command are wanted: netrun grep "ip route" "show run"' },
    ]);
  }
  const options = settingsOf(program, GROUPS, {
    words: words.length === 0 ? [] : [words.join(' ')],
    config: await readConfig(io.env),
  });
  const looked = { ...options, pattern: expression(pattern, options.ignoreCase) };
  let matches = 0;
  const view = linesView(looked, (count) => {
    matches += count;
  });
  const codeOf = ({ ok, selected }: Summary) => {
    if (matches > 0) return EXIT.ok;
    return ok === selected ? EXIT.trouble : EXIT.usage;
  };
  // It cannot be repeated as a run: what it shows is something else.
  const run = { ...options, isRecorded: false, typed: { options: ['grep', ...argv], command: undefined } };
  return performRun(run, io, { purpose: { view, codeOf, codeOfLoss: EXIT.usage } });
}

/** Its command line, as commander knows it. */
export function grepProgram(io: ProgramIo): Command {
  return newProgram(WORDS, GROUPS, io);
}

type SearchSettings = Omit<Search, 'pattern'> & { readonly ignoreCase: boolean; readonly isCounted: boolean };

type Values = { context: number; ignoreCase?: boolean; invert?: boolean; count?: boolean };

const search: OptionGroup<Values, SearchSettings> = {
  title: 'What is looked for:',
  everyday: ['--context', '--ignore-case', '--invert', '--count'],
  options: () => [
    new Option('-C, --context <lines>', 'lines to show before and behind each match')
      .argParser(wholeNumber(0, 10_000))
      .default(0),
    new Option('--ignore-case', 'capital letters do not count'),
    new Option('--invert', 'the lines that do not match'),
    new Option('--count', 'how many lines match, of each device'),
  ],
  read: ({ context, ignoreCase = false, invert = false, count = false }) => ({
    context,
    ignoreCase,
    isInverted: invert,
    isCounted: count,
  }),
};

const GROUPS = { search, ...RUN_GROUPS } as const;

const WORDS = {
  name: 'netrun grep',
  description:
    'Runs a command and prints the lines that match a regular expression. Exit code 0: some did, 1: none did and every device answered, 2: anything else.',
  argument: '<pattern> [command...]',
  examples: `Examples:
  netrun grep "ip route" "show run"        of all devices, as name: line
  netrun grep -C 2 shutdown "show run"     with the lines around them
  netrun grep --count up "show ip int br"  how many, of each device
`,
} as const;

/** @throws UsageError where it is none */
export function expression(text: string, ignoreCase: boolean): RegExp {
  try {
    return new RegExp(text, ignoreCase ? 'i' : '');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError([{ message: error.message }]);
  }
}

function linesView(
  options: Search & Pick<SearchSettings, 'isCounted'>,
  onMatches: (count: number) => void,
): ReporterFactory {
  const looked = looking();
  return ({ out, lostOf, wishes }) => {
    const chalk = new Chalk({ level: out.colour ? 1 : 0 });
    const block = out.isTerminal ? visible : (text: string) => text;
    return shownAsTheyCome(
      { out, wishes },
      {
        async show(result) {
          const name = chalk.cyan(visibleLine(result.device.name));
          let count = 0;
          for (const reply of result.replies) {
            const text = await wholeText(reply, lostOf(result));
            const found = looked(() => matchingLines(text, options), lostOf(result)) ?? [];
            for (const { line, isMatch, isGap } of found) {
              if (isMatch) count++;
              if (options.isCounted) continue;
              if (isGap) await out.write(`${chalk.dim('--')}\n`);
              // As grep does: a colon before what matches, a dash before what stands around it.
              await out.write(`${name}${isMatch ? ':' : '-'} ${block(line)}\n`);
            }
          }
          if (options.isCounted && result.replies.length > 0) await out.write(`${name}: ${count}\n`);
          onMatches(count);
        },
      },
    );
  };
}
