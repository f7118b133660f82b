import { withPort } from '../../model/login.ts';
import { expandHostRange } from '../host-range.ts';
import { splitHostWord } from '../host-word.ts';
import type { Reading, Row, Source } from '../inventory.ts';
import { Problems } from '../problems.ts';
import { type Entry, mappingAt, textAt } from '../tree.ts';
import { isCsv } from './csv-headings.ts';
import { isAnsibleIni } from './ini-lines.ts';

/**
 * A list of hosts, one a line or with commas between them: `host`, `user@host:port`, `[2001:db8::1]:22`, `sw[01:20]`.
 * `#` begins a comment. What the devices are, nobody says here.
 */
export function readHostList({ file, text, problems }: Source): Reading {
  const base = problems.texts.add(file, text);
  const rows: Row[] = [];
  for (const { word, offset } of wordsOf(text)) {
    const found = rowsOf(word, base + offset);
    rows.push(...(typeof found === 'string' ? [wrongRow(word, base + offset, found, problems)] : found));
  }
  nameByPort(rows);
  if (rows.length === 0 && problems.count === 0) {
    problems.add(base, 'there are no hosts in this list; write one a line');
  }
  return { rows, platform: 'autodetect' };
}

/** Devices at several ports of one host are told apart by these. */
function nameByPort(rows: Row[]): void {
  const seen = new Map<string, number>();
  for (const { key = '' } of rows) seen.set(key, (seen.get(key) ?? 0) + 1);
  for (const [place, row] of rows.entries()) {
    const port = row.mapping.entries.get('port')?.value;
    if ((seen.get(row.key ?? '') ?? 0) < 2 || port?.kind !== 'text') continue;
    rows[place] = { ...row, key: withPort(row.key ?? '', Number(port.text)) };
  }
}

/** Is it a list of hosts? Even where one of them is wrong, so that the message is about this one. */
export function isHostList(text: string): boolean {
  const [first] = wordsOf(text);
  if (!first || isCsv(text) || isAnsibleIni(text)) return false;
  // An address with a name behind it, as in /etc/hosts, is a list with something wrong in it.
  const [address] = /^\d+(?:\.\d+){3}(?=\s)/.exec(first.word) ?? [];
  if (splitHostWord(address ?? first.word) === undefined) return false;
  // Anything that YAML gives a meaning is not taken for a host.
  return !/^[ \t]*(?:-[ \t]|---|[\]{}"'!&*[]|[^#\n]*:(?:[ \t]|\r?$))/m.test(text.replaceAll(IPV6_LINE, ''));
}

/** What begins with a bracket and yet is a host. */
const IPV6_LINE = /^[ \t]*\[[\da-f:.%]*:[^\]]*\](?::\d+)?[ \t]*(?:#.*)?$/gim;

type Word = { readonly word: string; readonly offset: number };

function* wordsOf(text: string): Generator<Word, void, void> {
  const plain = text.replaceAll(/(?<=^|\s)#.*$/gm, (comment) => ' '.repeat(comment.length));
  for (const match of plain.matchAll(/[^,\n]+/g)) {
    const word = match[0].trim();
    if (word !== '') yield { word, offset: match.index + match[0].indexOf(word) };
  }
}

function wrongRow(word: string, offset: number, message: string, { texts }: Problems): Row {
  const problems = new Problems(texts);
  problems.add(offset, message);
  return { key: word, mapping: mappingAt([], offset), groups: [], problems };
}

/** @returns the devices, or what is wrong */
function rowsOf(word: string, offset: number): Row[] | string {
  const parts = splitHostWord(word);
  if (!parts) return notAHost(word);
  const { user, host, port } = parts;
  const range = expandHostRange(host.replaceAll(/(?<=\[\d+)-(?=\d+\])/g, ':'));
  if ('problem' in range) return range.problem;
  return range.names.map((name) => {
    const entries: [string, Entry][] = [['host', { offset, value: textAt(name, offset) }]];
    if (user !== undefined) entries.push(['username', { offset, value: textAt(user, offset) }]);
    if (port !== undefined) {
      const at = offset + word.length - port.length;
      entries.push(['port', { offset: at, value: textAt(port, at) }]);
    }
    return { key: name, mapping: mappingAt(entries, offset), groups: [] };
  });
}

function notAHost(word: string): string {
  const wayOut = /\s/.test(word)
    ? 'write one host a line'
    : 'a host is written host, user@host:port or [2001:db8::1]:22';
  return `${JSON.stringify(word)} is no host; ${wayOut}`;
}
