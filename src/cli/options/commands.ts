import { InvalidArgumentError, Option } from 'commander';
import type { Answer } from '../../model/device.ts';
import type { Job } from '../../model/job.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { OptionGroup } from './option-group.ts';
import { gather, regularExpression } from './values.ts';

/** What is typed on each device. */
export type CommandSettings = {
  /** What was typed behind the options, or with `-c`; empty when only a file was given. */
  readonly commands: readonly string[];
  readonly file: string | undefined;
  readonly answers: readonly Answer[];
  readonly rejectCheck: boolean;
  readonly shell: Job['shell'];
};

type Values = { command?: string[]; file?: string; answer?: Answer[]; rejectCheck: boolean; shell?: boolean };

export const commands: OptionGroup<Values, CommandSettings> = {
  title: 'Commands:',
  everyday: ['--command', '--file', '--answer'],
  options: () => [
    new Option('-c, --command <text>', 'a command to run; repeat it for several in one session').argParser(
      gather,
    ),
    new Option('-f, --file <file>', 'commands from a file, one a line (- is stdin), or YAML by device').env(
      'NETRUN_FILE',
    ),
    new Option(
      '--answer <regex=text>',
      'answer a question that a command asks; repeat it for several',
    ).argParser(gatherAnswer),
    new Option('--no-reject-check', 'do not look for the words by which a device refuses a command').env(
      'NETRUN_NO_REJECT_CHECK',
    ),
    new Option('--shell', 'type a single command in a shell, too, where it would run without one').env(
      'NETRUN_SHELL',
    ),
  ],
  read(values, { words, isFromCommandLine }) {
    const { command = [], file, answer = [], rejectCheck, shell } = values;
    const isFileTyped = isFromCommandLine('file');
    const given = [words.length > 0, command.length > 0, isFileTyped].filter(Boolean);
    if (given.length > 1) {
      throw new UsageError([{ message: 'give the commands once: as words, with -c, or with --file' }]);
    }
    if (given.length === 0 && file === undefined) {
      throw new UsageError([
        {
          message:
            'no command was given: netrun "show version" runs one on every device of\ndevices.yaml, which netrun init writes; -i 10.0.0.1,10.0.0.2 does without it.\nnetrun --help tells more',
        },
      ]);
    }
    refuseAddress(words[0]);
    for (const text of [...words, ...command]) {
      if (text.trim() === '') throw new UsageError([{ message: 'the command is empty' }]);
      if (/[\r\n]/.test(text))
        throw new UsageError([
          { message: 'a command is one line; give several with -c each, or with --file' },
        ]);
    }
    return {
      commands: words.length > 0 ? words : command,
      file: given.length === 0 || isFileTyped ? file : undefined,
      answers: answer,
      rejectCheck,
      shell: shell ? 'always' : 'auto',
    };
  },
};

/** Who comes from ssh types the address first. */
function refuseAddress(command: string | undefined): void {
  const [first = '', ...rest] = command?.trim().split(/\s+/) ?? [];
  if (!ADDRESS.test(first)) return;
  const behind = rest.length > 0 ? rest.join(' ') : '"show version"';
  throw new UsageError([
    {
      message: `${first} is an address and no command: netrun -i ${first} ${behind} runs it there, and -l ${first} selects it from your devices`,
    },
  ]);
}

/** Of IPv4, with a user and a port as it may be: what reads all others takes longer to load than help to be printed. */
const ADDRESS = /^(?:[\w.-]+@)?(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?$/;

function gatherAnswer(value: string, before: unknown): Answer[] {
  const at = value.indexOf('=');
  if (at < 1) throw new InvalidArgumentError("REGEX=TEXT is wanted, such as '\\[confirm\\]=y'.");
  const answer = { question: regularExpression(value.slice(0, at)), text: value.slice(at + 1) };
  // Commander hands over what this function gave before.
  return [...((before as Answer[] | undefined) ?? []), answer];
}
