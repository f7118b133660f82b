import { parseHops } from '../access/hops.ts';
import { matchesPattern } from '../access/host-patterns.ts';
import { isKnownElsewhere, KNOWN } from '../model/algorithm-names.ts';
import type { AlgorithmChanges, AlgorithmKind, HostKeyChecking, LoginSettings } from '../model/login.ts';
import type { Key } from './device-keys.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Problems } from './problems.ts';
import { isNull, kindOf, type Mapping, type Tree } from './tree.ts';
import { type Named, readLine, readSwitch, readWord } from './values.ts';

/** Reads what a device's mapping says of logging in besides names and passwords. */
export function readLogin({ entries }: Mapping, problems: Problems): LoginSettings {
  const named = (key: Key) => ({ name: key, value: entries.get(key)?.value });
  const read = <Value>(key: Key, as: (value: Tree, name: string) => Value | undefined) => {
    const { name, value } = named(key);
    return value && !isNull(value) ? as(value, name) : undefined;
  };
  const word = (key: Key) => read(key, (value, name) => readWord({ name, value }, problems));
  const isOn = (key: Key) => read(key, (value, name) => readSwitch({ name, value }, problems));
  const words = (key: Key) => read(key, (value, name) => readWords(value, name, problems));
  const placeOf = (key: Key) => read(key, ({ offset }) => problems.texts.placeOf(offset));
  const places = withoutUndefined({
    keyFiles: placeOf('key_file'),
    passphrase: placeOf('passphrase'),
    sshConfigFile: placeOf('ssh_config_file'),
  });
  return withoutUndefined({
    keyFiles: words('key_file'),
    passphrase: read('passphrase', (value, name) => readLine({ name, value }, problems)),
    useKeys: isOn('use_keys'),
    allowAgent: isOn('allow_agent'),
    jump: read('jump', (value, name) => readJump(value, name, problems)),
    proxyCommand: word('proxy_command'),
    connections: read('connections', (value, name) => readCount({ name, value }, problems)),
    sshConfigFile: word('ssh_config_file'),
    algorithms: readAlgorithms(
      read('algorithms', (value) => value),
      read('disabled_algorithms', (value) => value),
      problems,
    ),
    hostKeys: read('host_keys', (value, name) => readHostKeys(value, name, problems)),
    hostKeyChecking: CHECKING.get(isOn('ssh_strict')),
    legacy: isOn('legacy'),
    places: Object.keys(places).length > 0 ? places : undefined,
  });
}

/** netmiko's `ssh_strict: false`, its default, takes every key; here it is one more word for the default. */
const CHECKING = new Map<boolean | undefined, HostKeyChecking>([
  [true, 'strict'],
  [false, 'accept-new'],
]);

const HOST_KEY = /^(?:(?:\S+\s+)?SHA256:[A-Za-z0-9+/]{43}=?|\S+\s+AAAA[A-Za-z0-9+/]+=*)$/;

function readHostKeys(value: Tree, name: string, problems: Problems): readonly string[] | undefined {
  const keys = readWords(value, name, problems)?.map((text) => text.replace(/^(\S+\s+AAAA\S+)\s.*$/, '$1'));
  for (const key of keys ?? []) {
    if (HOST_KEY.test(key)) continue;
    problems.add(
      value.offset,
      `${JSON.stringify(key)} is no host key; write SHA256:… as ssh-keygen -l shows it, or ssh-ed25519 AAAA… as known_hosts has it`,
    );
  }
  return keys;
}

function readJump(value: Tree, name: string, problems: Problems): string | undefined {
  const text = readWords(value, name, problems)?.join(',');
  if (text === undefined || parseHops(text)) return text;
  problems.add(
    value.offset,
    `${name} ${JSON.stringify(text)} is no list of jump hosts; write user@host:port, with commas between several`,
  );
  return undefined;
}

/** netrun's names, and those of paramiko's `disabled_algorithms`. */
const KINDS: Readonly<Record<string, AlgorithmKind>> = {
  kex: 'kex',
  host_key: 'hostKey',
  cipher: 'cipher',
  mac: 'mac',
  keys: 'hostKey',
  ciphers: 'cipher',
  macs: 'mac',
};

function readAlgorithms(
  wanted: Tree | undefined,
  disabled: Tree | undefined,
  problems: Problems,
): AlgorithmChanges | undefined {
  if (!wanted && !disabled) return undefined;
  return {
    ...readLists(disabled, 'disabled_algorithms', (names) => `-${names}`, problems),
    ...readLists(wanted, 'algorithms', (names) => names, problems),
  };
}

function readLists(
  tree: Tree | undefined,
  key: string,
  write: (names: string) => string,
  problems: Problems,
): AlgorithmChanges {
  if (!tree) return {};
  if (tree.kind !== 'mapping') {
    problems.add(tree.offset, `${key} must be a mapping such as {kex: +diffie-hellman-group1-sha1}`);
    return {};
  }
  const lists: Partial<Record<AlgorithmKind, string>> = {};
  for (const [name, { offset, value }] of tree.entries) {
    if (name === 'pubkeys') continue;
    const kind = KINDS[name];
    const names = readWords(value, name, problems)?.join(',');
    // What is not to be offered need not be known.
    if (kind && names && key === 'algorithms') checkNames(value, { kind, name, names }, problems);
    if (kind && names) lists[kind] = write(names);
    else if (!kind) {
      problems.add(offset, `unknown kind of algorithms "${name}"; there are kex, host_key, cipher and mac`);
    }
  }
  return lists;
}

/** A misspelt name would be passed over, and the device refuse what is left. */
function checkNames(
  value: Tree,
  { kind, name, names }: { kind: AlgorithmKind; name: string; names: string },
  problems: Problems,
): void {
  const isKnown = (pattern: string) => KNOWN[kind].some((one) => matchesPattern(pattern, one));
  const patterns = names.replace(/^[-+^]/, '').split(',');
  const known = patterns.filter((pattern) => isKnown(pattern.trim()));
  for (const pattern of patterns.map((one) => one.trim())) {
    if (pattern === '' || isKnown(pattern) || isKnownElsewhere(kind, pattern)) continue;
    const wayOut = didYouMean(pattern, KNOWN[kind]) || `; known are ${KNOWN[kind].join(', ')}`;
    problems.add(value.offset, `${name}: unknown algorithm ${JSON.stringify(pattern)}${wayOut}`);
    return;
  }
  if (known.length > 0 || /^[-+^]/.test(names)) return;
  problems.add(
    value.offset,
    `${name}: netrun knows none of ${names}; a + before it adds to what is offered, and known are ${KNOWN[kind].join(', ')}`,
  );
}

/** A word, or a list of words. */
function readWords(value: Tree, name: string, problems: Problems): readonly string[] | undefined {
  if (value.kind === 'mapping') {
    problems.add(value.offset, `${name} must be text or a list, not ${kindOf(value)}`);
    return undefined;
  }
  const items = value.kind === 'list' ? value.items : [value];
  const words = items.flatMap((item) => readWord({ name, value: item }, problems) ?? []);
  return words.length > 0 ? words : undefined;
}

/** The values that there are. */
function withoutUndefined<T extends object>(values: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  // Entries forget which value belongs to which name.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: NonNullable<T[Name]>;
  };
}

function readCount(named: Named, problems: Problems): number | undefined {
  const text = readWord(named, problems);
  if (text === undefined || /^[1-9]\d{0,2}$/.test(text)) return text === undefined ? undefined : Number(text);
  problems.add(named.value.offset, `${named.name} ${JSON.stringify(text)} is no number from 1 to 999`);
  return undefined;
}
