import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('finds out once what devices are, shows it, and runs on each what it has for a word', async () => {
  await using lab = await startLab({
    devices: [{ platform: 'cisco_nxos' }, { platform: 'huawei_vrp' }, { platform: 'mikrotik_routeros' }],
  });
  const inventory = path.join(folder, 'devices.yaml');
  const entries = lab.devices.map(({ name, host, port, username, password }) =>
    JSON.stringify({ device_type: 'autodetect', name, host, port, username, password }),
  );
  await writeFile(inventory, entries.map((entry) => `- ${entry}\n`).join(''), { mode: 0o600 });
  const env = { NETRUN_STATE_DIR: path.join(folder, 'state') };
  const platformsOf = async () => {
    const run = await netrun(['-i', inventory, '-o', 'json', '@version'], { env });
    const report = JSON.parse(run.stdout) as {
      results: { platform: string; status: string; replies: { command: string }[] }[];
    };
    return report.results.map(({ platform, status, replies }) => [platform, status, replies[0]?.command]);
  };
  const found = [
    ['cisco_nxos', 'ok', 'show version'],
    ['huawei_vrp', 'ok', 'display version'],
    ['mikrotik_routeros', 'ok', '/system resource print'],
  ];
  expect(await platformsOf()).toEqual(found);
  const typed = () =>
    lab.devices.map(
      (device) =>
        lab
          .typed(device)
          .join('')
          .match(/version/g)?.length ?? 0,
    );
  // Once to find out what it is, and once for the word.
  expect(typed()).toEqual([2, 2, 0]);
  expect(await platformsOf()).toEqual(found);
  expect(typed()).toEqual([3, 3, 0]);
  const pretty = await netrun(['-i', inventory, '@version'], { env });
  expect(pretty.stdout).toMatch(/ cisco_nxos .*\n(?:.*\n)* huawei_vrp |cisco_nxos/);
  expect(pretty.stdout).not.toContain('autodetect');
});

it('says what it saw of a device that it cannot tell', async () => {
  await using lab = await startLab({ devices: [{ platform: 'zyxel_os' }] });
  const [device] = lab.devices;
  const inventory = path.join(folder, 'devices.yaml');
  const { name, host, port, username, password } = device ?? {};
  const entry = JSON.stringify({ device_type: 'cisco_ios', name, host, port, username, password });
  await writeFile(inventory, `- ${entry}\n`, { mode: 0o600 });
  const run = await netrun(['-i', inventory, '--platform', 'autodetect', 'show clock'], {
    env: { NETRUN_STATE_DIR: path.join(folder, 'state') },
  });
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(
    /failed \(prompt\): what it is cannot be told: its SSH server calls itself "OpenSSH_7\.9"/,
  );
  expect(run.stderr).toContain('\n  waited for: an answer that tells what it is\n');
});
