import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';
import { playRecording } from '../inventory/sources/play-netbox.ts';
import { startNetrun } from './program.ts';

const PASSWORD = 'Pa55-of-a-source';

let folder: string;
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ devices: 2, password: PASSWORD });
});
afterAll(() => lab.close());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-sources-'));
});
afterEach(() => rm(folder, { recursive: true }));

const rows = () =>
  lab.devices
    .map(
      ({ name, host, port, username }) =>
        `- {name: ${name}, ip: ${host}, port: ${port}, username: ${username}, device_type: cisco_ios}\n`,
    )
    .join('');
const env = { NETRUN_PASSWORD: PASSWORD, PATH: process.env.PATH ?? '' };

/** Runs netrun with a text on its standard input. */
async function netrunWith(stdin: string, args: readonly string[]) {
  await using run = startNetrun(args, { env: { ...env, NETRUN_STATE_DIR: path.join(folder, 'state') } });
  run.process.stdin?.end(stdin);
  return await run.ended;
}

describe('netrun with an inventory from stdin', () => {
  it('gives every device of it one result, those with a bad row too', async () => {
    const bad = '- {name: bad, ip: 192.0.2.1, device_type: cisco_oss}\n';
    const run = await netrunWith(bad + rows(), ['-i', '-', '-o', 'json', 'show clock']);
    expect(run.code).toBe(1);
    const { summary, results } = JSON.parse(run.stdout);
    expect(summary).toMatchObject({ inventory: 3, selected: 3, ok: 2, skipped: 1 });
    expect(results[0]).toMatchObject({
      device: 'bad',
      host: '192.0.2.1',
      status: 'skipped',
      reason: 'inventory',
      notes: [expect.stringMatching(/^stdin:1:\d+: unknown device type "cisco_oss"/)],
      attempts: 0,
    });
    expect(results.map(({ status }: { status: string }) => status)).toEqual(['skipped', 'ok', 'ok']);
  });

  it('stops at a bad row with --strict-inventory', async () => {
    const run = await netrunWith(`- {name: bad, ip: h}\n${rows()}`, [
      '-i',
      '-',
      '--strict-inventory',
      'show clock',
    ]);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/^stdin:1:3: this device has no device_type/);
  });

  it('does not take its commands from there as well', async () => {
    const run = await netrunWith('', ['-i', '-', '-f', '-']);
    expect(run.code).toBe(2);
    expect(run.stderr).toBe('inventory and commands cannot both come from stdin; give one as a file\n');
  });

  it('runs no command that it names', async () => {
    const touch = `- {name: x, ip: h, device_type: linux, username: u, password: "cmd:touch ${folder}/ran"}\n`;
    const run = await netrunWith(touch, ['-i', '-', 'id']);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(
      /^stdin:1:\d+: a command \(cmd:\) is not run, since this inventory does not come/,
    );
  });
});

it('The token of a NetBox does not reach what netrun starts', async () => {
  await using netbox = await playRecording();
  const out = path.join(folder, 'environment');
  const config = path.join(folder, 'config');
  await writeFile(config, `ProxyCommand sh -c 'env > ${out}'\n`, { mode: 0o600 });
  const run = await netrun(
    [
      '-i',
      `netbox+${netbox.origin}/`,
      '-l',
      'leaf-2',
      '-u',
      'me',
      '-F',
      config,
      '-o',
      'json',
      'show version',
    ],
    { env: { ...env, NETBOX_TOKEN: 'hidden-token', NETRUN_STATE_DIR: path.join(folder, 'state') } },
  );
  expect(run.code).toBe(1);
  expect(JSON.parse(run.stdout).summary).toMatchObject({ inventory: 8, selected: 1, failed: 1 });
  expect(netbox.requests[0]?.authorization).toBe('Token hidden-token');
  const environment = await readFile(out, 'utf8');
  expect(environment).toContain('PATH=');
  expect(environment).not.toMatch(/hidden-token|NETRUN_PASSWORD/);
});

it('An inventory that is a program gets no secret, and warns when it shrinks, however quiet the run is', async () => {
  const file = path.join(folder, 'inventory');
  const script = (count: number) =>
    `#!/bin/sh\n[ -z "$NETRUN_PASSWORD" ] || exit 9\nhead -${count} <<'END'\n${rows()}END\n`;
  const state = { ...env, NETRUN_STATE_DIR: path.join(folder, 'state') };
  await writeFile(file, script(2));
  await chmod(file, 0o755);
  expect((await netrun(['-i', file, '-q', 'show clock'], { env: state })).code).toBe(0);
  await writeFile(file, script(1));
  const run = await netrun(['-i', file, '-q', 'show clock'], { env: state });
  expect(run.code).toBe(0);
  expect(run.stderr).toBe('warning: the inventory has shrunk from 2 devices to 1 since the last run\n');
});
