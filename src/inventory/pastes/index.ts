import { UsageError } from '../../model/usage-error.ts';
import { hasAddress } from '../device-entry.ts';
import { FORMATS, type FormatName } from '../formats/index.ts';
import { linesOf, SECTION } from '../formats/ini-lines.ts';
import type { Format, Source } from '../inventory.ts';
import { readContent } from '../load.ts';
import { Problems } from '../problems.ts';
import type { Tree } from '../tree.ts';
import { lines } from './lines.ts';
import { neighbors } from './neighbors.ts';
import type { Gleaning, Paste } from './paste.ts';
import { python } from './python.ts';
import { readSshBlocks } from './ssh-blocks.ts';
import { withTabs } from './tables.ts';

/** Kinds of text that come before any inventory format, since some would be taken for one. */
const PASTES = { python, neighbors } as const satisfies Readonly<Record<string, Paste>>;

/**
 * Makes devices of whatever text somebody has: an inventory in any format, or lines with addresses in them.
 * @param wanted undefined: what it is is seen from the text
 * @throws UsageError where it is an inventory, and says what cannot be understood
 */
export async function glean(given: Source, wanted?: FormatName): Promise<Gleaning> {
  const source = { ...given, text: withoutColours(given.text) };
  const inFormat = async (format: FormatName, text = source.text): Promise<Gleaning> =>
    format === 'ssh-config' && source.path === undefined
      ? readSshBlocks(source)
      : { ...(await readContent({ ...source, text }, format)), readAs: FORMAT_NAMES[format], left: [] };
  if (wanted) return inFormat(wanted);
  const paste = Object.values(PASTES).find(({ recognise }) => recognise(source.text));
  // What is wrong with a text that is taken for something else is no problem.
  if (paste && paste.read({ ...source, problems: new Problems() }).rows.length > 0) return paste.read(source);
  const { text, file } = source;
  const format = TEXT_FORMATS.find((name) => looksLike(FORMATS[name], text, file));
  if (format && !(format === 'ansible-ini' && isNotes(text))) return inFormat(format);
  const tabbed = withTabs(text);
  if (tabbed !== undefined) return inFormat('csv', tabbed);
  const yaml = await yamlFormatOf(source);
  return yaml ? inFormat(yaml) : lines.read(source);
}

/** What a terminal would not show, such as the colours of `grep --color`, is blank; every letter stays at its place. */
function withoutColours(text: string): string {
  return text.replaceAll(/\x1b\[[\d;]*[mK]|[\0-\x08\x0e-\x1f]/g, (code) => ' '.repeat(code.length));
}

/** Without sections, and with words behind a host that are no variables: notes in which `user=admin` stands somewhere. */
function isNotes(text: string): boolean {
  const lines = linesOf(text).map((line) => line.text);
  return (
    !lines.some((line) => SECTION.test(line)) && lines.some((line) => /^\S+\s+(?![#;]|[\w.]+\s*=)/.test(line))
  );
}

/** Those whose looks nothing else has; a list of hosts is one kind of lines. */
const TEXT_FORMATS = ['ssh-config', 'csv', 'ansible-ini'] as const satisfies readonly FormatName[];

const FORMAT_NAMES: Readonly<Record<FormatName, string>> = {
  'ssh-config': 'ssh_config',
  csv: 'a table with headings',
  'ansible-ini': 'an INI inventory of Ansible',
  list: 'a list of hosts',
  netmiko: 'an inventory of netmiko-tools',
  ansible: 'an inventory of Ansible',
  nornir: 'an inventory of nornir',
  devices: 'a devices.yaml',
};

function looksLike(format: Format, text: string, file: string): boolean {
  return format.kind === 'text' && format.recognise(text, file);
}

/** The format of a text that is YAML or JSON with devices in it; undefined: it is some other text. */
async function yamlFormatOf({ text, file }: Source): Promise<FormatName | undefined> {
  const { readYaml } = await import('../yaml-tree.ts');
  const otherwise = /\.(?:ya?ml|json)$/i.test(file) ? 'devices' : undefined;
  try {
    const { root } = readYaml(text, file);
    const isSo = (format: Format) => format.kind === 'yaml' && format.recognise(root, file);
    return YAML_FORMATS.find((name) => isSo(FORMATS[name])) ?? (hasDevice(root) ? 'devices' : otherwise);
  } catch (error) {
    if (error instanceof UsageError) return otherwise;
    throw error;
  }
}

const YAML_FORMATS = ['netmiko', 'ansible', 'nornir'] as const satisfies readonly FormatName[];

function hasDevice(tree: Tree): boolean {
  switch (tree.kind) {
    case 'mapping':
      return hasAddress(tree) || [...tree.entries.values()].some(({ value }) => hasDevice(value));
    case 'list':
      return tree.items.some(hasDevice);
    case 'text':
    case 'sealed':
      return false;
  }
}
