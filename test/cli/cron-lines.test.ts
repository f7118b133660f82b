import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crontabLine, readSchedule, systemdService } from '../../src/cli/schedule-text.ts';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';
import { type Ending, start } from './program.ts';

const NO_SHELL = !existsSync('/bin/sh') || !existsSync('/usr/bin/env');
const SYSTEMD = '/usr/bin/systemd-analyze';
const EVERY_HOUR = { crontab: '0 * * * *', calendar: '0/1:00' };

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await startLab({ devices: 2, platform: 'cisco_ios', port: 0 });
  // A name that every one of the languages would have to quote.
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'netrun-cron-lines-')), "it's 100% $HOME");
  await mkdir(folder);
  await writeFile(path.join(folder, 'devices.yaml'), inventoryText(lab.devices));
});
afterAll(async () => {
  await lab.close();
  await rm(path.dirname(folder), { recursive: true });
});

/** What cron hands to the shell, by the rules of Vixie's do_command.c; what is behind a bare percent sign is input. */
function asCronReads(line: string): string {
  const command = line.split(' ').slice(5).join(' ');
  let read = '';
  let isEscaped = false;
  for (const letter of command) {
    if (isEscaped) read = letter === '%' ? `${read.slice(0, -1)}%` : read + letter;
    else if (letter === '%') return read;
    else read += letter;
    isEscaped = !isEscaped && letter === '\\';
  }
  return read;
}

/** Words of a command, by the rules of systemd.syntax(7) and systemd.service(5). */
function asSystemdReads(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) =>
    word
      .replaceAll(/\\(.)/g, '$1')
      .replaceAll('%%', '%')
      .replaceAll('$$', () => '$'),
  );
}

/** As cron does: nothing is known but where the user lives. */
async function underCron(line: string): Promise<Ending> {
  await using shell = start(
    '/usr/bin/env',
    ['-i', 'HOME=/nonexistent', 'SHELL=/bin/sh', 'PATH=/usr/bin:/bin', '/bin/sh', '-c', asCronReads(line)],
    { cwd: '/' },
  );
  return await shell.ended;
}

const TRICKY = [
  'plain',
  '',
  "it's",
  '100%',
  'back\\slash',
  '\\%',
  '\\\\%',
  '%%',
  '$HOME `id` "x"',
  'a;b&c|d>e',
  'ümlaut',
];

describe('Words that are printed for another program', { skip: NO_SHELL }, () => {
  const job = {
    folder: tmpdir(),
    variables: TRICKY.map((value, place) => [`V${place}`, value] as const),
    words: [
      process.execPath,
      '-e',
      'console.log(JSON.stringify([process.argv.slice(1), process.env]))',
      '--',
      ...TRICKY,
    ],
  };

  test('come through cron and its shell as they are', async () => {
    const { stdout } = await underCron(crontabLine(job, EVERY_HOUR).trimEnd());
    const [words, variables] = JSON.parse(stdout);
    expect(words).toEqual(TRICKY);
    expect(TRICKY.map((_, place) => variables[`V${place}`])).toEqual(TRICKY);
  });

  test('come through systemd as they are', () => {
    const lines = systemdService(job).split('\n');
    const command = lines.find((line) => line.startsWith('ExecStart=')) ?? '';
    expect(asSystemdReads(command)).toEqual(job.words);
  });
});

describe('netrun cron', () => {
  /** What it prints, by its parts. */
  async function printed(...args: string[]) {
    const state = path.join(folder, 'state');
    const run = await netrun(['cron', ...args], {
      cwd: folder,
      env: { NETRUN_STATE_DIR: state, NETRUN_RETRIES: '0', NETRUN_PASSWORD: 's3cret' },
    });
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).not.toContain('s3cret');
    expect(run.stderr).toContain('note: NETRUN_PASSWORD is not written there');
    const [line = '', service = '', timer = ''] = run.stdout
      .split(/^# .*\n/m)
      .slice(1)
      .map((part) => part.trimEnd());
    return { line, service, timer };
  }

  test('prints a line of a crontab that runs with nothing in its environment', {
    skip: NO_SHELL,
  }, async () => {
    const { line } = await printed(
      '--every',
      '15m',
      '-o ndjson=run.ndjson -l R1 "show ip route | include 100%"',
    );
    expect(line).toMatch(/^\*\/15 \* \* \* \* cd /);
    expect(await underCron(line)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const result = JSON.parse(await readFile(path.join(folder, 'run.ndjson'), 'utf8'));
    expect(result).toMatchObject({ device: 'R1', replies: [{ command: 'show ip route | include 100%' }] });
    expect(existsSync(path.join(folder, 'state/runs'))).toBe(true);
  });

  test('prints a service that runs so too, and a timer', async () => {
    const { service, timer } = await printed('--every', '1d', '-o raw=service.txt -l R2 "show privilege"');
    const [node = '', ...args] = asSystemdReads(
      service.split('\n').find((line) => line.startsWith('ExecStart=')) ?? '',
    );
    await using run = start(node, args, {
      cwd: folder,
      env: { NETRUN_STATE_DIR: path.join(folder, 'state') },
    });
    expect(await run.ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(await readFile(path.join(folder, 'service.txt'), 'utf8')).toContain('privilege level');
    expect(timer).toContain('OnCalendar=04:00\n');
  });

  test('prints what systemd understands', { skip: !existsSync(SYSTEMD) }, async () => {
    const { service, timer } = await printed('"show clock"');
    const units = path.join(folder, 'units');
    await mkdir(units);
    await writeFile(path.join(units, 'netrun-clock.service'), `${service}\n`);
    await writeFile(path.join(units, 'netrun-clock.timer'), `${timer}\n`);
    const files = ['service', 'timer'].map((kind) => path.join(units, `netrun-clock.${kind}`));
    // It may have something to say about units of the machine.
    const { status, stderr } = spawnSync(SYSTEMD, ['verify', ...files], { encoding: 'utf8' });
    expect(stderr).not.toContain('netrun-clock');
    expect(status).toBe(0);
  });

  test.each([
    [['cron'], /what is to be run is wanted/],
    [['cron', '"open'], /opened and never closed/],
    [['cron', 'last'], /netrun last is nothing to do again and again/],
    [['cron', '--every', '7m', 'show clock'], /15m/],
    [['cron', '--nonsense "show clock"'], /unknown option/],
    [['cron', '-f', 'a\nb'], /line break/],
  ])('%j is refused', async (args, why) => {
    const refused = await netrun(args);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(why);
  });
});

test.each([
  ['5m', '*/5 * * * *', '*:0/5'],
  ['2h', '0 */2 * * *', '0/2:00'],
  ['1d', '0 4 * * *', '04:00'],
])('every %s is "%s" for cron and "%s" for systemd', (text, crontab, calendar) => {
  expect(readSchedule(text)).toEqual({ crontab, calendar });
});
