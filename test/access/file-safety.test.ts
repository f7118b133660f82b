import { chmod, chown, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canOthersRead, whyNotOurs } from '../../src/access/file-safety.ts';

const UID = userInfo().uid;
const isRoot = UID === 0;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'netrun-safety-')));
  file = join(folder, 'devices.yaml');
  await writeFile(file, '', { mode: 0o600 });
});
afterEach(() => rm(folder, { recursive: true }));

describe('who could have written a file', () => {
  it.each([0o600, 0o644, 0o755])('nobody else, with mode %o', async (mode) => {
    await chmod(file, mode);
    expect(whyNotOurs(file, UID)).toBeUndefined();
  });

  it('others, where anybody may write to it', async () => {
    await chmod(file, 0o646);
    expect(whyNotOurs(file, UID)).toBe(`can be written by others; chmod go-w ${file}`);
  });

  it('others, where anybody may write to a folder on the way to it', async () => {
    const inner = join(folder, 'inner');
    await mkdir(inner);
    await writeFile(join(inner, 'd.yaml'), '', { mode: 0o600 });
    await chmod(folder, 0o777);
    expect(whyNotOurs(join(inner, 'd.yaml'), UID)).toBe(`can be written by others; chmod go-w ${folder}`);
    // In /tmp nobody can put his file in the place of another's.
    await chmod(folder, 0o1777);
    expect(whyNotOurs(join(inner, 'd.yaml'), UID)).toBeUndefined();
  });

  it('is asked of what a link leads to', async () => {
    await chmod(file, 0o666);
    await symlink(file, join(folder, 'link'));
    expect(whyNotOurs(join(folder, 'link'), UID)).toMatch(/can be written by others/);
  });

  it('is not known of what is no file', async () => {
    expect(whyNotOurs('netbox+https://h/', UID)).toBe('is no file on this machine');
  });

  it.skipIf(!isRoot)('another user, whose file it is', async () => {
    await chown(file, 4321, 4321);
    expect(whyNotOurs(file, UID)).toMatch(/another user's: it does not belong to you or root/);
    expect(whyNotOurs(file, 1234)).toMatch(/does not belong to you or root/);
    await chown(folder, 4321, 4321);
    expect(whyNotOurs(file, 4321)).toBeUndefined();
  });

  it.skipIf(!isRoot)('the group, unless it is the one of its owner alone', async () => {
    await chmod(file, 0o660);
    await chown(file, 0, 50);
    expect(whyNotOurs(file, UID)).toMatch(/can be written by others/);
    await chown(file, 0, 0);
    expect(whyNotOurs(file, UID)).toBeUndefined();
  });

  it('is not asked where users have no numbers', async () => {
    await chmod(file, 0o666);
    expect(whyNotOurs(file, undefined)).toBeUndefined();
  });
});

describe('who may read a file', () => {
  it.each([
    [0o600, false],
    [0o604, true],
    [0o622, false],
  ])('mode %o: others %s', async (mode, expected) => {
    await chmod(file, mode);
    expect(canOthersRead(file, UID)).toBe(expected);
  });

  it('nobody reads what is no file', async () => {
    expect(canOthersRead(join(folder, 'none'), UID)).toBe(false);
  });
});
