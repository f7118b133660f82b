import { join, resolve } from 'node:path';
import { type ConfigLine, parseConfigLines } from '../../access/ssh-config-lines.ts';
import { homeFolder } from '../../access/user-folders.ts';
import type { Reading, Row, Source } from '../inventory.ts';
import { readTextIfThere } from '../read-text.ts';
import { mappingAt, textAt } from '../tree.ts';

/**
 * The hosts of an ssh_config(5) and of the files that it includes: each name after `Host` that is no pattern. What else
 * the files say of them (HostName, User, Port, ProxyJump) is looked up when netrun logs in, as ssh does.
 */
export async function readSshConfig(source: Source): Promise<Reading> {
  const { file, path, text, env, problems } = source;
  const base = problems.texts.add(file, text);
  const home = homeFolder(env);
  const folder = join(home, '.ssh');
  const lines = parseConfigLines(text, { path: path ?? file, folder, home });
  // Logins look into this one anyway.
  const isOwn = path === undefined || resolve(path) === join(folder, 'config');
  const rows = new Map<string, Row>();
  const bases = new Map([[path ?? file, base]]);
  for (const line of allOf(lines)) {
    if (line.keyword !== 'host') continue;
    const start = bases.get(line.file) ?? (await openIncluded(line.file, source));
    bases.set(line.file, start);
    const offset = problems.texts.startOfLine(start, line.line);
    for (const name of line.words.filter((word) => !/[*?!]/.test(word))) {
      if (rows.has(name)) continue;
      const host = ['host', { offset, value: textAt(name, offset) }] as const;
      const config = ['ssh_config_file', { offset, value: textAt(path ?? '', offset) }] as const;
      rows.set(name, { key: name, mapping: mappingAt(isOwn ? [host] : [host, config], offset), groups: [] });
    }
  }
  if (rows.size === 0) {
    problems.add(base, 'no Host line of this file names a host: all are patterns, or there is none');
  }
  return { rows: [...rows.values()], platform: 'autodetect' };
}

function allOf(lines: readonly ConfigLine[]): ConfigLine[] {
  return lines.flatMap((line) => [line, ...line.included.flatMap(allOf)]);
}

async function openIncluded(file: string, { problems }: Source): Promise<number> {
  return problems.texts.add(file, (await readTextIfThere(file)) ?? '');
}
