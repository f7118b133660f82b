import type { Option } from 'commander';
import type { Config } from '../inventory/config-file.ts';
import { visibleLine } from '../reporters/visible.ts';
import { configFiles, fillFromConfig, readConfig } from './config.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { runProgram } from './options.ts';
import { newProgram } from './program.ts';

/** `netrun config`: every option of a run that has a value, and where it has it from. */
export async function showConfig(argv: readonly string[], io: Io): Promise<ExitCode> {
  newProgram(WORDS, {}, io).parse([...argv], { from: 'user' });
  const config = await readConfig(io.env);
  const program = runProgram(io).parse([], { from: 'user' });
  fillFromConfig(program, config);
  const rows = program.options.flatMap((option) => {
    const name = option.attributeName();
    const value = program.getOptionValue(name);
    if (value === undefined || (option.hidden === true && value === undefined)) return [];
    const source = program.getOptionValueSource(name);
    const written = writtenAs(option, source, { config, env: io.env }) ?? text(value);
    return [[keyOf(option), visibleLine(written), originOf(option, source, config)]];
  });
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const [key = '', value = '', origin = ''] of rows) {
    io.stdout.write(`${key.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${origin}\n`);
  }
  io.stdout.write(
    `\nCommand line, environment, ${configFiles(io.env).join(', ')}: the first that says it counts.\n`,
  );
  return EXIT.ok;
}

const WORDS = {
  name: 'netrun config',
  description: 'Shows the value of every option of a run, and where it comes from.',
  examples: 'Examples:\n  netrun config    what applies in this folder\n',
};

/** `reject-check` of `--no-reject-check`, whose value says whether it is on. */
function keyOf({ long = '', negate }: Option): string {
  return long.slice(negate ? '--no-'.length : '--'.length);
}

/** A value as the user has written it, which may have become anything; undefined: nobody has, or it is a switch. */
function writtenAs(
  option: Option,
  source: string | undefined,
  { config, env }: { readonly config: Config; readonly env: Io['env'] },
): string | undefined {
  if (!option.required && !option.optional) return undefined;
  if (source === 'env' && option.envVar !== undefined) return env[option.envVar];
  return source === 'config' ? config.get(keyOf(option))?.values.join(', ') : undefined;
}

function text(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : String(value);
}

function originOf(option: Option, source: string | undefined, config: Config): string {
  if (source === 'env') return `environment: ${option.envVar}`;
  const entry = config.get(keyOf(option)) ?? config.get(option.long?.slice('--'.length) ?? '');
  if (source === 'config' && entry) return `${entry.place.file}:${entry.place.line}`;
  return 'default';
}
