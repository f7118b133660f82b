import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../model/usage-error.ts';
import type { Reading, Source } from '../inventory.ts';
import { readTextIfThere } from '../read-text.ts';
import { readYaml } from '../yaml-tree.ts';
import { AnsibleBuilder } from './ansible-groups.ts';
import { addAnsibleIni } from './ansible-ini.ts';
import { readAnsibleGroups } from './ansible-variables.ts';
import { addAnsibleYaml } from './ansible-yaml.ts';
import { isHostList } from './host-list.ts';
import { isAnsibleIni } from './ini-lines.ts';
import { isAnsibleYaml } from './yaml-looks.ts';

/**
 * A folder of Ansible's inventories, which make one together: its files in the order of their names, with group_vars
 * and host_vars beside them (ansible/inventory/manager.py).
 * @returns undefined where it is none, since there is a file that is not Ansible's, or no file at all
 */
export async function readAnsibleFolder(
  folder: string,
  { problems, env }: Pick<Source, 'problems' | 'env'>,
): Promise<Reading | undefined> {
  const sources: Source[] = [];
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const text = await readTextIfThere(path);
    if (text !== undefined && text.trim() !== '') sources.push({ file: path, path, text, problems, env });
  }
  const forms = sources.map(({ text }) => formOf(text));
  if (forms.includes('other') || !forms.some((form) => form === 'ini' || form === 'yaml')) return undefined;
  const builder = new AnsibleBuilder(problems);
  for (const [place, source] of sources.entries()) {
    if (forms[place] === 'ini') addAnsibleIni(builder, source);
    else if (forms[place] === 'script') problems.add(problems.texts.add(source.file, source.text), SCRIPT);
    else addYaml(builder, source);
  }
  const path = join(folder, 'group_vars');
  return readAnsibleGroups(builder, 0, { path, problems });
}

const SCRIPT = 'this is a program, and netrun runs none of those in a folder; give it alone: -i FILE';

/** Without what Ansible passes over. */
async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && !IGNORED.test(entry.name))
    .map(({ name }) => name)
    .toSorted((a, b) => (a < b ? -1 : 1));
}

const IGNORED = /^\.|~$|\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|orig|cfg|retry)$/;

function formOf(text: string): 'ini' | 'yaml' | 'script' | 'broken' | 'other' {
  if (text.startsWith('#!')) return 'script';
  if (isAnsibleIni(text) || isHostList(text)) return 'ini';
  try {
    return isAnsibleYaml(readYaml(text, '').root) ? 'yaml' : 'other';
  } catch (error) {
    if (error instanceof UsageError) return 'broken';
    throw error;
  }
}

function addYaml(builder: AnsibleBuilder, { file, text, problems }: Source): void {
  try {
    addAnsibleYaml(builder, readYaml(text, file, problems));
  } catch (error) {
    // What is wrong with it is told together with what is wrong with the other files.
    if (!(error instanceof UsageError)) throw error;
  }
}
