import { readReference } from '../access/reference.ts';
import type { InventoryDevice } from '../model/device.ts';
import { withPort } from '../model/login.ts';
import { buildInventory } from './build.ts';
import { isArgument, isSecretWord, misspeltKey, PLACING_KEYS } from './device-keys.ts';
import { readDeviceType } from './device-type.ts';
import type { Inventory, InventoryDefaults, Row } from './inventory.ts';
import { NO_PLATFORMS } from './own-platforms.ts';
import { readAddress, whyNoDevice } from './pastes/addresses.ts';
import type { Gleaning } from './pastes/paste.ts';
import { deviceTypeOf } from './platform-names.ts';
import type { Problems } from './problems.ts';
import { type Entry, isNull, mappingAt, type Tree, textAt } from './tree.ts';

/** A device as it is to be written down. */
export type DraftDevice = {
  readonly name: string;
  readonly host: string;
  readonly groups: readonly string[];
  /** By netmiko's and netrun's keys, and the user's own: what is written besides. */
  readonly values: ReadonlyMap<string, DraftValue>;
  /** 1-based line of the text. */
  readonly line: number;
  /** Of another file than the one that was named; absent: of that one. */
  readonly file?: string;
};

/** What YAML can say. */
export type DraftValue = string | number | boolean | readonly DraftValue[] | ReadonlyMap<string, DraftValue>;

/** What is to be written down, and what is not. */
export type Draft = {
  readonly devices: readonly DraftDevice[];
  /** Why something was left out or changed, with the lines where it stands, in the order of the text. */
  readonly remarks: readonly Remark[];
};

type Remark = {
  /** 1-based, rising. */
  readonly lines: readonly number[];
  /** One phrase. */
  readonly what: string;
};

export type DraftOptions = {
  readonly file: string;
  readonly defaults: InventoryDefaults;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What is done with passwords that stand in the text. */
  readonly secrets: 'leave out' | 'keep';
  /** Is the text the user's own, so that commands which it names may be run on this machine? */
  readonly commands: 'leave out' | 'keep';
  readonly problems: Problems;
};

/**
 * Decides what of a text is to be written into a `devices.yaml`. What cannot be is told, and nothing is guessed.
 * @throws UsageError where the text as a whole cannot be understood
 */
export function draftOf(gleaning: Gleaning, options: DraftOptions): Draft {
  const { defaults, env, problems } = options;
  const said = new Map<string, Set<number>>();
  const remark = (offset: number, what: string) => {
    const { line = 1, file } = problems.texts.placeOf(offset);
    const where = file === options.file ? what : `${file}: ${what}`;
    said.set(where, (said.get(where) ?? new Set()).add(line));
  };
  for (const { offset, why } of gleaning.left) remark(offset, why);
  const rows = gleaning.rows.map((row) => withoutMask(withKnownType(row, options, remark)));
  const inventory = buildInventory(
    { ...gleaning, rows, platform: 'autodetect' },
    { file: options.file, isLocal: true, defaults, env, badRows: 'skip', problems },
  );
  const named = new Set(inventory.devices.filter(({ name, host }) => name !== host).map(addressOf));
  const devices: DraftDevice[] = [];
  const lineOf = new Map<string, number>();
  // Rows and devices correspond, since a row that is wrong becomes a device that is skipped.
  for (const [place, device] of inventory.devices.entries()) {
    const offset = rows[place]?.mapping.offset ?? 0;
    const same = `${device.name}\n${addressOf(device)}`;
    const first = lineOf.get(same);
    if (device.skip?.skip === 'inventory') {
      for (const note of device.skip.notes) remark(offset, withoutPlace(note));
    } else if (first !== undefined) remark(offset, `the same device as in line ${first}`);
    else if (device.name === device.host && named.has(addressOf(device))) {
      remark(offset, 'the address of a device that has a name elsewhere');
    } else {
      const { line = 1, file } = problems.texts.placeOf(offset);
      lineOf.set(same, line);
      const drafted = draftDevice(device, { inventory, row: rows[place], line }, options, remark);
      devices.push(file === options.file ? drafted : { ...drafted, file });
    }
  }
  const hosts = new Map<string, number>();
  for (const { name, host } of devices) if (name === host) hosts.set(host, (hosts.get(host) ?? 0) + 1);
  const unlike = devices.map((device) => {
    const port = device.values.get('port');
    const isTold = device.name !== device.host || (hosts.get(device.host) ?? 0) < 2;
    return isTold || typeof port !== 'number' ? device : { ...device, name: withPort(device.host, port) };
  });
  const remarks = [...said].map(([what, lines]) => ({ what, lines: [...lines].toSorted((a, b) => a - b) }));
  return { devices: unlike, remarks: remarks.toSorted((a, b) => (a.lines[0] ?? 0) - (b.lines[0] ?? 0)) };
}

function addressOf({ host, port }: InventoryDevice): string {
  return `${host} ${port ?? ''}`;
}

type Remarker = (offset: number, what: string) => void;

/** A device type that nobody knows is found out on the device. */
function withKnownType(row: Row, { defaults }: DraftOptions, remark: Remarker): Row {
  const entry = row.mapping.entries.get('device_type');
  if (entry?.value.kind !== 'text' || isNull(entry.value)) return row;
  const { text, offset } = entry.value;
  if ('platform' in readDeviceType(text.trim(), defaults.platforms)) return row;
  const meant = deviceTypeOf(text);
  const type = readDeviceType(meant, defaults.platforms);
  if ('problem' in type) {
    remark(offset, `device type ${JSON.stringify(text)} is not known: autodetect`);
  }
  const value = textAt('platform' in type ? type.platform : 'autodetect', offset);
  const entries = new Map<string, Entry>([...row.mapping.entries, ['device_type', { ...entry, value }]]);
  return { ...row, mapping: { ...row.mapping, entries } };
}

/** Tables often have addresses as they stand on an interface: 10.0.0.1/24. */
function withoutMask(row: Row): Row {
  const entry = row.mapping.entries.get('ip');
  if (entry?.value.kind !== 'text' || !entry.value.text.includes('/')) return row;
  const address = readAddress(entry.value.text.trim());
  if (!address || whyNoDevice(address) !== undefined) return row;
  const value = textAt(address.host, entry.value.offset);
  return {
    ...row,
    mapping: mappingAt([...row.mapping.entries, ['ip', { ...entry, value }]], row.mapping.offset),
  };
}

/** The line is told beside it. */
function withoutPlace(note: string): string {
  return note.replace(/^[^\n]*?:\d+(?::\d+)?: /, '');
}

type Source = { readonly inventory: Inventory; readonly row: Row | undefined; readonly line: number };

function draftDevice(
  device: InventoryDevice,
  { inventory, row, line }: Source,
  options: DraftOptions,
  remark: Remarker,
): DraftDevice {
  const values = new Map<string, DraftValue>();
  const own = (options.defaults.platforms ?? NO_PLATFORMS).get(device.platform);
  if (device.definition && device.definition !== own) {
    remark(
      row?.mapping.offset ?? 0,
      `platform ${device.platform}, which the text describes itself: autodetect`,
    );
    values.set('device_type', 'autodetect');
  } else values.set('device_type', device.platform);
  for (const [key, tree] of inventory.written(device)) {
    if (PLACING_KEYS.has(key) || isNull(tree)) continue;
    const isVariable = row?.variables?.entries.has(key) === true && !row.mapping.entries.has(key);
    const why = whyLeftOut(key, tree, { ...options, isVariable });
    const value = draftValue(tree);
    if (why !== undefined) remark(tree.offset, why);
    else if (value !== undefined) values.set(key, value);
  }
  if (device.port !== undefined) values.set('port', device.port);
  return { name: device.name, host: device.host, groups: device.groups, values, line };
}

function whyLeftOut(
  key: string,
  tree: Tree,
  { secrets, commands, isVariable }: DraftOptions & { isVariable: boolean },
): string | undefined {
  if (tree.kind === 'sealed') return `${key}: it ${tree.why}`;
  const meant = misspeltKey(key);
  if (isVariable && (isArgument(key) || meant)) {
    return `column "${key}", which would be taken for ${meant ?? key} of netmiko`;
  }
  if (commands === 'leave out' && (key === 'proxy_command' || hasCommand(tree))) {
    return `${key}, which would run a command on this machine; add it yourself if you want that`;
  }
  if (secrets === 'keep') return undefined;
  const isSecret = SECRET_KEYS.has(key) || (!isArgument(key) && isSecretWord(key));
  if (isSecret && isInTheOpen(tree)) return `${key} (--keep-secrets writes it down)`;
  if (hasSecretWithin(tree)) return `${key}, in which there is a secret (--keep-secrets writes it down)`;
  return undefined;
}

const SECRET_KEYS: ReadonlySet<string> = new Set(['password', 'secret', 'passphrase', 'shell_password']);

/** A reference, such as keyring:net/admin, says only where it is. */
function isInTheOpen(tree: Tree): boolean {
  if (tree.kind !== 'text') return true;
  return ['literal', 'wrong', 'netmiko'].includes(readReference(tree.text).kind);
}

function hasSecretWithin(tree: Tree): boolean {
  switch (tree.kind) {
    case 'mapping':
      return [...tree.entries].some(
        ([key, { value }]) => (isSecretWord(key) && isInTheOpen(value)) || hasSecretWithin(value),
      );
    case 'list':
      return tree.items.some(hasSecretWithin);
    case 'text':
    case 'sealed':
      return false;
  }
}

function hasCommand(tree: Tree): boolean {
  return tree.kind === 'text' && readReference(tree.text).kind === 'cmd';
}

function draftValue(tree: Tree): DraftValue | undefined {
  switch (tree.kind) {
    case 'text':
      return isNull(tree) ? undefined : scalarOf(tree.text, tree.plain);
    case 'list':
      return tree.items.flatMap((item) => draftValue(item) ?? []);
    case 'mapping':
      return new Map(
        [...tree.entries].flatMap(([key, { value }]): [string, DraftValue][] => {
          const written = draftValue(value);
          return written === undefined ? [] : [[key, written]];
        }),
      );
    case 'sealed':
      return undefined;
  }
}

/** A number or a switch only where it comes back as the same text. */
function scalarOf(text: string, isPlain: boolean): DraftValue {
  if (/^(?:0|[1-9]\d{0,8})$/.test(text)) return Number(text);
  if (isPlain && /^(?:true|false)$/.test(text)) return text === 'true';
  return text;
}
