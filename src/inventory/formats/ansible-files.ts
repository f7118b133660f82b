import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readMappingBeside } from '../beside.ts';
import type { Problems } from '../problems.ts';
import type { Mapping } from '../tree.ts';

/**
 * The variables that files beside an inventory give to a group or a host, the strongest file last
 * (DataLoader.find_vars_files): a folder of its name with any files in it, or a file without a suffix, with `.yml`,
 * `.yaml` or `.json`.
 * @param folder `group_vars` or `host_vars`
 */
export async function readVariableFiles(
  folder: string,
  name: string,
  problems: Problems,
): Promise<Mapping[]> {
  // A host may be called like a path, and would then lead out of the folder.
  if (/[/\\]/.test(name)) return [];
  for (const suffix of SUFFIXES) {
    const path = join(folder, `${name}${suffix}`);
    const kind = await kindOfPath(path);
    if (kind === 'missing') continue;
    const files = kind === 'folder' ? await filesIn(path) : [path];
    const mappings: Mapping[] = [];
    for (const file of files) {
      const mapping = await readMappingBeside(file, problems);
      if (mapping) mappings.push(mapping);
    }
    return mappings;
  }
  return [];
}

/** Are there any such files? A question that saves looking for those of each host. */
export async function isThere(folder: string): Promise<boolean> {
  return (await kindOfPath(folder)) === 'folder';
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
