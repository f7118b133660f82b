import type { Problems } from '../problems.ts';
import { type ShellWord, splitShellWords } from '../shell-words.ts';
import { mappingAt, type Text, type Tree, textAt } from '../tree.ts';

/**
 * What arguments of the ssh command mean for a device, by netrun's names: jump hosts, proxy command, keys, algorithms.
 * Others, such as those about shared connections and known hosts, mean nothing here.
 */
export function settingsOfSshArguments(
  value: Text,
  problems: Problems,
): readonly (readonly [string, Tree])[] {
  const split = splitShellWords(value.text);
  if ('problem' in split) {
    problems.add(value.offset, split.problem);
    return [];
  }
  const settings = new Map<string, Tree>();
  const algorithms = new Map<string, Text>();
  for (const { name, text } of optionsIn(split.words)) {
    const kind = ALGORITHMS[name];
    const key = SETTINGS[name];
    if (kind !== undefined) algorithms.set(kind, textAt(text, value.offset));
    // ssh takes the first of several.
    else if (key !== undefined && !settings.has(key)) settings.set(key, textAt(text, value.offset));
  }
  if (algorithms.size > 0) {
    const entries = [...algorithms].map(
      ([kind, text]) => [kind, { offset: value.offset, value: text }] as const,
    );
    settings.set('algorithms', mappingAt(entries, value.offset));
  }
  return [...settings];
}

/** Options of ssh_config(5) in lower case, by netrun's names. */
const SETTINGS: Readonly<Record<string, string>> = {
  proxyjump: 'jump',
  proxycommand: 'proxy_command',
  identityfile: 'key_file',
  user: 'username',
  port: 'port',
  '-f': 'ssh_config_file',
};

const ALGORITHMS: Readonly<Record<string, string>> = {
  kexalgorithms: 'kex',
  hostkeyalgorithms: 'host_key',
  ciphers: 'cipher',
  macs: 'mac',
};

/** Flags of ssh that mean an option. */
const FLAGS: Readonly<Record<string, string>> = {
  J: 'proxyjump',
  i: 'identityfile',
  l: 'user',
  p: 'port',
  F: '-f',
  c: 'ciphers',
  m: 'macs',
};

/** Flags that take a word, for the rest to be read right. */
const WITH_WORD = 'BbcDEeFIiJLlmOopQRSWw';

function* optionsIn(
  words: readonly ShellWord[],
): Generator<{ readonly name: string; readonly text: string }> {
  for (let at = 0; at < words.length; at++) {
    const { text } = words[at] ?? { text: '' };
    const flag = text[1];
    if (text[0] !== '-' || flag === undefined || !WITH_WORD.includes(flag)) continue;
    const word = text.length > 2 ? text.slice(2) : (words[++at]?.text ?? '');
    if (flag === 'o') {
      const [, name = '', rest = ''] = /^\s*(\w+)\s*[=\s]\s*(.*)$/s.exec(word) ?? [];
      yield { name: name.toLowerCase(), text: rest };
    } else if (FLAGS[flag] !== undefined) yield { name: FLAGS[flag], text: word };
  }
}
