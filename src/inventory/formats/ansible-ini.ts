import type { Reading, Source } from '../inventory.ts';
import type { Problems } from '../problems.ts';
import { type ShellWord, splitShellWords } from '../shell-words.ts';
import { blank, type Entry, type Text, textAt } from '../tree.ts';
import { AnsibleBuilder } from './ansible-groups.ts';
import { readAnsibleGroups } from './ansible-variables.ts';
import { type Line, linesOf, SECTION } from './ini-lines.ts';

/**
 * Ansible's inventory in INI form (ansible/plugins/inventory/ini.py): hosts with variables on their lines, in sections
 * `[group]`, `[group:children]` and `[group:vars]`.
 */
export async function readAnsibleIni(source: Source): Promise<Reading> {
  const { problems } = source;
  const builder = new AnsibleBuilder(problems);
  const base = addAnsibleIni(builder, source);
  if (builder.hosts.size === 0 && problems.count === 0) {
    problems.add(
      base,
      'there are no hosts in this file; write "r1 ansible_host=192.0.2.1" below a line [routers]',
    );
  }
  return readAnsibleGroups(builder, base, source);
}

/** Adds what a file says to what others have said. @returns where it begins */
export function addAnsibleIni(builder: AnsibleBuilder, { file, text, problems }: Source): number {
  const base = problems.texts.add(file, text);
  const reader: Reader = {
    builder,
    problems,
    section: { group: 'ungrouped', state: 'hosts' },
    declared: new Set(['all', 'ungrouped', ...builder.groups.keys()]),
    awaited: [],
  };
  for (const line of linesOf(text)) readLine({ ...line, offset: base + line.offset }, reader);
  for (const { group, offset, why } of reader.awaited) {
    if (!reader.declared.has(group)) problems.add(offset, why);
  }
  return base;
}

type Reader = {
  readonly builder: AnsibleBuilder;
  readonly problems: Problems;
  section: { readonly group: string; readonly state: 'hosts' | 'children' | 'vars' | 'wrong' };
  /** Groups that have a section of hosts or children. */
  readonly declared: Set<string>;
  /** Groups that must be declared somewhere, and what to say where they are not. */
  readonly awaited: { readonly group: string; readonly offset: number; readonly why: string }[];
};

const GROUP_NAME = /^([^:\]\s]+)\s*(?:#.*)?$/;

function readLine(line: Line, reader: Reader): void {
  if (line.text.startsWith('[') && readSection(line, reader)) return;
  switch (reader.section.state) {
    case 'hosts':
      readHosts(line, reader);
      break;
    case 'children':
      readChild(line, reader);
      break;
    case 'vars':
      readVariable(line, reader);
      break;
    case 'wrong':
  }
}

/** @returns false where it is no section after all, such as a host `[2001:db8::1]:22` */
function readSection({ text, offset }: Line, reader: Reader): boolean {
  const { builder, problems } = reader;
  const [, group, state = 'hosts'] = SECTION.exec(text) ?? [];
  if (group === undefined) {
    if (!text.endsWith(']')) return false;
    problems.add(
      offset,
      `${text} is no section; write [group], [group:children] or [group:vars], without blanks`,
    );
    reader.section = { group: '', state: 'wrong' };
    return true;
  }
  if (state !== 'hosts' && state !== 'children' && state !== 'vars') {
    problems.add(offset, `${text} is no section: after the colon stands children, vars or hosts`);
    reader.section = { group, state: 'wrong' };
    return true;
  }
  reader.section = { group, state };
  builder.group(group);
  if (state === 'vars') {
    const why = `there is no group "${group}" to give variables to; declare it by a line [${group}]`;
    reader.awaited.push({ group, offset, why });
  } else reader.declared.add(group);
  return true;
}

function readHosts({ text, offset }: Line, { builder, problems, section }: Reader): void {
  const split = splitShellWords(text);
  if ('problem' in split) {
    problems.add(offset, split.problem);
    return;
  }
  const [first, ...rest] = split.words;
  if (!first) return;
  if (first.text.endsWith(':') || first.text === '---') {
    problems.add(offset, `"${first.text}" is no host; is this YAML, and has it lines of another form?`);
    return;
  }
  const variables = new Map<string, Entry>();
  for (const word of rest) {
    const found = variableOf(word, offset);
    if (found) variables.set(...found);
    else
      problems.add(
        offset + word.offset,
        `after a host stand variables such as ansible_port=22, not ${JSON.stringify(word.text)}`,
      );
  }
  builder.addHosts(section.group, first.text, offset + first.offset, variables);
}

function variableOf({ text, offset }: ShellWord, base: number): [string, Entry] | undefined {
  const at = text.indexOf('=');
  if (at < 0) return undefined;
  const start = base + offset;
  return [text.slice(0, at), { offset: start, value: literal(text.slice(at + 1), start + at + 1) }];
}

function readChild({ text, offset }: Line, { builder, problems, section, awaited }: Reader): void {
  const [, child] = GROUP_NAME.exec(text) ?? [];
  if (child === undefined) {
    problems.add(
      offset,
      `below [${section.group}:children] stands one group a line, not ${JSON.stringify(text)}`,
    );
    return;
  }
  awaited.push({
    group: child,
    offset,
    why: `there is no group "${child}"; declare it by a line [${child}]`,
  });
  builder.addChild(section.group, child, offset);
}

function readVariable({ text, offset }: Line, { builder, problems, section }: Reader): void {
  const at = text.indexOf('=');
  if (at < 0) {
    problems.add(offset, `below [${section.group}:vars] stands a variable a line, such as ansible_port=22`);
    return;
  }
  const rest = text.slice(at + 1);
  const value = rest.trim();
  const start = offset + at + 1 + (rest.length - rest.trimStart().length);
  builder
    .group(section.group)
    .variables.set(text.slice(0, at).trim(), { offset, value: literal(value, start) });
}

/** Ansible takes a value for a Python literal where it is one. */
function literal(text: string, offset: number): Text {
  if (text === 'None') return blank(offset);
  const [, , quoted] = /^(["'])((?:(?!\1)[^\\]|\\["'\\])*)\1\s*(?:#.*)?$/.exec(text) ?? [];
  if (quoted !== undefined) return textAt(quoted.replaceAll(/\\(["'\\])/g, '$1'), offset);
  const [, number] = /^(\d+|True|False)\s+#.*$/.exec(text) ?? [];
  return textAt(number ?? text, offset);
}
