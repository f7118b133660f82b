import type { Command } from 'commander';
import { examinationJson, examinationLines, examinationTables } from '../reporters/examination.ts';
import type { ReporterFactory } from '../reporters/reporter.ts';
import { readConfig } from './config.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { deadlines } from './options/deadlines.ts';
import { type DoctorSettings, doctorOptions } from './options/doctor.ts';
import { hostKeys } from './options/host-keys.ts';
import { RUN_GROUPS } from './options/index.ts';
import { login } from './options/login.ts';
import { pace } from './options/pace.ts';
import { safety } from './options/safety.ts';
import { selection } from './options/selection.ts';
import { newProgram, type ProgramIo, settingsOf } from './program.ts';
import { performRun } from './run-command.ts';

/** `netrun doctor`: takes devices one step further at a time, and says what would help where one goes no further. */
export async function doctor(argv: readonly string[], io: Io): Promise<ExitCode> {
  const program = doctorProgram(io).parse([...argv], { from: 'user' });
  const options = settingsOf(program, GROUPS, { config: await readConfig(io.env) });
  const run = {
    ...usual(io),
    ...options,
    limit: [...options.limit, ...program.args],
    // What happens the first time is what it is about.
    retries: 0,
    isRecorded: false,
    typed: { options: ['doctor', ...argv], command: undefined },
  };
  return performRun(run, io, {
    purpose: {
      view: FORMATS[options.format](options),
      examine: options.stage,
      codeOf: ({ ok, selected }) => (ok === selected ? EXIT.ok : EXIT.trouble),
      codeOfLoss: EXIT.trouble,
    },
  });
}

/** Its command line, as commander knows it. */
export function doctorProgram(io: ProgramIo): Command {
  return newProgram(WORDS, GROUPS, io);
}

const GROUPS = { doctor: doctorOptions, selection, login, hostKeys, pace, safety, deadlines } as const;

const WORDS = {
  name: 'netrun doctor',
  description:
    'Takes devices one step further at a time, from the name to the pager, with the time of each step. Where a device goes no further it says why, and what would help. No command is run. Exit code 0 only if every device passes.',
  argument: '[name...]',
  examples: `Examples:
  netrun doctor sw01                 why does sw01 not work? The same as -l sw01
  netrun doctor -q                   which devices do not work, and why
  netrun doctor --stage tcp          which can be reached; nobody logs in
`,
} as const;

const FORMATS = {
  text: examinationTables,
  json: () => examinationJson,
  ndjson: () => examinationLines,
} as const satisfies Readonly<Record<DoctorSettings['format'], (options: DoctorSettings) => ReporterFactory>>;

/** The options of a run that have no say here, as they are where nobody gives them; the command is none. */
function usual(io: Io) {
  const program = newProgram(WORDS, RUN_GROUPS, io);
  for (const option of program.options) delete option.envVar;
  program.parse([], { from: 'user' });
  return { ...settingsOf(program, RUN_GROUPS, { words: ['-'] }), commands: [] };
}
