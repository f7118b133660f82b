import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { netrun } from '../integration/harness.ts';
import { PROGRAM } from './program.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-complete-'));
  const device = 'device_type: cisco_ios, username: a, password: b';
  await writeFile(
    path.join(folder, 'devices.yaml'),
    `core:\n  - {name: r1, ip: 192.0.2.1, ${device}}\n  - {name: r2, ip: 192.0.2.2, ${device}}\n`,
  );
  await writeFile(path.join(folder, 'netrun'), `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
  await chmod(path.join(folder, 'netrun'), 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

async function words(...typed: string[]): Promise<readonly string[]> {
  const run = await netrun(['completion', 'words', '--', ...typed], { cwd: folder });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return run.stdout.split('\n').filter((line) => line !== '');
}

describe('The completion of a command line', () => {
  test('knows options, also those that the short help leaves out', async () => {
    expect(await words('--login-t')).toEqual(['--login-timeout']);
  });

  test('knows subcommands as the first word', async () => {
    expect(await words('dem')).toEqual(['demo']);
    expect(await words('show', 'dem')).toEqual([]);
  });

  test('knows the choices of an option', async () => {
    expect(await words('--output', 'nd')).toEqual(['ndjson']);
    expect(await words('--executor', '')).toEqual(['threads', 'processes', 'inline']);
  });

  test('knows platforms', async () => {
    expect(await words('--platform', 'cisco_n')).toEqual(['cisco_nxos']);
  });

  test('knows what stands behind a subcommand', async () => {
    expect(await words('platforms', 'huawei_v')).toEqual(['huawei_vrp', 'huawei_vrpv8']);
    expect(await words('schema', 'p')).toEqual(['platform']);
    expect(await words('completion', 'z')).toEqual(['zsh']);
  });

  test('knows the options of a subcommand that has its own', async () => {
    expect(await words('doctor', '--st')).toEqual(['--stage', '--strict-inventory']);
    expect(await words('doctor', '--stage', '')).toEqual(['tcp', 'login', 'enable', 'all']);
    expect(await words('trust', '--rep')).toEqual(['--replace']);
    expect(await words('grep', '--inv')).toContain('--invert');
    expect(await words('check', '--pres')).toEqual(['--present']);
    expect(await words('doctor', 'r')).toEqual(['r1', 'r2']);
  });

  test('knows devices and groups, also behind a comma and an exclamation mark', async () => {
    expect(await words('-l', '')).toEqual(['r1', 'r2', 'core']);
    expect(await words('-l', 'core,!r')).toEqual(['core,!r1', 'core,!r2']);
  });

  test('says nothing where the inventory is missing or broken', async () => {
    expect(await words('-i', 'no-such.yaml', '-l', '')).toEqual([]);
    await writeFile(path.join(folder, 'broken.yaml'), 'a: [');
    expect(await words('-i', 'broken.yaml', '-l', '')).toEqual([]);
  });

  test('is refused for a shell that it does not know', async () => {
    const run = await netrun(['completion', 'tcsh']);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('bash, zsh, fish');
  });
});

/** How each shell is asked what it would offer. */
const SHELLS = {
  bash: (script: string, typed: readonly string[]) => `${script}
    COMP_WORDS=(netrun ${typed.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${typed.length}
    _netrun; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: (script: string, typed: readonly string[]) => `
    compdef() { : }; compadd() { printf '%s\\n' $found }; _files() { : }
    ${script}
    words=(netrun ${typed.map((word) => `'${word}'`).join(' ')}); CURRENT=${typed.length + 1}; _netrun`,
  fish: (script: string, typed: readonly string[]) => `${script}
    complete -C 'netrun ${typed.join(' ')}'`,
} as const;

describe.each(Object.keys(SHELLS) as (keyof typeof SHELLS)[])('The script for %s', (shell) => {
  const isThere = spawnSync(shell, ['-c', 'true']).status === 0;

  test.skipIf(!isThere)(
    `offers what netrun knows${isThere ? '' : ` (${shell} is not installed)`}`,
    async () => {
      const { stdout: script } = await netrun(['completion', shell]);
      const offered = (...typed: string[]) =>
        execFileSync(shell, ['-c', SHELLS[shell](script, typed)], {
          cwd: folder,
          encoding: 'utf8',
          env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
        })
          .split('\n')
          .map((line) => line.split('\t')[0])
          .filter((line) => line !== '');

      expect(offered('--login-t')).toEqual(['--login-timeout']);
      expect(offered('-l', 'r')).toEqual(['r1', 'r2']);
    },
  );
});
