import { matchesList } from '../../access/host-patterns.ts';
import { type ConfigLine, parseConfigLines } from '../../access/ssh-config-lines.ts';
import type { Row, Source } from '../inventory.ts';
import { type Gleaning, type Left, rowOf, type Value } from './paste.ts';

/**
 * The hosts of a text that is ssh_config(5) and lies in no file: no login could look into it later, so what it says of
 * each is taken over now.
 */
export function readSshBlocks({ file, text, problems }: Source): Gleaning {
  const base = problems.texts.add(file, text);
  // Nothing else is read from this machine.
  const alone = text.replaceAll(/^([ \t]*)include\b/gim, '$1Included');
  const rows = new Map<string, Row>();
  const left: Left[] = [];
  const blocks: Block[] = [{ patterns: ['*'], lines: [] }];
  const offsetOf = ({ line }: ConfigLine) => problems.texts.startOfLine(base, line);
  for (const line of parseConfigLines(alone, { path: file, folder: '', home: '' })) {
    if (line.keyword === 'host') blocks.push({ patterns: line.words, lines: [], head: line });
    else if (line.keyword === 'match') blocks.push({ patterns: [], lines: [] });
    else blocks.at(-1)?.lines.push(line);
    if (line.keyword !== 'host' && !Object.hasOwn(KEYS, line.keyword)) {
      const keyword = line.keyword === 'included' ? 'include' : line.keyword;
      left.push({ offset: offsetOf(line), why: `${keyword}, which counts in ~/.ssh/config` });
    }
  }
  for (const { head } of blocks) {
    for (const name of head?.words.filter((word) => !/[*?!]/.test(word)) ?? []) {
      const offset = head ? offsetOf(head) : base;
      if (!rows.has(name)) rows.set(name, rowOf(valuesOf(name, blocks, offset), offset));
    }
  }
  return { rows: [...rows.values()], left, platform: 'autodetect', readAs: 'ssh_config' };
}

type Block = {
  /** None: it is for nobody. */
  readonly patterns: readonly string[];
  readonly lines: ConfigLine[];
  readonly head?: ConfigLine;
};

/** Keywords and what they are called in an inventory. */
const KEYS: Readonly<Record<string, string>> = {
  hostname: 'host',
  user: 'username',
  port: 'port',
  identityfile: 'key_file',
  proxyjump: 'jump',
};

/** The first value of each counts, as in ssh. */
function valuesOf(
  name: string,
  blocks: readonly Block[],
  offset: number,
): Readonly<Record<string, Value | undefined>> {
  const values: Record<string, Value | undefined> = { name: { text: name, offset } };
  for (const { patterns, lines } of blocks) {
    if (!matchesList(patterns, name)) continue;
    for (const { keyword, words } of lines) {
      const [word] = words;
      const key = KEYS[keyword];
      if (key === undefined || word === undefined) continue;
      values[key] ??= { text: keyword === 'hostname' ? word.replaceAll('%h', () => name) : word, offset };
    }
  }
  values.host ??= { text: name, offset };
  if (values.jump?.text.toLowerCase() === 'none') values.jump = undefined;
  return values;
}
