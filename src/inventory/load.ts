import { access } from 'node:fs/promises';
import { buildInventory } from './build.ts';
import { fileOfFolder } from './find-inventory.ts';
import { FORMATS, type FormatName } from './formats/index.ts';
import type { Format, Inventory, InventoryDefaults, Reading, Source } from './inventory.ts';
import { Problems } from './problems.ts';
import { readText } from './read-text.ts';

/** How an inventory is to be read. */
export type LoadOptions = InventoryDefaults & {
  /** Environment variables that a format may look at. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** undefined: it is recognised by what the text looks like. */
  readonly format?: FormatName | undefined;
};

/**
 * Reads an inventory in whatever format it is written.
 * @param file path of it, or of its folder, as it is named in messages; or hosts, with a comma behind or between them
 * @param options what devices take whose entry has no device type or port
 * @throws UsageError with all problems: the file cannot be read, is empty, or says what cannot be understood
 */
export async function loadInventory(file: string, options: LoadOptions = {}): Promise<Inventory> {
  const problems = new Problems();
  const { env = {}, format, ...defaults } = options;
  const source = await open(file, { problems, env });
  const reading = await read(source, source.path === undefined ? 'list' : format);
  return buildInventory(reading, { file, isLocal: true, defaults, env, problems });
}

async function open(name: string, rest: Pick<Source, 'problems' | 'env'>): Promise<Source> {
  if (name.includes(',') && !(await exists(name))) return { file: '--inventory', text: name, ...rest };
  const path = await fileOfFolder(name);
  const wayOut = 'name your inventory with -i FILE; devices.example.yaml shows how to write one';
  const text = await readText(
    path,
    /^[\w.:-]+$/.test(name) ? `${wayOut}; a host is written -i ${name},` : wayOut,
  );
  return { file: path, path, text, ...rest };
}

/** @param wanted undefined: the first format that recognises the text */
async function read(source: Source, wanted: FormatName | undefined): Promise<Reading> {
  const { text, file, problems } = source;
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

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
