import { existsSync } from 'node:fs';
import type { Command, Option } from 'commander';
import { UsageError } from '../model/usage-error.ts';
import { visibleLine } from '../reporters/visible.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { runProgram } from './options.ts';
import { newProgram } from './program.ts';
import { SCHEMAS } from './show-schema.ts';
import { SUBCOMMANDS } from './subcommands.ts';

/**
 * `netrun completion SHELL`: the script that makes a shell ask netrun; `netrun completion words -- …` is what the
 * script asks: it prints what the last word may become, one a line.
 */
export async function completion(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [what = '', separator, ...words] = argv;
  if (what === 'words' && separator === '--') {
    for (const word of await completions(words, io)) io.stdout.write(`${visibleLine(word)}\n`);
    return EXIT.ok;
  }
  const program = newProgram(WORDS, {}, io).parse([...argv], { from: 'user' });
  const [shell = ''] = program.args;
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell as keyof typeof SCRIPTS] : undefined;
  if (script === undefined) {
    throw new UsageError([
      { message: `netrun completes in ${Object.keys(SCRIPTS).join(', ')}, not in "${shell}"` },
    ]);
  }
  io.stdout.write(script);
  return EXIT.ok;
}

const WORDS = {
  name: 'netrun completion',
  description: 'Prints a script that completes the command lines of netrun in bash, zsh or fish.',
  argument: '[shell]',
  examples: `Examples:
  source <(netrun completion bash)                         in ~/.bashrc
  source <(netrun completion zsh)                          in ~/.zshrc
  netrun completion fish > ~/.config/fish/completions/netrun.fish
`,
} as const;

const SCRIPTS = {
  bash: `_netrun() {
  local cur words cword
  cur=\${COMP_WORDS[COMP_CWORD]}
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(netrun completion words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "$cur"))
  [ "\${#COMPREPLY[@]}" -gt 0 ] || COMPREPLY=($(compgen -f -- "$cur"))
}
complete -F _netrun netrun
`,
  zsh: `#compdef netrun
_netrun() {
  local -a found
  found=("\${(@f)$(netrun completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=(\${found:#})
  if (( \${#found} )); then compadd -Q -a found; else _files; fi
}
(( \${+functions[compdef]} )) || { autoload -Uz compinit && compinit }
compdef _netrun netrun
`,
  fish: `function __netrun_words
  set -l typed (commandline -opc) (commandline -ct)
  netrun completion words -- $typed[2..-1] 2>/dev/null
end
complete -c netrun -a '(__netrun_words)'
`,
} as const;

/** @param words what stands behind `netrun`, the one to be completed last */
async function completions(words: readonly string[], io: Io): Promise<readonly string[]> {
  const current = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  const program = await programOf(words, io);
  const option = program.options.find(
    ({ short, long }) => before !== '' && (short === before || long === before),
  );
  const candidates =
    option && (option.required || option.optional)
      ? await valuesOf(option, current, words, program)
      : current.startsWith('-')
        ? program.options.flatMap(({ long }) => long ?? [])
        : words.length === 1
          ? Object.keys(SUBCOMMANDS)
          : words.length === 2
            ? await argumentsOf(before, () => namesFor(current, inventoryOf(words, program)))
            : [];
  return candidates.filter((word) => word.startsWith(current));
}

/** Whose options they are: those of a run, but behind a subcommand that has more, or others. */
async function programOf([first = '', ...others]: readonly string[], io: Io): Promise<Command> {
  switch (others.length > 0 ? first : '') {
    case 'check':
      return (await import('./check.ts')).checkProgram(io);
    case 'doctor':
      return (await import('./doctor.ts')).doctorProgram(io);
    case 'grep':
      return (await import('./grep.ts')).grepProgram(io);
    case 'trust':
      return (await import('./trust.ts')).trustProgram(io);
    default:
      return runProgram(io);
  }
}

/** What may stand behind a subcommand. */
async function argumentsOf(
  subcommand: string,
  names: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  switch (subcommand) {
    case 'platforms':
      return Object.keys((await import('../platforms/index.ts')).PLATFORMS);
    case 'schema':
      return Object.keys(SCHEMAS);
    case 'completion':
      return Object.keys(SCRIPTS);
    case 'doctor':
      return names();
    default:
      return [];
  }
}

async function valuesOf(
  option: Option,
  current: string,
  words: readonly string[],
  program: Command,
): Promise<readonly string[]> {
  if (option.argChoices) return option.argChoices;
  switch (option.attributeName()) {
    case 'platform':
      return Object.keys((await import('../platforms/index.ts')).PLATFORMS);
    case 'limit':
      return namesFor(current, inventoryOf(words, program));
    default:
      return [];
  }
}

/** The inventory that the command line names so far. */
function inventoryOf(words: readonly string[], program: Command): string {
  const option = program.options.find(({ long }) => long === '--inventory');
  const place = words.findLastIndex((word) => word === option?.short || word === option?.long);
  return (place >= 0 && words[place + 1]) || process.env.NETRUN_INVENTORY || 'devices.yaml';
}

/** Device and group names; several may stand with commas between them, and \`!\` before each. */
async function namesFor(current: string, file: string): Promise<readonly string[]> {
  if (!existsSync(file)) return [];
  try {
    const { loadInventory } = await import('../inventory/load.ts');
    const { devices, groups } = await loadInventory(file);
    const [head = ''] = /^(?:.*[,])?!?/.exec(current) ?? [];
    return [...devices.map(({ name }) => name), ...groups.keys()].map((name) => head + name);
  } catch {
    // Nobody reads an error in the middle of a line that is being typed.
    return [];
  }
}
