import { UsageError } from '../model/usage-error.ts';
import type { Problems } from './problems.ts';
import { readTextIfThere } from './read-text.ts';
import { isNull, kindOf, type Mapping } from './tree.ts';
import { readYaml } from './yaml-tree.ts';

/**
 * Reads a file that belongs to an inventory, if it is there: a mapping in YAML or JSON.
 * @param path also what messages call it
 * @returns undefined where it is missing, empty, or wrong, which is then among the problems
 */
export async function readMappingBeside(path: string, problems: Problems): Promise<Mapping | undefined> {
  const before = problems.count;
  try {
    const text = await readTextIfThere(path);
    if (text === undefined) return undefined;
    if (refuseVault(text, path, problems)) return undefined;
    const { root } = readYaml(text, path, problems);
    if (root.kind === 'mapping') return root;
    if (!isNull(root)) problems.add(root.offset, `this file must hold a mapping, not ${kindOf(root)}`);
  } catch (error) {
    // What is wrong with it is told together with what is wrong with the other files.
    if (!(error instanceof UsageError)) throw error;
    const isKnown = problems.count > before;
    if (!isKnown) for (const { message } of error.problems) problems.add(problems.texts.add(path), message);
  }
  return undefined;
}

/** The first of these files that is there. */
export async function readFirstBeside(
  paths: readonly string[],
  problems: Problems,
): Promise<Mapping | undefined> {
  for (const path of paths) {
    const found = await readMappingBeside(path, problems);
    if (found) return found;
  }
  return undefined;
}

/** @returns whether a file is encrypted as a whole, which is then among the problems */
export function refuseVault(text: string, file: string, problems: Problems): boolean {
  const isEncrypted = text.startsWith('$ANSIBLE_VAULT;');
  if (isEncrypted) problems.add(problems.texts.add(file, text), VAULT);
  return isEncrypted;
}

const VAULT =
  'Ansible Vault has encrypted this file, and netrun does not open vaults; pipe what Ansible makes of it: ansible-inventory -i INVENTORY --list --ask-vault-pass | netrun -i -';
