import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../../src/cli/io.ts';
import { manPage } from '../../src/cli/man-page.ts';
import { SUBCOMMANDS } from '../../src/cli/subcommands.ts';
import { netrun } from '../integration/harness.ts';

describe('The manual page', () => {
  test('has every option of --help-all', async () => {
    const help = (await netrun(['--help-all'])).stdout;
    const options = help.match(/(?<=^ {2}|, )--[a-z][\w-]*/gm) ?? [];
    const page = manPage().replaceAll('\\-', '-');

    expect(options.length).toBeGreaterThan(20);
    const general = ['--help', '--help-all', '--version'];
    expect(options.filter((option) => !page.includes(option) && !general.includes(option))).toEqual([]);
  });

  test('has every exit code and every subcommand', () => {
    const page = manPage();
    const [, exits = ''] = page.split('.SH EXIT STATUS');
    for (const code of Object.values(EXIT))
      expect(exits).toMatch(new RegExp(`^\\.B (?:\\d+, )*${code}\\b`, 'm'));
    for (const name of Object.keys(SUBCOMMANDS)) expect(page).toContain(`.B netrun ${name}\n`);
  });

  const hasGroff = spawnSync('groff', ['--version']).status === 0;
  test.skipIf(!hasGroff)(
    `is what groff takes without a warning${hasGroff ? '' : ' (groff is not installed)'}`,
    () => {
      const groff = spawnSync('groff', ['-man', '-Tascii', '-ww', '-z'], {
        input: manPage(),
        encoding: 'utf8',
      });
      expect(groff).toMatchObject({ status: 0, stderr: '' });
    },
  );
});

test.each(Object.keys(SUBCOMMANDS).filter((name) => name !== 'help' && name !== 'man'))(
  'The help of netrun %s fits on sixty lines of eighty columns',
  async (name) => {
    const { stdout, code } = await netrun([name, '--help']);
    const lines = stdout.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  },
);

test('The everyday help fits on sixty lines of eighty columns, examples first', async () => {
  const { stdout } = await netrun(['--help']);
  const lines = stdout.trimEnd().split('\n');

  expect(lines[0]).toBe('Examples:');
  expect(lines.length).toBeLessThanOrEqual(60);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});
