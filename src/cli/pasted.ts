import { existsSync } from 'node:fs';
import { fileOfFolder, inventoriesIn } from '../inventory/find-inventory.ts';
import type { Reading } from '../inventory/inventory.ts';
import { readAddress } from '../inventory/pastes/addresses.ts';
import type { Problems } from '../inventory/problems.ts';
import { readText } from '../inventory/read-text.ts';
import { isProgram } from '../inventory/sources/program.ts';
import { UsageError } from '../model/usage-error.ts';
import { askLines } from './ask-lines.ts';
import type { Io } from './io.ts';
import { readStdin } from './read-stdin.ts';

/** A text of which an inventory is to be made. */
export type Pasted = {
  /** Where it comes from, for messages. */
  readonly file: string;
  /** Its file, where it lies in one. */
  readonly path?: string;
  readonly text: string;
  /** Of a folder with several files of an inventory; the text is empty then. */
  readonly reading?: Reading;
  /** Somebody sits there and can be asked more. */
  readonly isTyped: boolean;
};

/**
 * Gets hold of the text that `netrun init` is to read.
 * @param problems where those of a folder are added
 * @param words of the command line: a file, or addresses and names; none: standard input, where it is no terminal
 * @throws UsageError where there is none
 */
export async function openPasted(words: readonly string[], problems: Problems, io: Io): Promise<Pasted> {
  const [first] = words;
  if (first === undefined && io.stdin.isTTY) {
    return { file: 'what you typed', text: await askLines(QUESTION, io), isTyped: true };
  }
  if (first === undefined || first === '-') {
    const text = (await readStdin(io.stdin, 'the devices are')).replace(/^\uFEFF/, '');
    if (text.trim() !== '') return { file: 'stdin', text, isTyped: false };
    throw new UsageError([{ file: 'stdin', message: `there is nothing in it; ${HOW}` }]);
  }
  if (/^netbox\+/i.test(first)) throw asksEachTime(first);
  const isFile = words.length === 1 && !first.includes(',') && readAddress(first) === undefined;
  if (!isFile && !existsSync(first)) {
    return { file: 'the command line', text: words.join('\n'), isTyped: false };
  }
  const found = await inventoriesIn(first);
  if (found && found.length !== 1) {
    const { readAnsibleFolder } = await import('../inventory/formats/ansible-folder.ts');
    const reading = await readAnsibleFolder(first, { problems, env: io.env });
    if (reading) return { file: first, path: first, text: '', reading, isTyped: false };
  }
  const path = await fileOfFolder(first);
  if (await isProgram(path)) throw asksEachTime(path);
  return { file: path, path, text: await readText(path, HOW), isTyped: false };
}

const HOW =
  'give a file, some addresses (netrun init 10.0.0.1 10.0.0.2) or a text on standard input, or run netrun init on a terminal without any';

const QUESTION = `Which devices? Type or paste addresses, names, lines of /etc/hosts, a table of a
spreadsheet, the output of "show cdp neighbors detail" or "show ip arp", netmiko
dictionaries, whatever you have. An empty line ends it.`;

function asksEachTime(name: string): UsageError {
  return new UsageError([
    {
      message: `${name} tells at each run which devices there are, and needs no file: netrun -i ${name} "show version"`,
    },
  ]);
}
