import type { InventoryDevice } from '../model/device.ts';
import type { Command } from '../model/job.ts';
import { UsageError } from '../model/usage-error.ts';
import { PLATFORMS } from '../platforms/index.ts';
import { commandLines, readCommands } from './command-entry.ts';
import { findPlatform } from './device-type.ts';
import { suggester } from './did-you-mean.ts';
import type { Inventory } from './inventory.ts';
import type { Problems } from './problems.ts';
import { kindOf, type Mapping } from './tree.ts';
import { unknownWord } from './unknown-word.ts';
import { readYaml } from './yaml-tree.ts';

/** Which commands a device gets, by what names it. */
export type CommandPlan = {
  /** By name or host. */
  readonly devices: ReadonlyMap<string, readonly Command[]>;
  /** In the order of the file. */
  readonly groups: ReadonlyMap<string, readonly Command[]>;
  readonly platforms: ReadonlyMap<string, readonly Command[]>;
  readonly all: readonly Command[];
};

/**
 * Reads a file of commands. It is YAML when its name ends in `.yml` or `.yaml`, or when its first line that is neither
 * empty nor a comment is `---` or ends with a colon, as hardly a command does. Any other text is lines.
 * - Lines: one command each, for every device; empty lines and lines that begin with `#` are skipped.
 * - YAML: a mapping of device names, hosts, groups, platforms or `all` (also `*`) to a command or a list of commands; a
 *   list alone is for every device. A command is text, of which each line is one command, or a mapping that has room
 *   for a time limit and answers: `{command: reload, timeout: 600, answers: {confirm: y}}`.
 * @param file only for its ending and for messages
 * @param inventory whose names the keys must be; a platform may be one that no device has
 * @throws UsageError with all problems and their places
 */
export function parseCommandFile(text: string, file: string, inventory: Inventory): CommandPlan {
  if (isYaml(text, file)) return parseYaml(text, file, inventory);
  const all = commandLines(text);
  if (all.length === 0)
    throw new UsageError([{ file, message: 'there are no commands in this file; write one a line' }]);
  const wrong = linesWithUnknownWords(text);
  if (wrong.length > 0) throw new UsageError(wrong.map((problem) => ({ file, ...problem })));
  return { devices: new Map(), groups: new Map(), platforms: new Map(), all };
}

/**
 * The commands for one device: those under its name, else its host, else the first of the file's groups that it is in,
 * else its platform, else `all`. The most specific wins and nothing is added to it, so that one look at one key tells
 * what is sent.
 * @returns nothing where the file has nothing for this device
 */
export function commandsFor(plan: CommandPlan, device: InventoryDevice): readonly Command[] {
  const { devices, groups, platforms, all } = plan;
  const group = [...groups.keys()].find((name) => device.groups.includes(name));
  return (
    devices.get(device.name) ??
    devices.get(device.host) ??
    (group === undefined ? undefined : groups.get(group)) ??
    platforms.get(device.platform) ??
    all
  );
}

function linesWithUnknownWords(text: string) {
  return text.split(/\r\n|\n|\r/).flatMap((line, at) => {
    const message = unknownWord(line);
    return message === undefined ? [] : [{ line: at + 1, column: line.indexOf('@') + 1, message }];
  });
}

function isYaml(text: string, file: string): boolean {
  if (/\.ya?ml$/i.test(file)) return true;
  const first = text
    .split(/[\r\n]+/)
    .map((line) => line.trim()) // takes a byte order mark with it
    .find((line) => line !== '' && !line.startsWith('#'));
  return first !== undefined && (first === '---' || first.endsWith(':'));
}

function parseYaml(text: string, file: string, inventory: Inventory): CommandPlan {
  const { root, problems } = readYaml(text, file);
  const plan: YamlPlan = { devices: new Map(), groups: new Map(), platforms: new Map(), all: [] };
  if (root.kind === 'mapping' && root.entries.size > 0) readTargets(root, plan, inventory, problems);
  else if (root.kind === 'list') plan.all = readCommands(root, problems);
  else problems.add(root.offset, `${HOW}, and this is ${kindOf(root)}`);
  problems.throwIfAny();
  return plan;
}

const HOW = 'a YAML file of commands maps platforms, groups or devices to their commands (all: show version)';

/** A plan that is being filled. */
type YamlPlan = {
  readonly devices: Map<string, Command[]>;
  readonly groups: Map<string, Command[]>;
  readonly platforms: Map<string, Command[]>;
  all: Command[];
};

function readTargets(root: Mapping, plan: YamlPlan, inventory: Inventory, problems: Problems): void {
  const { file, devices, groups } = inventory;
  const labels = new Set(devices.flatMap(({ name, host }) => [name, host]));
  const suggest = suggester(() => [
    ...labels,
    ...groups.keys(),
    ...Object.keys(PLATFORMS),
    ...inventory.platforms.keys(),
    'all',
  ]);
  const taken = new Set<string>();
  for (const [key, { offset, value }] of root.entries) {
    const commands = readCommands(value, problems);
    const platform = findPlatform(key, inventory.platforms);
    const isAll = key === 'all' || key === '*';
    const target = isAll ? 'all' : (platform ?? key);
    if (taken.has(target)) problems.add(offset, `"${key}" names ${target} again; keep one of the two`);
    taken.add(target);
    // A key may name a device, a group and a platform at once; which of them counts, `commandsFor` decides.
    if (labels.has(key)) plan.devices.set(key, commands);
    if (groups.has(key)) plan.groups.set(key, commands);
    if (platform) plan.platforms.set(platform, commands);
    if (isAll) plan.all = commands;
    if (!isAll && !platform && !labels.has(key) && !groups.has(key)) {
      problems.add(offset, `"${key}" is no platform, and no group or device of ${file}${suggest(key)}`);
    }
  }
}
