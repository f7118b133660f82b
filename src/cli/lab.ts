import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { findPlatform, readDeviceType } from '../inventory/device-type.ts';
import { storedHostKey } from '../lab/host-key.ts';
import { inventoryText } from '../lab/inventory-text.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { TRANSCRIPTS } from '../lab/transcripts/index.ts';
import { UsageError } from '../model/usage-error.ts';
import { PLATFORMS, type PlatformName, platform } from '../platforms/index.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { wholeNumber } from './options/values.ts';
import { stateFolder } from './state-folder.ts';

/** `netrun lab`: simulated devices on loopback, until Ctrl-C. */
export async function lab(argv: readonly string[], io: Io): Promise<ExitCode> {
  const program = new Command('netrun lab')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .description('Starts simulated devices on this machine, writes their inventory and runs until Ctrl-C.')
    .addOption(new Option('--devices <number>', 'how many').argParser(wholeNumber(1, 5000)).default(3))
    .addOption(new Option('--platform <name>', 'what they are').argParser(platformName).default('cisco_ios'))
    .addOption(
      new Option('--port <number>', "the first device's port; the next ones follow")
        .argParser(wholeNumber(1, 65_535))
        .default(22_100),
    )
    .addOption(
      new Option('--write <file>', 'where their inventory goes (default: lab.yaml in the state folder)'),
    );
  const options = program
    .parse([...argv], { from: 'user' })
    .opts<{ devices: number; platform: PlatformName; port: number; write?: string }>();

  const folder = stateFolder(io.env);
  const file = options.write ?? join(folder, 'lab.yaml');
  refuseToOverwrite(file);
  const running = await start(options, folder);
  try {
    const text = HEADER + inventoryText(running.devices);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { mode: 0o600 });
    const [first] = running.devices;
    io.stdout.write(text);
    io.stderr.write(
      `${running.devices.length} simulated ${first?.platform} device${running.devices.length === 1 ? ' is' : 's are'} running. In another terminal:\n`,
    );
    io.stderr.write(`  netrun -i ${file} "${commandFor(options.platform)}"\n`);
    io.stderr.write('Ctrl-C ends them.\n');
    await new Promise<void>((resolve) => {
      const forget = io.onStop(() => {
        forget();
        resolve();
      });
    });
  } finally {
    await running.close();
  }
  return EXIT.ok;
}

const HEADER = '# Written by netrun lab, which may overwrite it.\n';

/** A command that the simulated device knows. */
function commandFor(name: PlatformName): string {
  if (platform(name) === PLATFORMS.cisco_ios) return 'show ip int br';
  if (platform(name).words.version !== undefined) return '@version';
  const printing = TRANSCRIPTS[name].commands.find(
    ({ syntax, answer }) => typeof answer === 'function' && !syntax.includes('<'),
  );
  return printing?.syntax ?? '';
}

/** Somebody's inventory is not to be lost to a simulated one. */
function refuseToOverwrite(file: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8').startsWith(HEADER)) return;
  throw new UsageError([
    { message: `${file} exists, and netrun lab has not written it: name another file with --write` },
  ]);
}

function platformName(text: string): PlatformName {
  const name = findPlatform(text);
  if (name !== undefined) return name;
  const type = readDeviceType(text);
  throw new InvalidArgumentError('problem' in type ? `${type.problem}.` : `the lab does not play ${text}.`);
}

async function start(
  { devices, platform, port }: { devices: number; platform: PlatformName; port: number },
  folder: string,
): Promise<Lab> {
  if (port + devices - 1 > 65_535) {
    throw new UsageError([
      { message: `${devices} devices from port ${port} on go beyond 65535: give a smaller --port` },
    ]);
  }
  try {
    return await startLab({ devices, platform, port, hostKey: storedHostKey(folder) });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new UsageError([{ message: `a port from ${port} on is in use: give another one with --port` }]);
    }
    if (error instanceof Error && 'code' in error && 'path' in error) {
      const why = `${error.message}: the lab keeps its host key in ${folder}; NETRUN_STATE_DIR names another folder`;
      throw new UsageError([{ message: why }]);
    }
    throw error;
  }
}
