import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startLab } from '../../src/lab/lab.ts';
import { netrun as runNetrun } from '../integration/harness.ts';
import { ACTIVE, ALL_HOSTILE } from '../reporters/hostile-strings.ts';
import { useFolder } from '../reporters/own-folder.ts';

const temporary = useFolder();
const at = (name: string) => path.join(temporary.path, name);
// A name stands on a line of its own; outputs have more of them.
const TEXT = ALL_HOSTILE.replaceAll(/[\r\n\0\u2028\u2029\x85\x0b\x0c]/g, '');

/** A device that cannot be reached, with a name, groups and words that would do something to a terminal. */
const device = (more: object = {}) => ({
  name: `r1${TEXT}`,
  host: '127.0.0.1',
  port: 1,
  device_type: 'linux',
  username: `u${TEXT}`,
  password: 'p',
  groups: [`g${TEXT}`],
  site: TEXT,
  ...more,
});

async function netrun(args: readonly string[], inventory: unknown = [device()]) {
  const file = at('devices.json');
  writeFileSync(file, JSON.stringify(inventory), { mode: 0o600 });
  const run = await runNetrun(
    args.map((word) => (word === 'FILE' ? file : word)),
    {
      env: { NETRUN_STATE_DIR: at('state') },
      cwd: temporary.path,
    },
  );
  expect(run.stderr).not.toContain('netrun has a bug');
  return run;
}

describe('what an inventory says does nothing to a terminal', () => {
  test.each([
    ['--dry-run', ['-i', 'FILE', '--dry-run', `show${TEXT}`]],
    ['-v', ['-i', 'FILE', '-v', 'true']],
    ['--progress lines', ['-i', 'FILE', '--progress', 'lines', 'true']],
    ['-o json', ['-i', 'FILE', '-o', 'json', 'true']],
    ['-o markdown', ['-i', 'FILE', '-o', 'markdown', 'true']],
    ['--output-dir', ['-i', 'FILE', '--output-dir', 'out', 'true']],
    ['-l of nobody', ['-i', 'FILE', '-l', `nobody${TEXT}`, 'true']],
    ['an option that there is not', ['-i', 'FILE', `--${TEXT}`, 'true']],
    ['inventory', ['inventory', '-i', 'FILE']],
    ['inventory -o table', ['inventory', '-i', 'FILE', '-o', 'table']],
    ['inventory -o names', ['inventory', '-i', 'FILE', '-o', 'names']],
    ['inventory -o json', ['inventory', '-i', 'FILE', '-o', 'json']],
    ['trust', ['trust', '-i', 'FILE']],
    ['trust -o json', ['trust', '-i', 'FILE', '-o', 'json']],
    ['trust --scan', ['trust', '-i', 'FILE', '--scan']],
    ['completion', ['completion', 'words', '--', '-i', 'FILE', '-l', 'r']],
  ])('in %s', async (_what, args) => {
    const { stdout, stderr } = await netrun(args);
    expect(stdout + stderr).not.toBe('');
    expect(stdout).not.toMatch(ACTIVE);
    expect(stderr).not.toMatch(ACTIVE);
  });

  test('in last', async () => {
    await netrun(['-i', 'FILE', 'true']);
    const { stdout, stderr } = await netrun(['last']);
    expect(stdout + stderr).not.toMatch(ACTIVE);
  });

  test.each([
    ['a misspelt key', [device({ [`hots${TEXT}`]: 1, usernam: TEXT })]],
    ['a platform', [device({ device_type: `cisco${TEXT}` })]],
    ['an address', [device({ host: `10.0.0.1${TEXT}` })]],
    ['a host key', [device({ host_keys: TEXT })]],
    ['another kind of file', `text${TEXT}`],
  ])('in a message about what is wrong with it: %s', async (_what, inventory) => {
    const { stdout, stderr } = await netrun(['-i', 'FILE', 'true'], inventory);
    expect(stderr).not.toBe('');
    expect(stdout + stderr).not.toMatch(ACTIVE);
  });
});

test('files are written for a device of any name, and none outside the folder', async () => {
  await using lab = await startLab({ devices: 5 });
  const names = ['../../up', '/etc/passwd', 'con', `x${TEXT}`, 'CON'];
  const inventory = lab.devices.map(({ platform, host_keys: _, ...rest }, index) => ({
    ...rest,
    device_type: platform,
    name: names[index],
  }));
  mkdirSync(at('a/b'), { recursive: true });
  const run = await netrun(['-i', 'FILE', '--output-dir', at('a/b/out'), 'show clock'], inventory);
  expect(run.code).toBe(0);
  expect(readdirSync(at('a'))).toEqual(['b']);
  expect(readdirSync(at('a/b'))).toEqual(['out']);
  const written = readdirSync(at('a/b/out'));
  expect(written).toHaveLength(5);
  expect(new Set(written.map((name) => name.toLowerCase())).size).toBe(5);
  for (const name of written) expect(name).not.toMatch(/[\\/]|^\.|^con\.|[ .]$/i);
});
