import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readMappingBeside } from '../beside.ts';
import type { Problems } from '../problems.ts';
import type { Mapping } from '../tree.ts';

/** What files beside an inventory give to a group or a host, the strongest file last. */
export type VariableFiles = (name: string) => Promise<readonly Mapping[]>;

/**
 * Opens `group_vars` or `host_vars` (DataLoader.find_vars_files): what belongs to a name is a folder of this name with
 * any files in it, or a file without a suffix, with `.yml`, `.yaml` or `.json`.
 * @param folder undefined, or missing: nobody has any
 */
export async function openVariableFiles(
  folder: string | undefined,
  problems: Problems,
): Promise<VariableFiles> {
  // Asking for the files of each of thousands of hosts would take long.
  const there = new Set(folder === undefined ? [] : await readdir(folder).catch((): string[] => []));
  return async (name) => {
    const found = SUFFIXES.map((suffix) => `${name}${suffix}`).find((file) => there.has(file));
    if (folder === undefined || found === undefined) return [];
    const path = join(folder, found);
    const files = (await kindOfPath(path)) === 'folder' ? await filesIn(path) : [path];
    const mappings: Mapping[] = [];
    for (const file of files) {
      const mapping = await readMappingBeside(file, problems);
      if (mapping) mappings.push(mapping);
    }
    return mappings;
  };
}

const SUFFIXES = ['', '.yml', '.yaml', '.json'];

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const files: string[] = [];
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    if (name.startsWith('.') || name.endsWith('~')) continue;
    const path = join(folder, name);
    const kind = await kindOfPath(path);
    const suffix = extname(name);
    if (kind === 'folder' && suffix === '') files.push(...(await filesIn(path)));
    else if (kind === 'file' && SUFFIXES.includes(suffix)) files.push(path);
  }
  return files;
}

function kindOfPath(path: string): Promise<'file' | 'folder' | 'missing'> {
  return stat(path).then(
    (found) => (found.isDirectory() ? 'folder' : 'file'),
    () => 'missing',
  );
}
