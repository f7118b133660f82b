import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SUBCOMMANDS } from '../../src/cli/subcommands.ts';
import { generateHostKey } from '../../src/lab/host-key.ts';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { startLab } from '../../src/lab/lab.ts';
import { type Ending, PROGRAM, type Program, start } from '../cli/program.ts';

const ROOT = path.join(import.meta.dirname, '../..');

/** The devices that examples may name; each is a simulated router, whatever its address. */
const DEVICES = `defaults: {device_type: cisco_ios}
groups:
  kyiv: {site: kyiv, devices: [r1, sw01, sw02, sw07]}
  lviv: {site: lviv, devices: [r2, r3, sw12]}
  core: {role: core, devices: [r1, r2]}
  core-kyiv: [r1]
  branches: [sw01, sw02, sw07, sw12]
routers:
  - {name: r1, ip: 10.1.0.1}
  - {name: r2, ip: 10.2.0.1}
  - {name: r3, ip: 10.2.0.2}
switches:
  - {name: sw01, ip: 10.1.0.11}
  - {name: sw02, ip: 10.1.0.12}
  - {name: sw07, ip: 10.1.0.17}
  - {name: sw12, ip: 10.2.0.12}
`;

/** Files that examples may name, besides those that their own page writes with "In \`NAME\`:". */
const FILES: Readonly<Record<string, string>> = {
  'devices.yaml': DEVICES,
  'commands.txt': '# one a line\nshow clock\nshow users\n',
  'commands.yaml': 'r1: [show clock, show users]\ncore: show ip route\ncisco_ios: show version\n',
  'failed.txt': 'r2\nsw01\n',
  'done.txt': 'r1\nr2\n',
  'hosts.txt': 'r1\nr2\n',
  'hosts.yaml': 'r1: {hostname: 10.1.0.1, platform: ios}\nr2: {hostname: 10.2.0.1, platform: ios}\n',
  'routers.csv': 'name,ip,platform\nr1,10.1.0.1,cisco_ios\n',
  'all.json': JSON.stringify({
    all: { hosts: ['r1'] },
    _meta: { hostvars: { r1: { ansible_host: '10.1.0.1', ansible_network_os: 'cisco.ios.ios' } } },
  }),
  'devices-of-today': '#!/bin/sh\ncat devices.yaml\n',
};

/** Simulated devices behind the addresses of the examples. */
export interface Town extends AsyncDisposable {
  /**
   * A folder in which the examples of a page are run one after the other.
   * @param files what lies there besides, by name
   */
  sandbox(files: Readonly<Record<string, string>>): Promise<Sandbox>;
}

/** A folder in which commands of a shell are run. */
export interface Sandbox {
  /** @param netrun `plan`: netrun only says what it would do */
  run(command: string, netrun: 'run' | 'plan'): Promise<Ending>;
  /** Begins a command that runs until the town is left; resolves when it has said on stderr what `until` finds. */
  begin(command: string, until: RegExp): Promise<void>;
}

export async function openTown(): Promise<Town> {
  const routers = [...DEVICES.matchAll(/name: (\w+), ip: ([\d.]+)/g)].map(([, name = '', ip = '']) => ({
    name,
    ip,
  }));
  const lab = await startLab({ devices: routers.map(({ name }) => ({ name })) });
  const pair = await startLab({ devices: 2 });
  const gate = await startLab({ devices: [{ platform: 'linux', behaviour: { forwarding: 'carried' } }] });
  const [device] = lab.devices;
  const folders: string[] = [];
  const left: Program[] = [];
  const hosts = routers.map(({ ip }, place) => `Host ${ip}\n  Port ${lab.devices[place]?.port}\n`);
  hosts.push(`Host gate.*\n  Port ${gate.devices[0]?.port}\n`);
  const sshConfig = `${hosts.join('')}Host *\n  HostName 127.0.0.1\n  Port ${device?.port}\n`;
  return {
    async sandbox(files) {
      const folder = await mkdtemp(path.join(tmpdir(), 'netrun-examples-'));
      folders.push(folder);
      const all = {
        ...files,
        ...FILES,
        // As if netrun lab had written it, which may then do so.
        'lab.yaml': `# Written by netrun lab, which may overwrite it.\n${inventoryText(pair.devices)}`,
        'home/.ssh/config': sshConfig,
        'home/.ssh/id_ed25519': generateHostKey(),
        'run/netrun': `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`,
        'plan/netrun': planned(),
      };
      for (const [name, text] of Object.entries(all)) {
        const file = path.join(folder, name);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text, { mode: text.startsWith('#!') ? 0o700 : 0o600 });
      }
      // As `npm install` does with the path of a checkout.
      await mkdir(path.join(folder, 'node_modules'));
      await symlink(ROOT, path.join(folder, 'node_modules/netrun'), 'junction');
      await cp(path.join(ROOT, 'docs/example'), folder, { recursive: true });
      const begin = (command: string, netrun: 'run' | 'plan') =>
        start('/bin/bash', ['-o', 'pipefail', '-c', command], {
          cwd: folder,
          env: {
            PATH: [path.join(folder, netrun), path.dirname(process.execPath), process.env.PATH].join(':'),
            HOME: path.join(folder, 'home'),
            NETRUN_USERNAME: device?.username ?? '',
            NETRUN_PASSWORD: device?.password ?? '',
            NETRUN_JUMP_PASSWORD: gate.devices[0]?.password ?? '',
            NETRUN_SECRET: device?.secret ?? '',
          },
          timeoutMs: 60_000,
        });
      return {
        run: (command, netrun) => begin(command, netrun).ended,
        async begin(command, until) {
          const program = begin(`exec ${command} --port ${await freePort()}`, 'run');
          left.push(program);
          await program.until('stderr', until);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      for (const program of left) await program[Symbol.asyncDispose]();
      await Promise.all([lab.close(), pair.close(), gate.close()]);
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where a lab can be: the tests beside this one may have the usual ports. */
async function freePort(): Promise<number> {
  await using lab = await startLab({ devices: 1 });
  return lab.devices[0]?.port ?? 0;
}

/** A program in netrun's place that contacts nothing. */
function planned(): string {
  const subcommands = Object.keys(SUBCOMMANDS).join('|');
  return `#!/bin/sh
case "$1" in
  ${subcommands}) echo "netrun $1 has no --dry-run" >&2; exit 2 ;;
  *) exec '${process.execPath}' '${PROGRAM}' --dry-run "$@" ;;
esac
`;
}
