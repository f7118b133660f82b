import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { PlatformName } from '../../src/platforms/index.ts';
import { netrun } from '../integration/harness.ts';

const VENDORS = [
  'cisco_ios',
  'cisco_nxos',
  'juniper_junos',
  'huawei',
  'hp_comware',
  'fortinet',
  'arista_eos',
  'mikrotik_routeros',
] as const satisfies readonly PlatformName[];

let lab: Lab;
let folder: string;
let inventory: string;

beforeAll(async () => {
  lab = await startLab({ devices: VENDORS.map((platform) => ({ platform })) });
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-words-'));
  inventory = await write('lab.yaml', inventoryText(lab.devices));
});

afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

type Report = {
  readonly results: readonly {
    readonly platform: string;
    readonly status: string;
    readonly reason?: string;
    readonly notes: readonly string[];
    readonly replies: readonly { readonly command: string; readonly output: string }[];
  }[];
};

async function report(...args: readonly string[]): Promise<Report & { readonly code: number | null }> {
  const run = await netrun(['-i', inventory, '-o', 'json', ...args]);
  const { results }: Report = JSON.parse(run.stdout);
  return { results, code: run.code };
}

describe('a word in place of a command', () => {
  it('is the command of each of eight vendors in one run', async () => {
    const { results, code } = await report('@running-config');
    expect(code).toBe(0);
    expect(results.map(({ platform, status, replies }) => [platform, status, replies[0]?.command])).toEqual([
      ['cisco_ios', 'ok', 'show running-config'],
      ['cisco_nxos', 'ok', 'show running-config'],
      ['juniper_junos', 'ok', 'show configuration'],
      ['huawei', 'ok', 'display current-configuration'],
      ['hp_comware', 'ok', 'display current-configuration'],
      ['fortinet', 'ok', 'show full-configuration'],
      ['arista_eos', 'ok', 'show running-config'],
      ['mikrotik_routeros', 'ok', '/export'],
    ]);
    for (const { replies } of results) expect(replies[0]?.output).not.toBe('');
  });

  it('skips the devices whose platform has no command for it', async () => {
    const { results, code } = await report('@neighbors');
    expect(code).toBe(1);
    expect(results.filter(({ status }) => status !== 'ok')).toEqual([
      expect.objectContaining({
        platform: 'fortinet',
        status: 'skipped',
        reason: 'no command',
        notes: ['fortinet has no command for @neighbors'],
        replies: [],
      }),
    ]);
  });

  it('is an error where no device has a command for it', async () => {
    const run = await netrun(['-i', inventory, '-l', 'platform=fortinet', '-c', '@neighbors', '-c', '@mac']);
    expect(run.code).toBe(2);
    expect(run.stderr).toBe('fortinet has no command for @neighbors and @mac\n');
  });

  it('is an error where it is unknown, with the one that was meant', async () => {
    const run = await netrun(['-i', inventory, '@runing-config']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(
      'unknown word "@runing-config"; did you mean @running-config?; known are @running-config, @version',
    );
  });

  it('stands in files of commands too, and its slips are told with their place', async () => {
    const commands = await write('c.yaml', "huawei: '@version'\nall:\n  - '@arp'\n  - show clock\n");
    const dry = await netrun(['-i', inventory, '-f', commands, '--dry-run']);
    expect(dry.stdout).toMatch(/huawei {2}user \S+\n {4}display version\n/);
    expect(dry.stdout).toMatch(/fortinet {2}user \S+\n {4}get system arp\n {4}show clock\n/);
    const wrong = await write('w.yaml', "all:\n  - show clock\n  - '@vesion'\n");
    expect((await netrun(['-i', inventory, '-f', wrong])).stderr).toContain(
      'w.yaml:3:5: unknown word "@vesion"',
    );
    const lines = await write('w.txt', '# x\n @vesion\n');
    expect((await netrun(['-i', inventory, '-f', lines])).stderr).toContain(
      'w.txt:2:2: unknown word "@vesion"',
    );
  });

  it('shows in a dry run what each device gets', async () => {
    const { stdout, code } = await netrun(['-i', inventory, '--dry-run', '@neighbors']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/juniper_junos {2}user \S+\n {4}show lldp neighbors\n/);
    expect(stdout).toMatch(/ {2}skipped: no command\n {4}fortinet has no command for @neighbors\n/);
  });
});
