import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, type Option } from 'commander';
import { xdgFolder } from '../access/user-folders.ts';
import type { Config } from '../inventory/config-file.ts';
import { type Problem, UsageError } from '../model/usage-error.ts';
import { RUN_GROUPS } from './options/index.ts';

export const NO_CONFIG: Config = new Map();

/** Where configuration files are looked for, the stronger one first: the project's and the user's. */
export function configFiles(env: NodeJS.ProcessEnv): readonly string[] {
  return ['netrun.yaml', join(xdgFolder('config', env), 'netrun', 'config.yaml')];
}

/**
 * Reads the configuration files that exist. Their keys are the long names of a run's options without the dashes.
 * @throws UsageError with all that is wrong with them
 */
export async function readConfig(env: NodeJS.ProcessEnv): Promise<Config> {
  const files = configFiles(env).filter((file) => existsSync(file));
  if (files.length === 0) return NO_CONFIG;
  const { readConfigFiles } = await import('../inventory/config-file.ts');
  const names = optionsOfRuns().flatMap(({ long = '', negate }) =>
    negate ? [long.slice('--'.length), long.slice('--no-'.length)] : [long.slice('--'.length)],
  );
  return readConfigFiles(files, names);
}

/**
 * Gives a program what the configuration says of its options, where neither the command line nor the environment does.
 * A subcommand takes those that mean the same there; its own `--output` has other formats.
 * @throws UsageError with every value that an option does not take
 */
export function fillFromConfig(program: Command, config: Config): void {
  const problems: Problem[] = [];
  const ofRuns = new Set(optionsOfRuns().map(meaningOf));
  for (const [key, { values, place }] of config) {
    const option = optionNamed(program, key);
    if (!option || !ofRuns.has(meaningOf(option))) continue;
    const source = program.getOptionValueSource(option.attributeName());
    if (source !== undefined && source !== 'default') continue;
    try {
      program.setOptionValueWithSource(option.attributeName(), readValue(option, key, values), 'config');
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      problems.push({ message: `${key}: ${error.message}`, ...place });
    }
  }
  if (problems.length > 0) throw new UsageError(problems);
}

function optionsOfRuns(): readonly Option[] {
  return Object.values(RUN_GROUPS).flatMap((group) => group.options());
}

function meaningOf({ flags, description }: Option): string {
  return `${flags}  ${description}`;
}

/** `no-enable: true` and `enable: false` mean the same. */
function optionNamed(program: Command, key: string): Option | undefined {
  return program.options.find(({ long }) => long === `--${key}` || long === `--no-${key}`);
}

function readValue(option: Option, key: string, values: readonly string[]): unknown {
  if (!option.required && !option.optional) {
    const isOn = readSwitch(values);
    return option.negate && option.long === `--${key}` ? !isOn : isOn;
  }
  // Only the parsers of repeated options make something of the value before.
  let value: unknown;
  for (const text of values) {
    value = option.parseArg ? option.parseArg(text, value) : text;
  }
  // The last one alone would count, and nobody be told of the others.
  if (values.length > 1 && !(Array.isArray(value) && value.length >= values.length)) {
    throw new InvalidArgumentError('one value is wanted, and no list.');
  }
  return value;
}

function readSwitch(values: readonly string[]): boolean {
  const [text = ''] = values;
  if (values.length === 1 && /^(?:true|yes|on)$/i.test(text)) return true;
  if (values.length === 1 && /^(?:false|no|off)$/i.test(text)) return false;
  throw new InvalidArgumentError('true or false is wanted.');
}
