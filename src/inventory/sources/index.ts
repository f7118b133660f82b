import { access } from 'node:fs/promises';
import { UsageError } from '../../model/usage-error.ts';
import { fileOfFolder, inventoriesIn, OWN_NAME } from '../find-inventory.ts';
import { readAddress } from '../pastes/addresses.ts';
import { readText } from '../read-text.ts';
import type { OpenContext, Opened } from './origin.ts';

/**
 * Fetches an inventory.
 * @param name as `--inventory` has it: a path of a file, a program or a folder; `-`; an address; hosts with a
 *   comma behind or between them; `netbox+https://…`
 * @throws UsageError where it cannot be had
 */
export async function openInventory(name: string, context: OpenContext): Promise<Opened> {
  const { problems, env } = context;
  if (/^netbox\+/i.test(name)) return (await import('./netbox.ts')).openNetbox(name, context);
  if (name === '-') {
    const text = await context.readStdin();
    if (text.trim() === '') throw new UsageError([{ file: 'stdin', message: 'there is no inventory in it' }]);
    return { origin: 'stdin', content: { file: 'stdin', text, problems, env }, warnings: [] };
  }
  if (isHosts(name) && !(await exists(name))) {
    return { origin: 'list', content: { file: '--inventory', text: name, problems, env }, warnings: [] };
  }
  const found = await inventoriesIn(name);
  if (found && found.length !== 1) {
    const { readAnsibleFolder } = await import('../formats/ansible-folder.ts');
    const content = await readAnsibleFolder(name, { problems, env });
    if (content) return { origin: 'file', content, warnings: [] };
  }
  const path = await fileOfFolder(name);
  const { isProgram, runInventory } = await import('./program.ts');
  if (await isProgram(path)) return runInventory(path, context);
  const wayOut =
    name === OWN_NAME
      ? 'netrun init writes it, -i 10.0.0.1,10.0.0.2 does without, and -i FILE names another one'
      : 'name your inventory with -i FILE; netrun init writes one';
  const text = await readText(
    path,
    /^[\w.:-]+$/.test(name) && !A_FILE.test(name) ? `${wayOut}; a host is written -i ${name},` : wayOut,
  );
  return { origin: 'file', content: { file: path, path, text, problems, env }, warnings: [] };
}

/** Hosts with commas, or an address by itself; a name by itself is that of a file. */
function isHosts(name: string): boolean {
  const address = readAddress(name);
  return name.includes(',') || (address !== undefined && address.bits === undefined);
}

/** No host ends like that. */
const A_FILE = /\.(?:ya?ml|json|ini|cfg|csv|tsv|txt)$/i;

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
