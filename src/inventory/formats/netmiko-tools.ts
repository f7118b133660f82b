import { didYouMean } from '../did-you-mean.ts';
import type { Reading, Row, YamlSource } from '../inventory.ts';
import type { Problems } from '../problems.ts';
import { type Entry, isNull, kindOf, type Tree, textAt } from '../tree.ts';
import { readSwitch, readWord } from '../values.ts';
import { readDevicesYaml } from './devices-yaml.ts';

/**
 * `.netmiko.yml` of netmiko-tools: devices under their names, groups as lists of names, and `__meta__`, which says how
 * the values that begin with `__encrypt__` were encrypted. These become references (`netmiko-fernet:…`), so that only
 * those of the devices that are run are decrypted.
 */
export function readNetmikoTools(yaml: YamlSource): Reading {
  const { root, problems } = yaml;
  if (root.kind !== 'mapping') return readDevicesYaml(yaml);
  const entries = new Map(root.entries);
  const encryption = encryptionOf(entries.get('__meta__')?.value, problems);
  entries.delete('__meta__');
  const reading = readDevicesYaml({ ...yaml, root: { ...root, entries } });
  return { ...reading, rows: reading.rows.map((row) => withReferences(row, encryption, problems)) };
}

const ENCRYPTIONS = ['fernet', 'aes128'] as const;

type Encryption = (typeof ENCRYPTIONS)[number] | 'none' | 'unknown';

function encryptionOf(meta: Tree | undefined, problems: Problems): Encryption {
  if (!meta || isNull(meta)) return 'none';
  if (meta.kind !== 'mapping') {
    const message = `__meta__ must be a mapping such as {encryption: true, encryption_type: fernet}, not ${kindOf(meta)}`;
    problems.add(meta.offset, message);
    return 'unknown';
  }
  const value = (name: string) => ({ name, value: meta.entries.get(name)?.value ?? textAt('', meta.offset) });
  if (readSwitch(value('encryption'), problems) !== true) return 'none';
  const type = readWord(value('encryption_type'), problems) ?? 'fernet';
  const known = ENCRYPTIONS.find((one) => one === type);
  if (known) return known;
  const wayOut = didYouMean(type, ENCRYPTIONS) || '; netmiko has fernet and aes128';
  problems.add(value('encryption_type').value.offset, `unknown encryption ${JSON.stringify(type)}${wayOut}`);
  return 'unknown';
}

const PREFIX = '__encrypt__';

/** What may be a reference. */
const SECRET_KEYS = ['username', 'password', 'secret', 'passphrase'];

function withReferences(row: Row, encryption: Encryption, problems: Problems): Row {
  const refer = ([key, entry]: [string, Entry]): [string, Entry] => {
    const { value } = entry;
    if (value.kind !== 'text' || !value.text.startsWith(PREFIX)) return [key, entry];
    if (encryption === 'none') problems.add(value.offset, `${key} ${UNEXPLAINED}`);
    else if (!SECRET_KEYS.includes(key)) problems.add(value.offset, `${key} ${NO_SECRET}`);
    const text = `netmiko-${encryption}:${value.text.slice(PREFIX.length)}`;
    return [key, { ...entry, value: textAt(text, value.offset) }];
  };
  const entries = new Map([...row.mapping.entries].map(refer));
  return { ...row, mapping: { ...row.mapping, entries } };
}

const UNEXPLAINED =
  'is encrypted, and "__meta__: {encryption: true, encryption_type: fernet}" (or aes128) does not say so';
const NO_SECRET = `is encrypted, and netrun decrypts ${SECRET_KEYS.join(', ')} only; write it as it is`;
