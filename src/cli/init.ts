import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { whyNotOurs } from '../access/file-safety.ts';
import { readDeviceType } from '../inventory/device-type.ts';
import { devicesText } from '../inventory/devices-text.ts';
import { type Draft, type DraftDevice, type DraftOptions, draftOf } from '../inventory/draft.ts';
import { OWN_NAME } from '../inventory/find-inventory.ts';
import { groupBy } from '../inventory/group-by.ts';
import { loadText } from '../inventory/load.ts';
import { glean } from '../inventory/pastes/index.ts';
import { deviceTypeOf } from '../inventory/platform-names.ts';
import { Problems } from '../inventory/problems.ts';
import { UsageError } from '../model/usage-error.ts';
import { visibleLine } from '../reporters/visible.ts';
import { askOpenly } from './ask.ts';
import { describeDraft } from './described-draft.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { type InitSettings, initOptions } from './options/init.ts';
import { openPasted, type Pasted } from './pasted.ts';
import { newProgram, settingsOf } from './program.ts';

/** `netrun init`: writes a devices.yaml of whatever tells which devices there are. */
export async function init(argv: readonly string[], io: Io): Promise<ExitCode> {
  const program = newProgram(WORDS, GROUPS, io).parse([...argv], { from: 'user' });
  const options = settingsOf(program, GROUPS);
  refuseOutput(options.output);
  const platform = options.platform === undefined ? undefined : knownType(options.platform);
  const problems = new Problems();
  const pasted = await openPasted(program.args, problems, io);
  const gleaning = pasted.reading
    ? { ...pasted.reading, readAs: 'a folder of an Ansible inventory', left: [] }
    : await glean({ ...pasted, problems, env: io.env }, options.inventoryFormat);
  const draft = draftOf(gleaning, { ...wishesOf(pasted, options), env: io.env, problems });
  io.stderr.write(describeDraft(draft, `${pasted.file}, read as ${gleaning.readAs}`, io));
  if (draft.devices.length === 0) {
    throw new UsageError([{ message: `there is no device in it, and nothing was written` }]);
  }
  if (pasted.isTyped) io.stderr.write('\n');
  const known = { username: options.username, platform };
  const all = pasted.isTyped ? await askForTheRest(draft, known, io) : known;
  const devices = options.groupBy.reduce(
    groupBy,
    draft.devices.map((device) => withDefaults(device, all)),
  );
  const text = devicesText(devices, headerOf(pasted));
  await check(text, devices, io);
  if (options.output === STDOUT) {
    io.stdout.write(text);
    return EXIT.ok;
  }
  await write(options, text);
  io.stderr.write(whatNext(devices, draft, options));
  return EXIT.ok;
}

const GROUPS = { init: initOptions } as const;

const WORDS = {
  name: 'netrun init',
  description:
    'Writes a devices.yaml, the file that netrun reads, of a list, a table, another inventory or what you type. It overwrites nothing, and leaves passwords out.',
  argument: '[file or addresses...]',
  examples: `Examples:
  netrun init                      asks; paste what you have
  netrun init 10.0.0.1 10.0.0.2    of these
  netrun init switches.csv         of a table, or an inventory in any format
  netrun init --dry-run < hosts    shows what it would be, here of /etc/hosts,
                                   "show cdp neighbors detail" or the like
`,
};

const STDOUT = '-';

/** Before anything is asked or read, so that nobody types in vain. */
function refuseOutput(output: string): void {
  if (output === STDOUT) return;
  if (!/\.ya?ml$/i.test(output) || /(?:^|[/\\])\.?netmiko\.ya?ml$/i.test(output)) {
    throw new UsageError([
      { message: `--output: ${output} would not be read as devices; name a file such as ${OWN_NAME}` },
    ]);
  }
  if (existsSync(output)) throw existing(output);
}

function existing(output: string): UsageError {
  return new UsageError([
    {
      file: output,
      message:
        'the file is there, and netrun init overwrites none: name another with -o, or look with --dry-run at what it would hold',
    },
  ]);
}

/** @throws UsageError */
function knownType(text: string): string {
  const type = readDeviceType(deviceTypeOf(text));
  if ('problem' in type) throw new UsageError([{ message: `--platform: ${type.problem}` }]);
  return type.platform;
}

function wishesOf(
  { file, path }: Pasted,
  { keepSecrets }: InitSettings,
): Omit<DraftOptions, 'env' | 'problems'> {
  const isOwn = path !== undefined && whyNotOurs(path, process.getuid?.()) === undefined;
  return {
    file,
    defaults: {},
    secrets: keepSecrets ? 'keep' : 'leave out',
    commands: isOwn ? 'keep' : 'leave out',
  };
}

/** What devices get that do not say it. */
type Rest = { readonly username: string | undefined; readonly platform: string | undefined };

async function askForTheRest({ devices }: Draft, known: Rest, io: Io): Promise<Rest> {
  const lacks = (key: string) => devices.some(({ values }) => isOpen(values.get(key)));
  const username =
    known.username ??
    (lacks('username') ? await askOpenly('User name (Enter: netrun asks each time)', io, '') : undefined);
  if (known.platform !== undefined || !lacks('device_type')) return { ...known, username };
  for (;;) {
    const typed = await askOpenly('What they are, such as cisco_ios (Enter: netrun finds out)', io, '');
    if (typed.trim() === '') return { username, platform: undefined };
    const type = readDeviceType(deviceTypeOf(typed));
    if ('platform' in type) return { username, platform: type.platform };
    io.stderr.write(`${visibleLine(type.problem)}\n`);
  }
}

/** Nothing is said, or that it is to be found out. */
function isOpen(value: unknown): boolean {
  return value === undefined || value === 'autodetect';
}

function withDefaults(device: DraftDevice, { username, platform }: Rest): DraftDevice {
  const values = new Map(device.values);
  if (platform !== undefined && isOpen(values.get('device_type'))) values.set('device_type', platform);
  if (username && !values.has('username')) values.set('username', username.trim());
  return { ...device, values };
}

function headerOf({ file }: Pasted): readonly string[] {
  return [
    `Devices for netrun, made by "netrun init" from ${visibleLine(file)}; yours to change.`,
    'Passwords are better not here: netrun asks with -k. If one must be, then as',
    'password: env:NAME, keyring:service/account, cmd:pass show net or file:PATH.',
  ];
}

/** What is written has to be understood, or it is not written. */
async function check(text: string, devices: readonly DraftDevice[], { env }: Pick<Io, 'env'>): Promise<void> {
  const { devices: found } = await loadText(text, OWN_NAME, env);
  const read = found.map(({ name, host, port, platform, groups }) =>
    identity(name, host, port, platform, groups),
  );
  const meant = devices.map(({ name, host, groups, values }) =>
    identity(name, host, values.get('port'), values.get('device_type'), groups),
  );
  if (read.toSorted().join('\n') !== meant.toSorted().join('\n')) {
    throw new Error('what was written down does not say what it was made of');
  }
}

function identity(
  name: string,
  host: string,
  port: unknown,
  type: unknown,
  groups: readonly string[],
): string {
  return JSON.stringify([name, host, port, type, groups.toSorted()]);
}

async function write({ output, keepSecrets }: InitSettings, text: string): Promise<void> {
  try {
    // Somebody may have written it meanwhile.
    const file = await open(output, 'wx', keepSecrets ? 0o600 : 0o666);
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'EEXIST') throw existing(output);
    throw new UsageError([{ file: output, message: `the file cannot be written: ${error.message}` }]);
  }
}

function whatNext(devices: readonly DraftDevice[], { remarks }: Draft, { output }: InitSettings): string {
  const file = output === OWN_NAME ? '' : ` -i ${output}`;
  const hasUser = devices.every(({ values }) => values.has('username'));
  const who = hasUser ? '' : ' -u NAME';
  const lacksPassword = devices.some(({ values }) => !values.has('password'));
  const first = `netrun${file} --dry-run "show version"`;
  const second = `netrun${file}${who}${lacksPassword ? ' -k' : ''} "show version"`;
  const width = Math.max(first.length, second.length);
  return [
    `${output} is written: ${devices.length} ${devices.length === 1 ? 'device' : 'devices'}. Next:`,
    `  ${first.padEnd(width)}  who gets what; contacts nothing`,
    `  ${second.padEnd(width)}  ${lacksPassword ? 'asks for the password, and runs it' : 'runs it'}`,
    ...(remarks.some(({ what }) => what.startsWith('password ')) ? [PASSWORDS] : []),
    '',
  ].join('\n');
}

const PASSWORDS =
  'Passwords are not in it. Besides -k: NETRUN_PASSWORD, or in the file password: ask:,\nkeyring:net/admin, cmd:pass show net/admin or env:NAME.';
