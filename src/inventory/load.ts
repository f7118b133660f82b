import { resolve } from 'node:path';
import { refuseVault } from './beside.ts';
import { buildInventory } from './build.ts';
import { FORMATS, type FormatName } from './formats/index.ts';
import type { Format, Inventory, InventoryDefaults, Reading, Source } from './inventory.ts';
import { Problems } from './problems.ts';
import { openInventory } from './sources/index.ts';
import { lastCopy } from './sources/last-copy.ts';
import type { OpenContext } from './sources/origin.ts';

/** How an inventory is to be read. */
export type LoadOptions = InventoryDefaults & {
  /** Environment variables that a format may look at. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** undefined: it is recognised by what the text looks like. */
  readonly format?: FormatName | undefined;
  /** What is done with a row that is wrong, where the inventory comes from no file: `skip`, unless it is said. */
  readonly badRows?: 'skip' | 'stop';
  /** What other sources than files need. */
  readonly source?: Omit<OpenContext, 'problems' | 'env'>;
};

/**
 * Reads an inventory in whatever format it is written.
 * @param file path of it, or of its folder, as it is named in messages; or any other source that `openInventory` knows
 * @param options what devices take whose entry has no device type or port
 * @throws UsageError with all problems: the file cannot be read, is empty, or says what cannot be understood
 */
export async function loadInventory(file: string, options: LoadOptions = {}): Promise<Inventory> {
  const problems = new Problems();
  const { env = {}, format, badRows = 'skip', source = FILES_ONLY, ...defaults } = options;
  const { origin, content, warnings } = await openInventory(file, { ...source, problems, env });
  const reading =
    'rows' in content ? content : await readContent(content, origin === 'list' ? 'list' : format);
  const isLocal = origin === 'file' || origin === 'list';
  const inventory = buildInventory(reading, {
    file,
    isLocal,
    defaults,
    // What a server says is data, and no reason to look into the user's environment.
    env: origin === 'netbox' ? undefined : env,
    badRows: isLocal ? 'stop' : badRows,
    problems,
  });
  // NetBox has looked by itself, since it keeps its devices too.
  const shrunk =
    origin === 'program' && source.stateFolder !== undefined
      ? lastCopy(source.stateFolder, resolve(file)).replace(null, inventory.devices.length)
      : [];
  return { ...inventory, warnings: [...warnings, ...shrunk] };
}

/**
 * Reads an inventory that is at hand as a text, as if it stood in a file of that name.
 * @throws UsageError with all problems
 */
export async function loadText(
  text: string,
  file: string,
  env: NonNullable<LoadOptions['env']> = {},
): Promise<Inventory> {
  const problems = new Problems();
  const reading = await readContent({ file, text, problems, env }, undefined);
  return buildInventory(reading, { file, isLocal: true, defaults: {}, env, badRows: 'stop', problems });
}

/** Without a word about it nothing is run, and nothing remembered. */
const FILES_ONLY: NonNullable<LoadOptions['source']> = {
  programs: {},
  uid: undefined,
  commands: 'local-files',
  stateFolder: undefined,
  readStdin: () => Promise.resolve(''),
};

/**
 * What stands in a text.
 * @param wanted undefined: the first format that recognises it
 */
export async function readContent(source: Source, wanted: FormatName | undefined): Promise<Reading> {
  const { text, file, problems } = source;
  if (refuseVault(text, file, problems)) throw problems.toError();
  const formats: readonly Format[] = wanted ? [FORMATS[wanted]] : Object.values(FORMATS);
  const fits = (recognised: () => boolean) => wanted !== undefined || recognised();
  const asText = formats.find((format) => format.kind === 'text' && fits(() => format.recognise(text, file)));
  if (asText?.kind === 'text') return (await asText.load())(source);
  const { readYaml } = await import('./yaml-tree.ts');
  const yaml = readYaml(text, file, problems);
  const asYaml = formats.find(
    (format) => format.kind === 'yaml' && fits(() => format.recognise(yaml.root, file)),
  );
  if (asYaml?.kind !== 'yaml') throw new Error('the last format of the table takes any YAML');
  return (await asYaml.load())(yaml, source);
}
