import { splitHostWord } from '../host-word.ts';
import { splitShellWords } from '../shell-words.ts';
import type { Line, Value } from './paste.ts';

/**
 * The server of a command of ssh, as people copy it from their notes or their history: `ssh -p 2222 admin@r1`.
 * @returns the values of a device; undefined where the line is no such command
 */
export function hostOfSshCommand({ text, offset }: Line): Readonly<Record<string, Value>> | undefined {
  const [, before = '', rest = ''] = /^(.*?(?:^|[\s$#>%])ssh\s+)(\S.*)$/.exec(text) ?? [];
  const split = splitShellWords(rest);
  if (rest === '' || 'problem' in split) return undefined;
  const start = offset + before.length;
  const values: Record<string, Value> = {};
  for (let at = 0; at < split.words.length; at++) {
    const word = split.words[at];
    if (!word) break;
    const flag = /^-([A-Za-z])/.exec(word.text)?.[1];
    if (flag !== undefined) {
      if (!WITH_WORD.includes(flag)) continue;
      const value = word.text.length > 2 ? { ...word, text: word.text.slice(2) } : split.words[++at];
      const key = KEYS[flag];
      if (value && key) values[key] = { text: value.text, offset: start + value.offset };
      continue;
    }
    const host = splitHostWord(word.text.replace(/^ssh:\/\//, ''));
    if (!host) return undefined;
    const found = (value: string) => ({ text: value, offset: start + word.offset });
    if (host.user !== undefined) values.username ??= found(host.user);
    if (host.port !== undefined) values.port ??= found(host.port);
    return { ...values, host: found(host.host) };
  }
  return undefined;
}

/** Flags of ssh that take a word. */
const WITH_WORD = 'BbcDEeFIiJLlmOopQRSWw';

/** Those that say something of the device. */
const KEYS: Readonly<Record<string, string>> = { p: 'port', l: 'username', i: 'key_file', J: 'jump' };
