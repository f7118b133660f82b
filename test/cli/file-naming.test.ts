import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileNaming } from '../../src/cli/file-naming.ts';
import type { Result } from '../../src/model/result.ts';
import { files } from '../../src/reporters/files.ts';
import { device, outcome, reply, show } from '../reporters/fixed-run.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-naming-'));
});
afterEach(() => rm(folder, { recursive: true }));

const AT = new Date(2026, 2, 1, 17, 4, 59);
const R1 = device('10.0.0.1', { name: 'r1', variables: { site: 'kyiv' } });
const R2 = device('fe80::1', { name: '../../etc/r2', port: 2222, variables: { site: '..' } });

const answered = (one = R1, ...commands: string[]): Result => ({
  device: one,
  replies: commands.map((command) => reply(command, `${command}!\n`)),
  outcome: outcome({ status: 'ok' }),
});

const write = (template: string, ...results: Result[]) =>
  show(files(folder, fileNaming(template, AT)), { results });

const written = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

describe('--file-name', () => {
  test.each([
    ['{name}-{date}T{time}.log', ['______etc_r2-2026-03-01T17-04-59.log', 'r1-2026-03-01T17-04-59.log']],
    ['{site}/{name}.txt', ['__/______etc_r2.txt', 'kyiv/r1.txt']],
    ['{host}_{port}_{platform}', ['10.0.0.1_22_cisco_ios', 'fe80__1_2222_cisco_ios']],
    [
      '{name}-{command}.txt',
      ['______etc_r2-show_clock.txt', 'r1-show_clock.txt', 'r1-show_ip_route_0.0.0.0_0.txt'],
    ],
  ])('%s gives safe names', async (template, expected) => {
    await write(template, answered(R1, 'show clock', 'show ip  route 0.0.0.0/0'), answered(R2, 'show clock'));
    expect(await written()).toEqual(expected);
  });

  test('with {command} gives each output a file of its own, without a heading', async () => {
    await write('{command}/{name}', answered(R1, 'show clock', 'show users', 'show clock'));
    expect(await written()).toEqual(['show_clock/r1', 'show_clock_2/r1', 'show_users/r1']);
    expect(await readFile(path.join(folder, 'show_users/r1'), 'utf8')).toBe('show users!\n');
  });

  test('with {command} keeps what is whole of a device that failed', async () => {
    await writeFile(path.join(folder, 'r1-two.txt'), 'older\n');
    const failure = { kind: 'timeout', message: 'm', hint: '' } as const;
    await write('{name}-{command}.txt', {
      device: R1,
      replies: [reply('one', 'whole\n'), reply('two', 'half', 'partial')],
      outcome: outcome({ status: 'failed', failure }),
    });
    expect(await written()).toEqual(['r1-one.txt', 'r1-two.txt', 'r1-two.txt.partial']);
    expect(await readFile(path.join(folder, 'r1-two.txt'), 'utf8')).toBe('older\n');
  });

  test('keeps its ending however long a name or command is', async () => {
    const long = device('h', { name: 'r'.repeat(300) });
    const { lost } = await write('{name}-{command}.txt', answered(long, 'show '.repeat(100), 'x'));
    const names = await written();
    expect(lost).toBe(0);
    expect(names).toHaveLength(2);
    for (const name of names) expect(name).toMatch(/^r{90,}-\w+\.txt$/);
  });

  test('tells long commands apart that differ only at their ends', async () => {
    const long = `show ${'x'.repeat(150)}`;
    const { lost } = await write('{name}-{command}.txt', answered(R1, `${long} 1`, `${long} 2`, `${long} 3`));
    expect(lost).toBe(0);
    expect(await written()).toEqual([
      expect.stringMatching(/^r1-2_show_x+\.txt$/),
      expect.stringMatching(/^r1-3_show_x+\.txt$/),
      expect.stringMatching(/^r1-show_x+\.txt$/),
    ]);
  });

  test.each([
    ['{nmae}.txt', 'nothing is known as {nmae}; did you mean name?'],
    ['{stie}/{name}', 'nothing is known as {stie}; did you mean site?'],
    [
      '{name}{zzzzzzz}',
      'nothing is known as {zzzzzzz}; there is {name}, {host}, {port}, {platform}, {command}',
    ],
    ['../{name}.txt', '".." leads elsewhere; --output-dir says where the files go'],
    ['/etc/{name}', 'between two / there is a name, and none begins or ends with one'],
    ['{name}/', 'between two / there is a name, and none begins or ends with one'],
    ['{name.txt', 'a brace has no other one'],
    [`{name}${'x'.repeat(195)}`, 'it is too long'],
  ])('%s is refused', async (template, why) => {
    await expect(write(template, answered())).rejects.toThrow(why);
  });

  test.each([
    ['{date}.txt', 'r1 and ../../etc/r2 would both be written to 2026-03-01.txt: {name} tells them apart'],
    ['{platform}-{command}', '{name} tells them apart'],
  ])('%s is refused where two devices would write the same file', async (template, why) => {
    await expect(write(template, answered(), answered(R2))).rejects.toThrow(why);
    expect(await written()).toEqual([]);
  });

  test('takes names that differ only in capital letters for one', async () => {
    const other = device('10.0.0.3', { name: 'R1' });
    await expect(write('{name}.txt', answered(), answered(other))).rejects.toThrow('r1 and R1 would both');
  });

  test('says of devices of one name what tells them apart', async () => {
    const other = device('10.0.0.3', { name: 'r1' });
    await expect(write('{name}.txt', answered(), answered(other))).rejects.toThrow(
      'r1 (10.0.0.1:22) and r1 (10.0.0.3:22) would both be written to r1.txt: {host} and {port} tell them apart',
    );
  });

  test('never writes over another output of the same run', async () => {
    const [one, other] = [device('1', { name: 'a' }), device('2', { name: 'a2' })];
    const { stderr, lost } = await write('{name}{command}', answered(one, '2x'), answered(other, 'x'));
    expect(lost).toBe(1);
    expect(stderr.text()).toContain('a2x holds another output of this run already, so that of "x" is lost');
    expect(await readFile(path.join(folder, 'a2x'), 'utf8')).toBe('2x!\n');
  });
});
