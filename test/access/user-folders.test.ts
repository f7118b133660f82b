import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeFolder, xdgFolder } from '../../src/access/user-folders.ts';
import { netrun } from '../integration/harness.ts';
import { useFolder } from '../reporters/own-folder.ts';

const temporary = useFolder();

describe("the user's folders", () => {
  test('are where HOME says, and without it where the system says', () => {
    expect(homeFolder({ HOME: '/home/me' })).toBe('/home/me');
    for (const env of [{}, { HOME: '' }]) expect(homeFolder(env)).toBe(homedir());
  });

  test.each([
    ['config', 'XDG_CONFIG_HOME', '.config'],
    ['state', 'XDG_STATE_HOME', '.local/state'],
  ] as const)('of %s are where %s says, if that is an absolute path', (purpose, variable, usual) => {
    const usually = path.join('/home/me', usual);
    const named = path.resolve('/else/where');
    expect(xdgFolder(purpose, { HOME: '/home/me', [variable]: named })).toBe(named);
    for (const other of [undefined, '', 'here', './here']) {
      expect(xdgFolder(purpose, { HOME: '/home/me', [variable]: other })).toBe(usually);
    }
  });
});

describe('a user without a home folder', () => {
  /** As in a container that runs under a number that nobody has. */
  const nobody = () => {
    const hook = path.join(temporary.path, 'hook.cjs');
    writeFileSync(hook, `require('node:os').homedir = () => { throw new Error('ENOENT'); };`);
    return { NODE_OPTIONS: `--require ${hook}`, HOME: '', XDG_STATE_HOME: '', XDG_CACHE_HOME: '' };
  };

  test('is told to set HOME', async () => {
    const run = await netrun(['last'], { env: nobody() });
    expect(run).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^this user has no home folder: set HOME /),
    });
  });

  test('needs none where nothing is looked for there', async () => {
    expect(await netrun(['--help'], { env: nobody() })).toMatchObject({ code: 0, stderr: '' });
    const env = { ...nobody(), NETRUN_STATE_DIR: path.join(temporary.path, 'state') };
    expect(await netrun(['last'], { env })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('remembers no earlier run'),
    });
  });
});
