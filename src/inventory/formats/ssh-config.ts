import type { Reading, Row, Source } from '../inventory.ts';
import { mappingAt, textAt } from '../tree.ts';

/**
 * The hosts of an ssh_config(5): each name after `Host` that is no pattern. What else the file says of them (HostName,
 * User, Port, ProxyJump) is looked up when netrun logs in, as ssh does.
 */
export function readSshConfig({ file, path, text, env, problems }: Source): Reading {
  const base = problems.texts.add(file, text);
  const rows: Row[] = [];
  const seen = new Set<string>();
  const isOwn = path === undefined || path === `${env.HOME}/.ssh/config`;
  for (const match of text.matchAll(HOST_LINE)) {
    const start = base + match.index + match[0].length - (match[1]?.length ?? 0);
    for (const word of match[1]?.matchAll(/"[^"]*"|\S+/g) ?? []) {
      const name = word[0].replaceAll('"', '');
      if (/[*?!]/.test(name) || seen.has(name)) continue;
      seen.add(name);
      const offset = start + word.index;
      const host = { offset, value: textAt(name, offset) };
      const config = { offset, value: textAt(path ?? '', offset) };
      const entries = [['host', host], ...(isOwn ? [] : [['ssh_config_file', config] as const])] as const;
      rows.push({ key: name, mapping: mappingAt(entries, offset), groups: [] });
    }
  }
  if (rows.length === 0) {
    problems.add(base, 'no Host line of this file names a host: all are patterns, or there is none');
  }
  return { rows, platform: 'autodetect' };
}

const HOST_LINE = /^[ \t]*Host(?:[ \t]*=[ \t]*|[ \t]+)([^\r\n#]*)/gim;

/** Does its first line that is no comment begin with a keyword of ssh_config, and does one name hosts? */
export function isSshConfig(text: string): boolean {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const words = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => /^(\w+)(?:\s*=\s*|\s+)\S/.exec(line)?.[1]?.toLowerCase() ?? '');
  return words.some((word) => word === 'host') && words.every((word) => KEYWORDS.test(word));
}

/** The beginnings of the keywords of ssh_config(5). */
const KEYWORDS =
  /^(?:host|match|include|user|port|identit|proxy|strict|server|forward|local|remote|dynamic|control|compression|connect|log|tcp|add|address|batch|bind|ca|canonical|cert|channel|check|cipher|clear|enable|escape|exit|fingerprint|fork|gateway|global|gssapi|hash|hostbased|hostkey|hostname|ignore|ip|kbd|kex|knownhosts|mac|no|number|obscure|password|permit|pkcs|preferred|pubkey|refuse|rekey|request|required|revoked|security|send|session|set|stdin|stream|syslog|tag|tunnel|update|verify|version|visual|warn|xauth)/;
