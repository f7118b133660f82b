import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { splitShellWords } from '../inventory/shell-words.ts';
import { UsageError } from '../model/usage-error.ts';
import { visibleLine } from '../reporters/visible.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import type { OptionGroup } from './options/option-group.ts';
import { parseOptions } from './options.ts';
import { newProgram, settingsOf } from './program.ts';
import {
  crontabLine,
  readSchedule,
  type Schedule,
  type ScheduledJob,
  systemdService,
  systemdTimer,
} from './schedule-text.ts';
import { withoutSecrets } from './secret-variables.ts';
import { stateFolder } from './state-folder.ts';
import { isSubcommand } from './subcommands.ts';
import { workingFolder } from './working-folder.ts';

/** `netrun cron 'ARGS'`: what a crontab, or systemd, needs to have a run again and again. */
export async function cron(argv: readonly string[], io: Io): Promise<ExitCode> {
  const groups = { schedule };
  const own = ownWords(argv);
  const program = newProgram(WORDS, groups, io).parse([...argv.slice(0, own)], { from: 'user' });
  const { every } = settingsOf(program, groups);
  const words = wordsOf(argv.slice(own));
  const job: ScheduledJob = {
    folder: workingFolder(),
    variables: variablesOf(io),
    words: [process.execPath, realpathSync(process.argv[1] ?? ''), ...inCron(words, io)],
  };
  refuseLineBreaks(job);
  const name = unitName(words);
  io.stdout.write(
    [
      '# crontab -e\n',
      crontabLine(job, every),
      `\n# ~/.config/systemd/user/${name}.service\n`,
      systemdService(job),
      `\n# ~/.config/systemd/user/${name}.timer\n`,
      systemdTimer(every),
      `\n# systemctl --user enable --now ${name}.timer\n`,
    ].join(''),
  );
  const left = Object.keys(io.env).filter((one) => isOwn(one) && !(one in withoutSecrets(io.env, [])));
  for (const one of left) {
    io.stderr.write(
      `note: ${one} is not written there, where others can read it: name a file or a program for it in the inventory\n`,
    );
  }
  return EXIT.ok;
}

const schedule: OptionGroup<{ every: Schedule }, { every: Schedule }> = {
  title: 'When:',
  everyday: ['--every'],
  options: () => [
    new Option('--every <time>', '5m, 15m, 2h, 1d …').argParser(parseSchedule).default(HOURLY, '1h'),
  ],
  read: (values) => values,
};

const HOURLY: Schedule = { crontab: '0 */1 * * *', calendar: '0/1:00' };

function parseSchedule(text: string): Schedule {
  const found = readSchedule(text);
  if (found) return found;
  throw new InvalidArgumentError(
    'minutes that make up an hour, hours that make up a day, or 1d are wanted: 15m.',
  );
}

const WORDS = {
  name: 'netrun cron',
  description:
    'Prints the line of a crontab, and the service and timer of systemd, that run netrun again and again with --cron.',
  argument: '[args...]',
  examples: `Examples:
  netrun cron '-l core --changed "show run"'             every hour
  netrun cron --every 15m '--metrics m.prom "show ver"'  every 15 minutes
`,
} as const;

/** How many words are for `netrun cron` itself: what follows has options of its own, and may begin with one. */
function ownWords(argv: readonly string[]): number {
  let own = 0;
  for (let word = argv[own]; word !== undefined; word = argv[own]) {
    if (word === '--every') own += 2;
    else if (/^(?:--every=.*|-h|--help|--help-all)$/.test(word)) own++;
    else return own;
  }
  return argv.length;
}

/** One word is a whole command line, as a shell would read it. */
function wordsOf(args: readonly string[]): readonly string[] {
  const [line, ...others] = args;
  if (line === undefined) {
    throw new UsageError([
      { message: `what is to be run is wanted, as it would be typed: netrun cron '-l core "show version"'` },
    ]);
  }
  if (others.length > 0) return args;
  const split = splitShellWords(line);
  if ('problem' in split) throw new UsageError([{ message: `${split.problem}: ${line}` }]);
  return split.words.map(({ text }) => text);
}

/** The same command line for a run that nobody watches. */
function inCron(words: readonly string[], io: Io): readonly string[] {
  const [first = '', ...rest] = words;
  if (first === 'check' || first === 'grep') return [first, '--cron', ...rest];
  if (isSubcommand(first)) {
    throw new UsageError([
      { message: `netrun ${first} is nothing to do again and again; runs, check and grep are` },
    ]);
  }
  const { isCron } = parseOptions(words, io);
  return isCron ? words : ['--cron', ...words];
}

/** Those that mean something to netrun; cron and systemd have none of them. */
function variablesOf(io: Io): ScheduledJob['variables'] {
  const found = Object.entries(withoutSecrets(io.env, [])).flatMap(([name, value]): [string, string][] =>
    value && (isOwn(name) || name === 'XDG_CONFIG_HOME') && name !== 'NETRUN_STATE_DIR'
      ? [[name, value]]
      : [],
  );
  return [['NETRUN_STATE_DIR', resolve(stateFolder(io.env))], ...found];
}

function isOwn(name: string): boolean {
  return name.startsWith('NETRUN_');
}

function refuseLineBreaks({ folder, variables, words }: ScheduledJob): void {
  const broken = [folder, ...variables.flat(), ...words].filter((word) => /[\n\r]/.test(word));
  if (broken.length === 0) return;
  throw new UsageError(
    broken.map((word) => ({
      message: `there is a line break in "${visibleLine(word)}": a crontab takes none`,
    })),
  );
}

/** `netrun-show-version`. */
function unitName(words: readonly string[]): string {
  const slug = words
    .join('-')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+/g, '')
    .slice(0, 40)
    .replaceAll(/-+$/g, '');
  return `netrun-${slug}`;
}
