import { Option } from 'commander';
import { PLACING_KEYS } from '../inventory/device-keys.ts';
import type { Place } from '../inventory/problems.ts';
import { withOtherPort } from '../model/login.ts';
import { foldNames } from '../model/node-set.ts';
import { jsonBlock } from '../reporters/record.ts';
import { openSink, wantsColour } from '../reporters/sink.ts';
import { visibleLine } from '../reporters/visible.ts';
import { chooseDevices } from './chosen-devices.ts';
import { readConfig } from './config.ts';
import { type DescribedDevice, type DescribedValue, describeDevice } from './described-device.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { login } from './options/login.ts';
import type { OptionGroup } from './options/option-group.ts';
import { selection } from './options/selection.ts';
import { newProgram, settingsOf } from './program.ts';

/** `netrun inventory`: what was understood of the inventory, and where each value comes from; never a secret. */
export async function showInventory(argv: readonly string[], io: Io): Promise<ExitCode> {
  const program = newProgram(WORDS, GROUPS, io).parse([...argv], { from: 'user' });
  const options = settingsOf(program, GROUPS, { config: await readConfig(io.env) });
  const chosen = await chooseDevices(options, io);
  const { inventory } = chosen;
  const devices = chosen.devices.map((device) => describeDevice(device, chosen));
  const view: View = {
    file: inventory.file,
    size: inventory.devices.length,
    devices,
    groups: inventory.groups,
    columns: openSink(io.stdout, { colour: wantsColour(io.env, io.stdout) }).columns,
  };
  for (const warning of inventory.warnings) io.stderr.write(`warning: ${visibleLine(warning)}\n`);
  for (const note of inventory.notes) io.stderr.write(`note: ${visibleLine(note)}\n`);
  io.stdout.write(FORMATS[options.output](view));
  return EXIT.ok;
}

type View = {
  readonly file: string;
  /** Devices in the inventory, before any selection. */
  readonly size: number;
  readonly devices: readonly DescribedDevice[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Width of the terminal. */
  readonly columns: number;
};

const FORMATS = {
  text: showText,
  table: showTable,
  names: ({ devices }) => devices.map(({ name }) => `${visibleLine(name)}\n`).join(''),
  json: ({ file, size, devices, groups }) =>
    `${jsonBlock({ inventory: file, size, devices, groups: Object.fromEntries(groups) })}\n`,
} as const satisfies Readonly<Record<string, (view: View) => string>>;

type Format = keyof typeof FORMATS;

const SHOWING: OptionGroup<{ output: Format }, { output: Format }> = {
  title: 'Output:',
  everyday: ['--output'],
  options: () => [
    new Option('-o, --output <format>', 'text, table (a line each), names or json')
      .choices(Object.keys(FORMATS))
      .default('text'),
  ],
  read: ({ output }) => ({ output }),
};

const KIND_OPTIONS = ['--platform', '--platforms', '--port'];

/** What of the options of a login says what the devices are. */
const KIND: typeof login = {
  ...login,
  title: 'What they are:',
  everyday: ['--platform'],
  options: () => login.options().filter(({ long }) => KIND_OPTIONS.includes(long ?? '')),
};

const GROUPS = { selection, KIND, SHOWING } as const;

const WORDS = {
  name: 'netrun inventory',
  description:
    'Shows the devices of the inventory and where each value is written. Secrets are not shown, nothing is contacted.',
  examples: `Examples:
  netrun inventory                         all that it says
  netrun inventory -l core -o table        a line for each device of a group
  netrun inventory -l site=kyiv -o names   for --limit-file
`,
};

function showText({ file, size, devices, groups, columns }: View): string {
  const count = devices.length === size ? `${size}` : `${devices.length} of ${size}`;
  const head = `${visibleLine(file)}: ${count} ${size === 1 ? 'device' : 'devices'}\n`;
  return [head, ...devices.map((device) => showDevice(device, columns)), showGroups(groups, columns)].join(
    '\n',
  );
}

function showDevice(device: DescribedDevice, columns: number): string {
  const { name, host, port, platform, groups, skipped, values } = device;
  const known: [string, string, DescribedValue | undefined][] = [
    ['host', host, values.ip ?? values.host],
    ['port', String(port), values.port],
    ['platform', platform, values.device_type],
  ];
  const rest = Object.entries(values).filter(([key]) => !PLACING_KEYS.has(key));
  const lines = [
    ...known.map(([key, value, from]) => ({ key, value, from })),
    ...rest.map(([key, from]) => ({ key, value: from.value, from })),
    ...(groups.length > 0 ? [{ key: 'groups', value: groups.join(', '), from: undefined }] : []),
    ...(skipped ? [{ key: 'skipped', value: skipped.reason, from: undefined }] : []),
  ];
  const width = Math.min(WIDEST_KEY, Math.max(...lines.map(({ key }) => key.length)));
  const shown = lines.map(({ key, value, from }) =>
    showLine(`  ${visibleLine(key).padEnd(width)}  ${visibleLine(value)}`, from, columns),
  );
  const notes = skipped?.notes.map((note) => `  ${' '.repeat(width)}  ${visibleLine(note)}\n`) ?? [];
  return [`${visibleLine(name)}\n`, ...shown, ...notes].join('');
}

const WIDEST_KEY = 20;

/** The place stands at the right edge, or below where there is no room for it. */
function showLine(line: string, from: DescribedValue | undefined, columns: number): string {
  const place = from ? placeText(from) : '';
  if (place === '') return `${line}\n`;
  const room = columns - 1 - line.length - place.length;
  return room >= 2
    ? `${line}${' '.repeat(room)}${place}\n`
    : `${line}\n${' '.repeat(Math.max(4, columns - 1 - place.length))}${place}\n`;
}

function placeText({ file, line, column }: Partial<Place>): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

function showGroups(groups: ReadonlyMap<string, readonly string[]>, columns: number): string {
  if (groups.size === 0) return '';
  const lines = [...groups].map(([name, members]) => {
    const line = `  ${visibleLine(name)} (${members.length}): ${visibleLine(foldNames(members))}`;
    return line.length < columns ? `${line}\n` : `${line.slice(0, columns - 2)}…\n`;
  });
  return ['groups\n', ...lines].join('');
}

function showTable({ devices, columns }: View): string {
  const rows = devices.map(({ name, host, port, platform, groups, skipped }) => [
    name,
    withOtherPort(host, port),
    platform,
    skipped ? `skipped: ${skipped.reason}` : groups.join(','),
  ]);
  const widths = [0, 1, 2].map((place) => Math.max(0, ...rows.map((row) => row[place]?.length ?? 0)));
  return rows
    .map((row) => {
      const cells = row.map((cell, place) => visibleLine(cell).padEnd(widths[place] ?? 0));
      const line = cells.join('  ').trimEnd();
      return line.length < columns ? `${line}\n` : `${line.slice(0, columns - 2)}…\n`;
    })
    .join('');
}
