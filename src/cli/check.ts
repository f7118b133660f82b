import { type Command, Option } from 'commander';
import { UsageError } from '../model/usage-error.ts';
import { shownAsTheyCome } from '../reporters/in-order.ts';
import { looking, matchingLines } from '../reporters/matching-lines.ts';
import type { ReporterFactory } from '../reporters/reporter.ts';
import { visibleLine } from '../reporters/visible.ts';
import { wholeText } from '../reporters/whole-text.ts';
import { readConfig } from './config.ts';
import { expression } from './grep.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { RUN_GROUPS } from './options/index.ts';
import type { OptionGroup } from './options/option-group.ts';
import { gather } from './options/values.ts';
import { refuseOptionsOfRuns } from './options-of-runs.ts';
import { newProgram, type ProgramIo, settingsOf } from './program.ts';
import { performRun } from './run-command.ts';
import { redactedLines } from './views.ts';

/** `netrun check --present RE --absent RE COMMAND`: does every device comply? */
export async function check(argv: readonly string[], io: Io): Promise<ExitCode> {
  const program = checkProgram(io).parse([...argv], { from: 'user' });
  refuseOptionsOfRuns(program, WORDS.name);
  const options = settingsOf(program, GROUPS, {
    words: program.args.length === 0 ? [] : [program.args.join(' ')],
    config: await readConfig(io.env),
  });
  const wanted = [
    ...options.present.map((text) => ({ text, pattern: expression(text, false), isWanted: true })),
    ...options.absent.map((text) => ({ text, pattern: expression(text, false), isWanted: false })),
  ];
  if (wanted.length === 0) {
    throw new UsageError([
      { message: 'nothing is to be checked: give --present or --absent with a regular expression' },
    ]);
  }
  let compliant = 0;
  const linesOf: LinesOf = options.redact === 'all' ? redactedLines : (_, { lines }) => lines;
  const view = complaints(wanted, linesOf, () => {
    compliant++;
  });
  const run = { ...options, isRecorded: false, typed: { options: ['check', ...argv], command: undefined } };
  return performRun(run, io, {
    purpose: {
      view,
      // A rule may be about a secret, and would be kept by one that is hidden.
      seesSecrets: true,
      codeOf: ({ selected }) => (compliant === selected ? EXIT.ok : EXIT.trouble),
      codeOfLoss: EXIT.trouble,
    },
  });
}

/** Its command line, as commander knows it. */
export function checkProgram(io: ProgramIo): Command {
  return newProgram(WORDS, GROUPS, io);
}

type Rule = { readonly text: string; readonly pattern: RegExp; readonly isWanted: boolean };

type RuleSettings = { readonly present: readonly string[]; readonly absent: readonly string[] };

const rules: OptionGroup<Partial<{ present: string[]; absent: string[] }>, RuleSettings> = {
  title: 'What is checked:',
  everyday: ['--present', '--absent'],
  options: () => [
    new Option('--present <regex>', 'some line is to match; repeat it for several').argParser(gather),
    new Option('--absent <regex>', 'no line is to match; repeat it for several').argParser(gather),
  ],
  read: ({ present = [], absent = [] }) => ({ present, absent }),
};

const GROUPS = { rules, ...RUN_GROUPS } as const;

const WORDS = {
  name: 'netrun check',
  description:
    'Runs a command and checks what it prints. Exit code 0 only if every device answered and complied.',
  argument: '[command...]',
  examples: `Examples:
  netrun check --present "ntp server 192.0.2.1" "show run"
  netrun check --absent "^ip http server" --absent "input telnet" "show run"
`,
} as const;

/** Lines as they may be shown. */
type LinesOf = typeof redactedLines;

/** Says of each device what it lacks and what it should not have. */
function complaints(wanted: readonly Rule[], linesOf: LinesOf, onCompliant: () => void): ReporterFactory {
  const looked = looking();
  return ({ out, lostOf, wishes }) =>
    shownAsTheyCome(
      { out, wishes },
      {
        async show(result) {
          const { device, replies, outcome } = result;
          if (replies.length === 0) return;
          const shown = (text: string, lines: readonly string[]) => linesOf(device, { text, lines });
          const texts: string[] = [];
          for (const reply of replies) texts.push(await wholeText(reply, lostOf(result)));
          const said = looked(() => wanted.flatMap((rule) => complaint(rule, texts, shown)), lostOf(result));
          if (!said) return;
          for (const sentence of said) await out.write(`${visibleLine(`${device.name}: ${sentence}`)}\n`);
          if (said.length === 0 && outcome.status === 'ok') onCompliant();
        },
      },
    );
}

function complaint(
  { text: written, pattern, isWanted }: Rule,
  texts: readonly string[],
  shown: (text: string, lines: readonly string[]) => readonly string[],
): readonly string[] {
  // One by one, since the last line of an output may have no end.
  const found = texts.flatMap((text) => {
    const lines = matchingLines(text, { pattern, isInverted: false, context: 0 }).map(({ line }) => line);
    return lines.length === 0 || isWanted ? lines : shown(text, lines);
  });
  if (isWanted) return found.length > 0 ? [] : [`no line matches ${written}`];
  return found.map((line) => `a line matches ${written}: ${line}`);
}
