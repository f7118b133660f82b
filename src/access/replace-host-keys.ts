import type { ShownKey } from './host-keys.ts';
import { parseKnownHosts } from './known-hosts.ts';
import { stateFile } from './state-file.ts';

/** What became of a file. */
export type Replaced = {
  readonly isStored: boolean;
  /** Numbers of lines with a pattern that still lets an old key pass. */
  readonly leftLines: readonly number[];
};

/** Puts keys in the place of all others that a file has for the same names; a line with several names keeps the rest. */
export async function replaceHostKeys(file: string, keys: readonly ShownKey[]): Promise<Replaced> {
  let leftLines: readonly number[] = [];
  const isStored = await stateFile(file).update((text = '') => {
    const edited = withKeys(text, keys);
    leftLines = edited.leftLines;
    return edited.text;
  });
  return { isStored, leftLines };
}

function withKeys(
  text: string,
  keys: readonly ShownKey[],
): { readonly text: string; readonly leftLines: readonly number[] } {
  const known = parseKnownHosts(text, '');
  const lines: (string | undefined)[] = text.replace(/\n$/, '').split('\n');
  const leftLines: number[] = [];
  for (const { name } of keys) {
    for (const { line, marker } of [...known.find(name), ...known.findHashed(name)]) {
      const now = lines[line - 1];
      if (marker !== 'none' || now === undefined) continue;
      const names = now.trim().split(/\s/, 1)[0] ?? '';
      const rest = names.split(',').filter((one) => one.toLowerCase() !== name);
      if (names.startsWith('|') || rest.length === 0) lines[line - 1] = undefined;
      else if (/[*?!]/.test(names)) leftLines.push(line);
      else lines[line - 1] = now.replace(names, rest.join(','));
    }
  }
  const kept = lines.filter((line) => line !== undefined && line !== '');
  const added = keys.map(({ name, keyType, key }) => `${name} ${keyType} ${key}`);
  return { text: `${[...kept, ...added].join('\n')}\n`, leftLines };
}
