import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { resultSchema } from '../../src/reporters/result-schema.ts';
import { netrun } from '../integration/harness.ts';

const isValid = new Ajv({ strictRequired: false, strictTypes: false }).compile(resultSchema());
/** Beyond what a worker holds in memory. */
const LARGE = 9 * 1024 * 1024;

let lab: Lab;
let folder: string;
beforeAll(async () => {
  const line = 'a line of the large file\n';
  const large = `first\n${line.repeat(Math.ceil(LARGE / line.length))}last\n`;
  const files = new Map([
    ['large', large],
    ['secrets', 'username admin password 7 0822455D0A16\nend\n'],
  ]);
  lab = await startLab({ devices: 2, behaviour: { files } });
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-showing-'));
  const [first, second] = lab.devices;
  const devices = first && second ? [first, second, { ...second, name: 'R3', port: 1 }] : [];
  await writeFile(path.join(folder, 'devices.yaml'), inventoryText(devices), { mode: 0o600 });
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) =>
  netrun(args, { cwd: folder, env: { NETRUN_STATE_DIR: path.join(folder, 'state'), NETRUN_RETRIES: '0' } });

describe('--show-prompt', () => {
  test('shows the prompt of the mode in which each command was typed', async () => {
    const { stdout } = await run(
      ...['--show-prompt', '--yes', '-l', 'R1', '-o', 'raw'],
      ...['-c', 'configure terminal', '-c', 'end', '-c', 'show privilege'],
    );
    expect(stdout.match(/^R1.*$/gm)).toEqual([
      'R1#configure terminal',
      'R1(config)#end',
      'R1#show privilege',
    ]);
  });

  test('can be asked for afterwards, since the journal has the prompts', async () => {
    await run('-l', 'R2', 'show privilege');
    const { stdout, code } = await run('last', '--show-prompt', '-o', 'json');
    expect(code).toBe(0);
    const shown = JSON.parse(stdout);
    expect(shown.results[0].replies).toMatchObject([{ command: 'show privilege', prompt: 'R2#' }]);
    expect(isValid(shown), JSON.stringify(isValid.errors)).toBe(true);
    expect((await run('last', '-o', 'json')).stdout).not.toContain('"prompt"');
  });
});

describe('results', () => {
  test.each([
    ['json', ['-o', 'json', 'show privilege']],
    ['ndjson', ['-o', 'ndjson', 'show foo']],
    ['the last run in json', ['last', '-o', 'json']],
    ['the last run in ndjson', ['last', '-o', 'ndjson']],
  ])('follow the schema: %s', async (_, args) => {
    const { stdout } = await run(...args);
    const documents = args.includes('json') ? [stdout] : stdout.trimEnd().split('\n');
    for (const text of documents) {
      expect(isValid(JSON.parse(text)), JSON.stringify(isValid.errors)).toBe(true);
    }
  });
});

describe('--dry-run', () => {
  test('shows the names that --file-name gives', async () => {
    const named = (template: string) =>
      run(
        '--dry-run',
        '--output-dir',
        'out',
        '--file-name',
        template,
        '-c',
        'show clock',
        '-c',
        'show clock',
      );
    expect((await named('{name}-{command}.txt')).stdout).toContain(
      '    show clock\n    show clock\n    > out/R1-show_clock.txt\n    > out/R1-show_clock_2.txt\n',
    );
    expect((await named('{name}.txt')).stdout.match(/> .*/g)).toEqual([
      '> out/R1.txt',
      '> out/R2.txt',
      '> out/R3.txt',
    ]);
    expect((await named('{date}')).code).toBe(2);
    expect(await readdir(folder)).not.toContain('out');
  });
});

describe('filters of lines', () => {
  test('leave of each output what matches, and say where that is nothing', async () => {
    const { stdout, stderr } = await run('-o', 'lines', '--include', 'hostname R1', 'show running-config');
    expect(stdout).toBe('R1: hostname R1\n');
    expect(stderr).toContain('note: --include hostname R1 left nothing of what was printed by R2\n');
    const quiet = await run('-q', '-o', 'lines', '--include', 'hostname R1', 'show running-config');
    expect(quiet.stderr).not.toContain('note:');
  });

  test('take outputs that are too large for the memory', async () => {
    const { stdout, code } = await run(
      ...['-l', 'R1', '-o', 'raw', '--omit', '^a line', '--output-dir', 'large', 'show file large'],
    );
    expect([code, stdout]).toEqual([0, 'first\nlast\n']);
    expect(await readFile(path.join(folder, 'large/R1.txt'), 'utf8')).toBe('first\nlast\n');
  });

  test('do not touch what is written down of a run', async () => {
    await run('-l', 'R1', '--include', 'nothing such', 'show privilege');
    expect((await run('last', '-o', 'raw')).stdout).toBe('Current privilege level is 15\n');
    expect((await run('last', '-o', 'raw', '--omit', 'level')).stdout).toBe('');
    await run('-l', 'R1', '--include', 'nothing such', '--output-dir', 'filtered', 'show privilege');
    expect((await run('last', '-o', 'raw')).stdout).toBe('Current privilege level is 15\n');
  });

  test('see outputs in which secrets have been replaced', async () => {
    const filtered = (regex: string) =>
      run('-l', 'R1', '--redact', '-o', 'raw', '--include', regex, 'show file secrets');
    expect((await filtered('redacted')).stdout).toBe('username admin password 7 <redacted>\n');
    const hidden = ['-l', 'R1', '--redact', 'show file secrets'];
    expect((await run('grep', 'username', ...hidden)).stdout).toMatch(/^R1: .* <redacted>\n$/);
    // A rule is about what is there, and shows nothing of it.
    const checked = await run('check', '--absent', '0822455D', ...hidden);
    expect(checked.stdout).toBe('R1: a line matches 0822455D: username admin password 7 <redacted>\n');
    expect(checked.code).toBe(1);
    expect((await filtered('0822')).stdout).toBe('');
  });

  test('filter what grep looks through', async () => {
    const { stdout, code } = await run('grep', '--omit', 'Loopback', '^interface', 'show running-config');
    expect(code).toBe(0);
    expect(stdout).toContain('interface GigabitEthernet0/0');
    expect(stdout).not.toContain('Loopback');
  });
});

describe('what is shown', () => {
  test('can be the devices that were not ok, with the exit code and all files of the whole run', async () => {
    const { stdout, code } = await run('--failed-only', '-o', 'csv', '--output-dir', 'all', 'show privilege');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^device,.*\r\nR3,.*connect.*\r\n$/);
    expect((await readdir(path.join(folder, 'all'))).sort()).toEqual(['R1.txt', 'R2.txt']);
  });

  test('can be the summary alone', async () => {
    const { stdout, stderr } = await run('--summary-only', 'show privilege');
    expect(stdout).toBe('');
    expect(stderr).toContain('3 devices: 2 ok, 1 failed (connect)');
  });

  test('can be sorted', async () => {
    const { stdout } = await run('--sort', '-status,-name', '-o', 'csv', '--columns', 'device', 'show clock');
    expect(stdout).toBe('device\r\nR3\r\nR2\r\nR1\r\n');
  });

  test.each([
    [['-o', 'grouped', '--sort', 'name'], '--sort does not go with -o grouped'],
    [['-o', 'grouped', '--show-prompt'], '--show-prompt does not go with -o grouped'],
    [
      ['-o', 'json', '--columns', 'device'],
      '--columns goes with -o csv, pretty and markdown: json is no table',
    ],
    [['-o', 'csv', '-o', 'raw=x', '--summary-only'], 'leaves nothing of -o raw, which has no summary'],
    [
      ['-o', 'csv', '--columns', 'devcie'],
      '"devcie" is no column, and no device has a variable of that name; did you mean device',
    ],
    [['--file-name', '{name}'], '--file-name goes with --output-dir'],
    [['--output-dir', 'x', '--file-name', '{nmae}'], 'nothing is known as {nmae}; did you mean name?'],
    [
      ['--output-dir', 'x', '--file-name', 'all'],
      'R1 and R2 would both be written to all: {name} tells them apart',
    ],
    [['--sort', 'age'], "argument 'age' is invalid. there is inventory, name, host"],
    [['--include', '('], 'Invalid regular expression'],
    [['--exclude', '^!'], '"^!"; lines of outputs are left out with --omit'],
    [['--changed', '--include', 'x'], '--changed compares whole outputs'],
  ])('is refused where it makes no sense: %j', async (args, why) => {
    const { stdout, stderr, code } = await run(...args, 'show clock');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
  });

  test('is not refused where it stands in the environment for all runs', async () => {
    const env = {
      NETRUN_STATE_DIR: path.join(folder, 'state'),
      NETRUN_COLUMNS: 'device',
      NETRUN_SHOW_PROMPT: '1',
    };
    const all = (...args: string[]) => netrun(['-l', 'R1', ...args, 'show privilege'], { cwd: folder, env });
    expect((await all()).stdout).toBe('device\nR1\n');
    expect((await all('-o', 'grouped')).stdout).toBe('R1\nCurrent privilege level is 15\n');
    expect((await all('-o', 'raw')).stdout).toBe('R1#show privilege\nCurrent privilege level is 15\n');
    const grep = await netrun(['grep', 'level', '-l', 'R1', 'show privilege'], { cwd: folder, env });
    expect(grep.stdout).toBe('R1: Current privilege level is 15\n');
    const ofOthers = { ...env, NETRUN_COLUMNS: 'device,site' };
    const last = (...args: string[]) => netrun(['last', '-q', ...args], { cwd: folder, env: ofOthers });
    expect(await last('-o', 'csv')).toMatchObject({ code: 0, stdout: 'device,site\r\nR1,\r\n' });
    expect(JSON.parse((await last('-o', 'json')).stdout)).toMatchObject({ results: [{ device: 'R1' }] });
    expect((await last('--columns', 'site')).code).toBe(2);
  });

  test.each([['grep'], ['check', '--present']])(
    'is refused in netrun %s, which shows something else',
    async (...words) => {
      const { stderr, code } = await run(
        ...words,
        'x',
        '--failed-only',
        '--columns',
        'device',
        '-o',
        'csv',
        'show clock',
      );
      expect(code).toBe(2);
      const options = '--output, --failed-only, --columns';
      expect(stderr).toContain(`${options}: that goes with a run, not with netrun ${words[0]}`);
    },
  );
});
