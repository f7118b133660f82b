import { Help } from 'commander';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { RUN_GROUPS } from './options/index.ts';
import { runProgram } from './options.ts';
import { SUBCOMMANDS } from './subcommands.ts';
import { VERSION } from './version.ts';

/** `netrun man`: the manual page, for `netrun man | man -l -`. */
export async function showManPage(io: Io): Promise<ExitCode> {
  io.stdout.write(manPage());
  return EXIT.ok;
}

/** The manual page as man(7) macros, made of what `--help-all` shows. */
export function manPage(): string {
  const program = runProgram({ stdout: SILENT, stderr: SILENT });
  const describe = new Help();
  const options = Object.values(RUN_GROUPS).flatMap((group) => [
    `.SS ${escaped(group.title.replace(/:$/, ''))}`,
    ...group
      .options()
      .flatMap((option) => [
        '.TP',
        `.B ${escaped(option.flags)}`,
        escaped(describe.optionDescription(option)),
      ]),
  ]);
  const subcommands = Object.entries(SUBCOMMANDS).flatMap(([name, summary]) => [
    '.TP',
    `.B netrun ${name}`,
    escaped(summary),
  ]);
  const lines = [
    `.TH NETRUN 1 "" "netrun ${VERSION}" "User Commands"`,
    '.SH NAME',
    'netrun \\- run a command on every network device',
    '.SH SYNOPSIS',
    '.B netrun',
    escaped(program.usage()),
    '.SH DESCRIPTION',
    escaped(program.description()),
    '.SH OPTIONS',
    ...options,
    '.SH SUBCOMMANDS',
    ...subcommands,
    '.SH EXIT STATUS',
    ...EXIT_CODES.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, meaning]),
    '.SH FILES',
    ...FILES.flatMap(([file, meaning]) => ['.TP', `.I ${escaped(file)}`, meaning]),
  ];
  return `${lines.join('\n')}\n`;
}

const SILENT = { write: () => true };

const EXIT_CODES = [
  ['0', 'Every device was ok.'],
  ['1', 'Some device rejected a command, failed or was skipped.'],
  ['2', 'Wrong usage, a wrong inventory or an empty selection; nothing was contacted.'],
  ['70', 'A bug of netrun.'],
  ['75', 'With \\-\\-cron: another run of the same job has not ended, and nothing was done.'],
  ['130, 143, 129', 'Interrupted, terminated, or the terminal hung up; what had arrived was printed.'],
] as const;

const FILES = [
  ['devices.yaml', 'The inventory.'],
  ['netrun.yaml, ~/.config/netrun/config.yaml', 'Options of the project and of the user.'],
  ['~/.local/state/netrun', 'What netrun remembers between runs.'],
] as const;

/** Text is to stay text: a dot at a line's begin and every backslash would be roff's. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('…', '...') // groff reads Latin 1 unless it is told otherwise
    .replace(/^(['.])/gm, '\\&$1');
}
