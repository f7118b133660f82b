import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DetectedPlatforms, detectedPlatforms } from '../access/detected-platforms.ts';
import { listedBastions } from '../access/listed-bastions.ts';
import { loginMemory } from '../access/login-memory.ts';
import type { Memory } from '../access/memory.ts';
import { plainDevices } from '../access/plain-devices.ts';
import { commandsFor, parseCommandFile } from '../inventory/command-file.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { overridesIn } from '../inventory/own-platforms.ts';
import { readText } from '../inventory/read-text.ts';
import { unknownWord } from '../inventory/unknown-word.ts';
import { withoutWords } from '../model/command-words.ts';
import type { Deadlines, Device, InventoryDevice } from '../model/device.ts';
import type { Depth } from '../model/examination.ts';
import type { Command, Job } from '../model/job.ts';
import type { Skip } from '../model/skip.ts';
import { UsageError } from '../model/usage-error.ts';
import { platformOf } from '../platforms/index.ts';
import { REPORTERS } from '../reporters/index.ts';
import { chooseDevices } from './chosen-devices.ts';
import { completeDevices, completeRoutes } from './complete-devices.ts';
import { withoutCredentials } from './credentials.ts';
import { refuseForeignCommands } from './foreign-commands.ts';
import { hostKeysOfRun, type RunHostKeys } from './host-keys.ts';
import type { Io } from './io.ts';
import type { Setting } from './options/option-group.ts';
import type { RunOptions } from './options.ts';
import { readStdin } from './read-stdin.ts';
import { forgetSecrets } from './secret-variables.ts';
import { stateFolder } from './state-folder.ts';

/** What is to be done: everything is known, and nothing has been contacted. */
export type Plan = {
  readonly devices: readonly Device[];
  /** One per device, in the same order. */
  readonly jobs: readonly (Job | Skip)[];
  /** Devices in the inventory, before `--limit`. */
  readonly inventorySize: number;
  readonly notes: readonly string[];
  /** What is said even to somebody who wants to hear little. */
  readonly warnings: readonly string[];
  /** Passwords that the user has typed a moment ago. */
  readonly typed: ReadonlySet<string>;
  /** What learns from the results for the next runs. */
  readonly memories: readonly Memory[];
  readonly hostKeys: RunHostKeys;
  /** Where workers put outputs that are too large for the memory; to be removed after the run. */
  readonly spillFolder: string;
};

type PlanOptions = {
  /** Leaves out more devices than the options do. */
  readonly isWanted?: ((device: InventoryDevice) => boolean) | undefined;
  /** Devices are examined so far instead of being given commands; there are none then. */
  readonly examine?: Depth | undefined;
};

/**
 * Reads the inventory, selects, asks for what is missing and gives every device its job.
 * @throws UsageError with all that is wrong
 */
export async function makePlan(
  options: RunOptions,
  io: Io,
  { isWanted = () => true, examine }: PlanOptions = {},
): Promise<Plan> {
  if (options.inventory === '-' && options.file === '-') {
    throw new UsageError([
      { message: 'inventory and commands cannot both come from stdin; give one as a file' },
    ]);
  }
  const chosen = await chooseDevices(options, io);
  const { inventory } = chosen;
  const selected = chosen.devices.filter(isWanted);
  if (selected.length === 0) {
    throw new UsageError([{ message: 'the devices to repeat are no longer in the inventory' }]);
  }
  const plain = plainDevices(stateFolder(io.env));
  const logins = loginMemory(stateFolder(io.env));
  const detected = detectedPlatforms(stateFolder(io.env));
  const hostKeys = hostKeysOfRun(options, io.env, { isWatched: io.stderr.isTTY === true });
  const isStreamed =
    options.outputDir !== undefined || options.outputs.every(({ format }) => REPORTERS[format].isStreamed);
  const spillFolder = join(tmpdir(), `netrun-${randomUUID()}`);
  const output = { maxBytes: isStreamed ? MOST_STREAMED_BYTES : options.maxOutputBytes, spillFolder };
  const commandsOf = await readCommands(options, inventory, io);
  const overrides = overridesIn(inventory.platforms);
  const jobOf = (device: Device, commands: readonly Command[]): Job => ({
    commands,
    enable: options.enable,
    shell: options.shell,
    deadlines: deadlinesOf(device, options),
    answers: [...options.answers, ...device.answers],
    rejectCheck: options.rejectCheck,
    pipelining: (options.pipelining || device.pipelining) && !plain.has(device),
    ...rememberedOf(device, detected),
    ...(overrides && device.platform === 'autodetect' && { overrides }),
    output,
    ...(examine && { examine }),
  });
  const notes = [...inventory.notes];
  const all = selected.map((device) => ({ device, ...inOwnWords(device, commandsOf(device)) }));
  refuseWordsOfNobody(all);
  const toRun = examine ? all : all.filter(({ skip, commands }) => skip || commands.length > 0);
  if (toRun.length === 0) {
    throw new UsageError([
      { message: `${options.file} has no command for any of the ${selected.length} selected devices` },
    ]);
  }
  if (toRun.length < all.length) {
    const without = all.filter(({ skip, commands }) => !skip && commands.length === 0);
    const names = without.map(({ device }) => device.name);
    notes.push(`${options.file} has no command for ${names.join(', ')}: left out`);
  }
  const toContact = toRun.filter(({ skip }) => !skip).map(({ device }) => device);
  const bastions = listedBastions(inventory.devices, toContact, options.jump);
  refuseForeignCommands([...toContact, ...bastions], chosen, options);
  const ready =
    examine === 'tcp'
      ? await completeRoutes(toContact, chosen, options, io)
      : await completeDevices(toContact, bastions, chosen, options, io);
  const complete = ready.devices.values();
  forgetSecrets(io.env, inventory.devices);
  const tasks = toRun.map(({ device, commands, skip }) => {
    const next = skip ? undefined : complete.next().value;
    const whole = next ? logins.recall(hostKeys.expect(next, device.login)) : withoutCredentials(device);
    return { device: whole, job: skip ?? jobOf(whole, commands) };
  });
  return {
    devices: tasks.map(({ device }) => device),
    jobs: tasks.map(({ job }) => job),
    inventorySize: inventory.devices.length,
    notes: [...notes, ...ready.notes],
    warnings: [...inventory.warnings, ...hostKeys.warnings],
    typed: ready.typed,
    memories: [plain, detected, logins],
    hostKeys,
    spillFolder,
  };
}

function rememberedOf(device: Device, memory: DetectedPlatforms): Pick<Job, 'detected'> {
  const detected = device.platform === 'autodetect' ? memory.of(device) : undefined;
  return detected ? { detected } : {};
}

/** What is to be typed on a device; a skip where it has no such command. */
type Typed = { readonly commands: readonly Command[]; readonly skip?: Skip };

/** Where the platform is found out on the device, so are its commands. */
function inOwnWords(device: InventoryDevice, commands: readonly Command[]): Typed {
  if (device.skip) return { commands, skip: device.skip };
  if (device.platform === 'autodetect') return { commands };
  const words = withoutWords(commands, platformOf(device));
  if (words.missing.length === 0) return words;
  const notes = [`${device.platform} has no command for ${words.missing.join(' and ')}`];
  return { commands, skip: { skip: 'no command', notes } };
}

/** A word that none of the devices has a command for is a slip, and no reason for a run that does nothing. */
function refuseWordsOfNobody(all: readonly (Typed & { readonly device: InventoryDevice })[]): void {
  const reasons = all.flatMap(({ device, skip }) => (skip && !device.skip ? skip.notes : []));
  if (reasons.length === 0 || all.some(({ skip }) => !skip)) return;
  throw new UsageError([...new Set(reasons)].map((message) => ({ message })));
}

/** Of one command's output, where it goes out piece by piece. */
const MOST_STREAMED_BYTES = 2 ** 30;

/** The command line goes before the inventory, the inventory before the environment and the defaults. */
function deadlinesOf(device: Pick<Device, 'deadlines'>, options: RunOptions): Deadlines {
  const own = device.deadlines;
  const pick = (setting: Setting<number>, inventory: number | undefined) =>
    setting.isFromCommandLine ? setting.value : (inventory ?? setting.value);
  return {
    connectMs: pick(options.connectMs, own.connectMs),
    loginMs: pick(options.loginMs, own.loginMs),
    idleMs: pick(options.idleMs, own.idleMs),
    deviceMs: pick(options.deviceMs, own.deviceMs),
  };
}

async function readCommands(
  options: RunOptions,
  inventory: Inventory,
  io: Io,
): Promise<(device: InventoryDevice) => readonly Command[]> {
  if (options.file === undefined) {
    const wrong = options.commands.flatMap((text) => unknownWord(text) ?? []);
    if (wrong.length > 0) throw new UsageError(wrong.map((message) => ({ message })));
    const commands = options.commands.map((text) => ({ text }));
    return () => commands;
  }
  const text =
    options.file === '-'
      ? await readStdin(io.stdin, 'the commands are')
      : await readText(options.file, 'name a file of commands with -f');
  const file = parseCommandFile(text, options.file === '-' ? 'stdin' : options.file, inventory);
  return (device) => commandsFor(file, device);
}
