import { buildInventory } from './build.ts';
import { FORMATS } from './formats/index.ts';
import type { Format, Inventory, InventoryDefaults, Reading, Source } from './inventory.ts';
import { Problems } from './problems.ts';
import { readText } from './read-text.ts';

/** How an inventory is to be read. */
export type LoadOptions = InventoryDefaults & {
  /** Environment variables that a format may look at. */
  readonly env?: Readonly<Record<string, string | undefined>>;
};

/**
 * Reads an inventory file in whatever format it is written.
 * @param file path; it is named in messages as it is given here
 * @param options what devices take whose entry has no device type or port
 * @throws UsageError with all problems: the file cannot be read, is empty, or says what cannot be understood
 */
export async function loadInventory(file: string, options: LoadOptions = {}): Promise<Inventory> {
  const text = await readText(
    file,
    'name your inventory with -i FILE; devices.example.yaml shows how to write one',
  );
  const problems = new Problems();
  const source: Source = { file, path: file, text, problems, env: options.env ?? {} };
  return buildInventory(await read(source), { file, defaults: options, problems });
}

async function read(source: Source): Promise<Reading> {
  const { text, file, problems } = source;
  const formats: readonly Format[] = Object.values(FORMATS);
  const asText = formats.find((format) => format.kind === 'text' && format.recognise(text, file));
  if (asText?.kind === 'text') return (await asText.load())(source);
  const { readYaml } = await import('./yaml-tree.ts');
  const yaml = readYaml(text, file, problems);
  const asYaml = formats.find((format) => format.kind === 'yaml' && format.recognise(yaml.root, file));
  if (asYaml?.kind !== 'yaml') throw new Error('the last format of the table takes any YAML');
  return (await asYaml.load())(yaml, source);
}
