import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await startLab({ devices: 2 });
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-grep-'));
  const [first, second] = lab.devices;
  const write = (name: string, devices: typeof lab.devices) =>
    writeFile(path.join(folder, name), inventoryText(devices), { mode: 0o600 });
  await write('devices.yaml', lab.devices);
  if (first && second) await write('broken.yaml', [first, { ...second, port: 1 }]);
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) =>
  netrun(args, { cwd: folder, env: { NETRUN_RETRIES: '0', NETRUN_STATE_DIR: path.join(folder, 'state') } });

describe('netrun grep', () => {
  test('prints the lines of all devices that match', async () => {
    const found = await run('grep', '-q', 'Loopback', 'show ip int br');
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toMatch(/^R1: Loopback0 .*\nR2: Loopback0 .*\n$/);
  });

  test('prints the lines around them', async () => {
    const found = await run('grep', '-q', '-l', 'R1', '-C', '1', 'Loopback', 'show ip int br');
    expect(found.stdout).toMatch(/^R1- GigabitEthernet0\/7 .*\nR1: Loopback0 .*\n$/);
  });

  test('counts, ignores capital letters, and looks for the others', async () => {
    const counted = await run('grep', '-q', '--count', '--ignore-case', 'LOOPBACK', 'show ip int br');
    expect(counted.stdout).toBe('R1: 1\nR2: 1\n');
    const inverted = await run('grep', '-q', '--invert', '--count', 'Ethernet', 'show ip int br');
    expect(inverted.stdout).toBe('R1: 2\nR2: 2\n');
  });

  test('ends with 1 where nothing matches and every device answered, with 2 where one did not', async () => {
    expect(await run('grep', 'nowhere', 'show clock')).toMatchObject({ code: 1, stdout: '' });
    expect((await run('grep', '-i', 'broken.yaml', 'nowhere', 'show clock')).code).toBe(2);
    expect((await run('grep', '-i', 'broken.yaml', 'UTC', 'show clock')).code).toBe(0);
  });

  test('looks through the outputs of several commands, and of those in a file', async () => {
    const both = await run('grep', '-q', '-l', 'R1', 'UTC|Loop', '-c', 'show clock', '-c', 'show ip int br');
    expect(both.stdout).toMatch(/^R1: .* UTC .*\nR1: Loopback0 .*\n$/);
    await writeFile(path.join(folder, 'commands.txt'), 'show clock\n');
    const filed = await run('grep', '-q', '-l', 'R1', 'UTC', '-f', 'commands.txt');
    expect(filed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^R1: .* UTC .*\n$/) });
  });

  test.each([
    [['grep'], /missing required argument 'pattern'/],
    [
      ['grep', '--rerun', 'failed', '--output-dir', 'out', 'x', 'show clock'],
      /--output-dir, --rerun: that goes/,
    ],
    [['grep', 'x'], /a pattern and a command are wanted/],
    [['grep', '(', 'show clock'], /Invalid regular expression/],
  ])('%j is refused', async (args, why) => {
    const refused = await run(...args);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(why);
  });
});

describe('netrun check', () => {
  test('is well where every device answered and complied', async () => {
    const checked = await run('check', '--present', '^Loopback0', '--absent', 'Serial', 'show ip int br');
    expect(checked).toMatchObject({ code: 0, stdout: '' });
  });

  test('says what a device lacks and what it should not have', async () => {
    const checked = await run(
      'check',
      '-l',
      'R1',
      '--present',
      'Serial',
      '--absent',
      '^Loop',
      'show ip int br',
    );
    expect(checked.code).toBe(1);
    expect(checked.stdout).toMatch(/^R1: no line matches Serial\nR1: a line matches \^Loop: Loopback0 .*\n$/);
  });

  test('looks at the outputs of several commands', async () => {
    const commands = ['-l', 'R1', '-c', 'show clock', '-c', 'show ip int br'];
    expect((await run('check', '--present', 'UTC', '--present', 'Loop', ...commands)).code).toBe(0);
    expect((await run('check', '--absent', 'Loop', ...commands)).code).toBe(1);
  });

  test('is not well where a device did not answer', async () => {
    expect((await run('check', '-i', 'broken.yaml', '--present', 'UTC', 'show clock')).code).toBe(1);
  });

  test('wants to know what to check', async () => {
    expect((await run('check', 'show clock')).stderr).toMatch(/--present or --absent/);
  });
});
