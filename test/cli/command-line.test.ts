import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, type LabOptions, startLab } from '../../src/lab/lab.ts';
import type { LabDevice } from '../../src/lab/simulated-device.ts';
import { type Run, type RunOptions, netrun as runNetrun } from '../integration/harness.ts';
import { expectNothingInternal, startNetrun } from './program.ts';

const PASSWORD = 'Pa55-of-the-login';
const SECRET = 'S3cret-of-enable';
const WRONG = 'Wr0ng-and-secret';
const SECRETS = [PASSWORD, SECRET, WRONG];

/** Runs the program to its end; whatever is tested, it tells nothing that it must not. */
async function netrun(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const run = await runNetrun(args, options);
  expect(run.signal, run.stderr).toBeNull();
  expectNothingInternal(run, SECRETS);
  return run;
}

/** Three routers, R1 to R3, unless it is said otherwise. */
function ourLab(options: LabOptions = {}): Promise<Lab> {
  return startLab({ password: PASSWORD, secret: SECRET, ...options });
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes a file into the test's own folder. */
async function write(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text, { mode: 0o600 });
  return file;
}

/** The inventory of these devices, with whatever is different in it. */
function inventoryOf(devices: readonly (Partial<LabDevice> & { device_type?: string })[]): string {
  return devices
    .map(({ platform, ...rest }) => `- ${JSON.stringify({ device_type: platform, ...rest })}\n`)
    .join('');
}

/** The document of `-o json`, as far as these tests look at it. */
type Report = {
  readonly summary: Readonly<Record<string, number>>;
  readonly results: readonly {
    readonly device: string;
    readonly status: string;
    readonly replies: readonly {
      readonly command: string;
      readonly output: string;
      readonly status: string;
    }[];
    readonly failure: { readonly kind: string } | null;
  }[];
};

function reportOf({ stdout }: { readonly stdout: string }): Report {
  // Every field that the tests use is compared with what it should be.
  return JSON.parse(stdout) as Report;
}

describe('netrun with devices that answer', () => {
  let lab: Lab;
  let all: string;
  let r1: LabDevice;
  let r2: LabDevice;
  let r3: LabDevice;

  beforeAll(async () => {
    lab = await ourLab();
    all = inventoryText(lab.devices);
    const [first, second, third] = lab.devices;
    if (!first || !second || !third) throw new Error('a lab has three devices');
    [r1, r2, r3] = [first, second, third];
  });
  afterAll(() => lab.close());

  it('prints the answer of every device, in the order of the inventory, and ends with 0', async () => {
    const run = await netrun(['show', 'ip', 'int', 'br'], { inventory: all });

    expect(run.stdout.match(/^127\.0\.0\.1 {2}R\d {2}cisco_ios {2}\d+\.\d\d s$/gm)).toEqual(
      ['R1', 'R2', 'R3'].map((name) => expect.stringContaining(name)),
    );
    expect(run.stdout.match(/^Interface +IP-Address +OK\?/gm)).toHaveLength(3);
    expect(run.stderr).toMatch(/^3 devices: 3 ok in \d+\.\d s\n$/);
    expect(run.code).toBe(0);
  });

  it('ends with 1 when a device refuses a command, and runs the next ones all the same', async () => {
    const run = await netrun(['-o', 'json', '-l', 'R1', '-c', 'show nonsense', '-c', 'show clock'], {
      inventory: all,
    });

    expect(reportOf(run).results).toMatchObject([
      {
        device: 'R1',
        status: 'rejected',
        replies: [
          {
            command: 'show nonsense',
            status: 'rejected',
            output: expect.stringContaining('% Invalid input'),
          },
          { command: 'show clock', status: 'ok', output: expect.stringContaining('UTC') },
        ],
        failure: null,
      },
    ]);
    expect(run.code).toBe(1);
  });

  it('prints whole results of the others when a device cannot be reached', async () => {
    const port = await unusedPort();
    const run = await netrun(['-o', 'json', 'show ip int br'], {
      inventory: inventoryOf([r1, { ...r2, port }, r3]),
    });
    const { summary, results } = reportOf(run);

    expect(results).toMatchObject([
      { device: 'R1', status: 'ok', replies: [{ output: expect.stringContaining('Loopback0') }] },
      { device: 'R2', status: 'failed', replies: [], failure: { kind: 'connect' } },
      { device: 'R3', status: 'ok', replies: [{ output: expect.stringContaining('Loopback0') }] },
    ]);
    expect(summary).toMatchObject({ inventory: 3, selected: 3, ok: 2, failed: 1 });
    expect(run.stderr).toMatch(/^failed \(connect\): .*: R2$/m);
    expect(run.stderr).toMatch(/^3 devices: 2 ok, 1 failed \(connect\) in /m);
    expect(run.code).toBe(1);
  });

  it('tries a wrong password exactly once', async () => {
    const before = { ...lab.counters };
    const run = await netrun(['-o', 'json', 'show clock'], {
      inventory: inventoryOf([{ ...r1, password: WRONG }, r2]),
    });

    expect(reportOf(run).results).toMatchObject([
      { device: 'R1', status: 'failed', replies: [], failure: { kind: 'auth' } },
      { device: 'R2', status: 'ok' },
    ]);
    expect(run.stderr).toMatch(/^failed \(auth\): .*: R1$/m);
    expect(run.code).toBe(1);
    expect(lab.counters.loginsRejected - before.loginsRejected).toBe(1);
    expect(lab.counters.connections - before.connections).toBe(2);
  });

  it('gives a wrong secret exactly once, and runs nothing', async () => {
    const before = { ...lab.counters };
    const run = await netrun(['-o', 'json', 'show clock'], {
      inventory: inventoryOf([{ ...r1, secret: WRONG }, r2]),
    });

    expect(reportOf(run).results).toMatchObject([
      { device: 'R1', status: 'failed', replies: [], failure: { kind: 'enable' } },
      { device: 'R2', status: 'ok' },
    ]);
    expect(run.code).toBe(1);
    expect(lab.counters.enableRejections - before.enableRejections).toBe(1);
    expect(lab.counters.secretLeaks).toBe(before.secretLeaks);
    expect(lab.typed(r1).at(-1)).not.toContain('show clock');
  });

  it('takes user name, password and secret from the environment', async () => {
    const bare = inventoryOf(
      lab.devices.map(({ host, port, platform, name }) => ({ host, port, platform, name })),
    );
    const env = { NETRUN_USERNAME: r1.username, NETRUN_PASSWORD: PASSWORD, NETRUN_SECRET: SECRET };
    const run = await netrun(['-o', 'json', 'show privilege'], { inventory: bare, env });

    expect(reportOf(run).results.map(({ status, replies }) => [status, replies[0]?.output.trim()])).toEqual(
      Array.from({ length: 3 }, () => ['ok', 'Current privilege level is 15']),
    );
    expect(run.code).toBe(0);
  });

  it('lets the inventory go before the environment, and the command line before both', async () => {
    const env = { NETRUN_USERNAME: 'nobody', NETRUN_PASSWORD: WRONG, NETRUN_SECRET: WRONG, NETRUN_PORT: '1' };
    const right = await netrun(['show clock'], { inventory: all, env });
    const wrong = await netrun(['-u', 'nobody', '-l', 'R1', 'show clock'], { inventory: all });

    expect(right.code).toBe(0);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('failed (auth)');
  });

  it('says which password is missing where there is no terminal to ask on, and contacts nobody', async () => {
    const before = lab.counters.connections;
    const { password: _, ...without } = r1;
    const run = await netrun(['show clock'], { inventory: inventoryOf([without, r2]) });

    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/no password for R1\b/);
    expect(run.stderr).toContain('NETRUN_PASSWORD');
    expect(lab.counters.connections).toBe(before);
  });

  it.each([['-k'], ['-K']])('%s needs a terminal', async (option) => {
    const before = lab.counters.connections;
    const run = await netrun([option, 'show clock'], { inventory: all });

    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/no terminal/);
    expect(lab.counters.connections).toBe(before);
  });

  it('needs neither an environment nor a home folder', async () => {
    const inventory = await write('lab.yaml', all);
    await using program = startNetrun(['-i', inventory, 'show clock']);
    const run = await program.ended;

    expectNothingInternal(run, SECRETS);
    expect(run.stderr).toMatch(/^3 devices: 3 ok in /);
    expect(run.code).toBe(0);
  });

  it('reads devices.yaml of the folder where it is started, or what NETRUN_INVENTORY names', async () => {
    await write('devices.yaml', all);
    const elsewhere = await write('other.yaml', inventoryOf([r2]));
    const here = await netrun(['show clock'], { cwd: folder });
    const there = await netrun(['show clock'], { cwd: folder, env: { NETRUN_INVENTORY: elsewhere } });

    expect(here.stderr).toMatch(/^3 devices: 3 ok/);
    expect(there.stderr).toMatch(/^1 device: 1 ok/);
  });

  it('runs on the devices of -l only', async () => {
    const run = await netrun(['-o', 'json', '-l', 'routers,!R2', 'show clock'], { inventory: all });

    expect(reportOf(run).results.map(({ device }) => device)).toEqual(['R1', 'R3']);
    expect(run.stderr).toMatch(/^2 of 3 devices: 2 ok/);
  });

  it('--dry-run tells devices, users and commands, no secret, and contacts nobody', async () => {
    const before = lab.counters.connections;
    const run = await netrun(['--dry-run', '-l', 'R1,R2', '-c', 'show clock', '-c', 'show users'], {
      inventory: all,
    });

    expect(run.stdout.split('\n')).toEqual([
      `R1  127.0.0.1:${r1.port}  cisco_ios  user admin`,
      '    show clock',
      '    show users',
      `R2  127.0.0.1:${r2.port}  cisco_ios  user admin`,
      '    show clock',
      '    show users',
      '2 of 3 devices; nothing was contacted',
      '',
    ]);
    expect(run.stderr).toBe('');
    expect(run.code).toBe(0);
    expect(lab.counters.connections).toBe(before);
  });

  it('--dry-run tells the port of an IPv6 address apart from it', async () => {
    const inventory = '- {device_type: cisco_ios, name: r2, host: "2001:db8::2", port: 2222}\n';
    const run = await netrun(['--dry-run', 'show clock'], { inventory });
    expect(run.stdout).toMatch(/^r2 {2}\[2001:db8::2\]:2222 {2}cisco_ios {2}/);
  });

  it('--dry-run asks for nothing that is missing', async () => {
    const { username: _u, password: _p, ...without } = r1;
    const run = await netrun(['--dry-run', 'show clock'], { inventory: inventoryOf([without]) });

    expect(run.stdout).toContain('user (asked for)');
    expect(run.code).toBe(0);
  });

  it('--dry-run finds what is wrong with the inventory', async () => {
    const run = await netrun(['--dry-run', 'show clock'], { inventory: '- {device_type: cisco_ios}\n' });

    expect(run.code).toBe(2);
    expect(run.stderr).toContain('neither ip nor host');
  });

  describe('and its commands from a file', () => {
    it('runs one a line', async () => {
      const file = await write('commands.txt', '# the time\nshow clock\n\r\n  # and who\r\nshow users\r\n');
      const run = await netrun(['-o', 'json', '-l', 'R1', '-f', file], { inventory: all });

      expect(reportOf(run).results[0]?.replies.map(({ command }) => command)).toEqual([
        'show clock',
        'show users',
      ]);
      expect(run.code).toBe(0);
    });

    it('or standard input runs one a line', async () => {
      const run = await netrun(['-o', 'json', '-l', 'R1', '-f', '-'], {
        inventory: all,
        stdin: 'show clock\nshow users\n',
      });

      expect(reportOf(run).results[0]?.replies.map(({ command }) => command)).toEqual([
        'show clock',
        'show users',
      ]);
    });

    it('in YAML runs on each device what is meant for it', async () => {
      const file = await write(
        'commands.yaml',
        'R2: [show clock, show users]\n127.0.0.1: show ip int br\ncisco_ios: show version\n',
      );
      const run = await netrun(['-o', 'json', '-f', file], { inventory: all });

      expect(
        reportOf(run).results.map(({ device, replies }) => [device, replies.map(({ command }) => command)]),
      ).toEqual([
        ['R1', ['show ip int br']],
        ['R2', ['show clock', 'show users']],
        ['R3', ['show ip int br']],
      ]);
    });

    it('in YAML leaves out, and names, the devices for which there is nothing', async () => {
      const file = await write('commands.yaml', 'R2: show clock\n');
      const run = await netrun(['-o', 'json', '-f', file], { inventory: all });

      expect(reportOf(run).results.map(({ device }) => device)).toEqual(['R2']);
      expect(run.stderr).toMatch(/has no command for R1, R3/);
    });

    it.each([
      ['is not there', undefined, /there is no such file/],
      ['is empty', '', /the file is empty/],
      ['has only comments', '# nothing\n', /a YAML file of commands maps .* and this is nothing/],
      [
        'names a device that there is not',
        'R9: show clock\n',
        /:1:1: "R9" is no platform, and no group or device/,
      ],
    ])('that %s contacts nobody', async (_, text, said) => {
      const before = lab.counters.connections;
      const file = text === undefined ? path.join(folder, 'absent') : await write('commands.yaml', text);
      const run = await netrun(['-f', file], { inventory: all });

      expect(run.code).toBe(2);
      expect(run.stdout).toBe('');
      expect(run.stderr).toMatch(said);
      expect(lab.counters.connections).toBe(before);
    });
  });

  describe('and its outputs', () => {
    it('with -q are all there is to read', async () => {
      const run = await netrun(['-q', 'show clock'], { inventory: all });

      expect(run.stdout.match(/UTC/g)).toHaveLength(3);
      expect(run.stderr).toBe('');
    });

    it('with -q do not hide a failure', async () => {
      const run = await netrun(['-q', 'show clock'], {
        inventory: inventoryOf([r1, { ...r2, password: WRONG }]),
      });

      expect(run.stderr).toMatch(/^failed \(auth\): .*: R2$/m);
      expect(run.stderr).not.toMatch(/devices:/);
      expect(run.code).toBe(1);
    });

    it('with -v come with the stages of every device, on stderr', async () => {
      const run = await netrun(['-v', '-o', 'json', 'show clock'], { inventory: all });

      for (const stage of [
        'started',
        'connect',
        'handshake',
        'authenticate',
        'shell',
        'enable',
        'command',
        'finished',
      ]) {
        expect(run.stderr).toMatch(new RegExp(`^\\d+\\.\\d{3} R1: ${stage}$`, 'm'));
      }
      expect(reportOf(run).results).toHaveLength(3);
    });

    it('with -o ndjson are a result a line', async () => {
      const run = await netrun(['-o', 'ndjson', 'show clock'], { inventory: all });
      const lines = run.stdout.trimEnd().split('\n');

      expect(lines.map((line) => JSON.parse(line).device).toSorted()).toEqual(['R1', 'R2', 'R3']);
    });

    it('with -o pairs are the outputs by host, and null where there are none', async () => {
      const run = await netrun(['-o', 'pairs', '-c', 'show clock', '-c', 'show privilege'], {
        inventory: inventoryOf([r1, { ...r2, password: WRONG }]),
      });

      expect(JSON.parse(run.stdout)).toEqual([
        { '127.0.0.1': expect.stringMatching(/UTC[\s\S]*\nCurrent privilege level is 15/) },
        { '127.0.0.1': null },
      ]);
      expect(run.code).toBe(1);
    });

    it('have no colour in a pipe, unless it is asked for', async () => {
      const plain = await netrun(['show nonsense'], { inventory: all });
      const coloured = await netrun(['show nonsense'], { inventory: all, env: { FORCE_COLOR: '1' } });

      expect(plain.stdout + plain.stderr).not.toContain('\x1b');
      expect(coloured.stdout).toContain('\x1b[');
      expect(coloured.stderr).toContain('\x1b[');
    });
  });

  it.each([['threads'], ['processes'], ['inline']])(
    'ends quietly with --executor %s when nobody reads its results to the end',
    async (executor) => {
      const files = new Map([
        ['long', 'a line of sixty-four characters, the last of them the line end\n'.repeat(20_000)],
      ]);
      await using talkative = await ourLab({ devices: 6, behaviour: { files } });
      const inventory = await write('lab.yaml', inventoryText(talkative.devices));
      await using program = startNetrun(['-i', inventory, '--executor', executor, 'show file long']);
      program.process.stdout?.once('data', () => program.process.stdout?.destroy());
      const run = await program.ended;

      expectNothingInternal(run, SECRETS);
      expect(run.stderr).not.toMatch(/EPIPE|could not be written/);
      expect({ code: run.code, signal: run.signal }).toEqual({ code: 1, signal: null });
    },
  );
});

describe('netrun that is interrupted', () => {
  let lab: Lab;
  let args: readonly string[];

  beforeEach(async () => {
    // R3 prints a byte a second, without end.
    lab = await ourLab();
    const inventory = await write('lab.yaml', inventoryText(lab.devices));
    const commands = await write('commands.yaml', 'all: show clock\nR3: [show clock, show slow]\n');
    args = ['-i', inventory, '-f', commands, '-v'];
  });
  afterEach(() => lab.close());

  /** Resolves when R1 and R2 are done and R3 is in the middle of its endless command. */
  async function midRun(program: ReturnType<typeof startNetrun>): Promise<void> {
    await program.until('stderr', /R1: finished/);
    await program.until('stderr', /R2: finished/);
    const last = lab.devices.at(-1);
    await vi.waitFor(() => expect(last && lab.typed(last).join('')).toContain('show slow'), 10_000);
  }

  it.each([
    ['threads', 'SIGINT', 130],
    ['processes', 'SIGINT', 130],
    ['inline', 'SIGINT', 130],
    ['threads', 'SIGTERM', 143],
    ['processes', 'SIGTERM', 143],
    ['inline', 'SIGTERM', 143],
    ['processes', 'SIGHUP', 129],
  ] as const)(
    'by --executor %s and %s prints what had arrived, and ends with %d',
    async (executor, signal, code) => {
      await using program = startNetrun([...args, '-o', 'json', '--executor', executor]);
      await midRun(program);
      program.interrupt(signal);
      const run = await program.ended;

      expectNothingInternal(run, SECRETS);
      expect({ code: run.code, signal: run.signal }).toEqual({ code, signal: null });
      const { summary, results } = reportOf(run);
      expect(results).toMatchObject([
        { device: 'R1', status: 'ok', replies: [{ output: expect.stringContaining('UTC') }] },
        { device: 'R2', status: 'ok', replies: [{ output: expect.stringContaining('UTC') }] },
        {
          device: 'R3',
          status: 'cancelled',
          replies: [{ command: 'show clock', status: 'ok' }, { status: 'partial' }],
        },
      ]);
      expect(summary).toMatchObject({ selected: 3, ok: 2, cancelled: 1 });
      expect(run.stderr).toMatch(/^cancelled: R3$/m);
      expect(run.stderr).toMatch(/^3 devices: 2 ok, 1 cancelled in /m);
      // The lab hears of it a moment after the program has ended.
      await vi.waitFor(() => expect(lab.counters.sessionsOpen).toBe(0));
    },
  );

  it('in pretty output prints what had arrived', async () => {
    await using program = startNetrun(args);
    await midRun(program);
    program.interrupt('SIGINT');
    const run = await program.ended;

    expect(run.stdout.match(/UTC/g)).toHaveLength(3);
    expect(run.stdout).toMatch(/R3 .*cancelled/);
    expect(run.code).toBe(130);
  });

  it('contacts none of the devices that still wait', async () => {
    const before = lab.counters.connections;
    const endless = await write('endless.txt', 'show slow\n');
    await using program = startNetrun([...args, '-o', 'json', '--concurrency', '1', '-f', endless]);
    await program.until('stderr', /R1: command/);
    program.interrupt('SIGINT');
    const run = await program.ended;

    expect(run.code).toBe(130);
    expect(reportOf(run).results.map(({ device, status }) => [device, status])).toEqual([
      ['R1', 'cancelled'],
      ['R2', 'cancelled'],
      ['R3', 'cancelled'],
    ]);
    expect(lab.counters.connections - before).toBe(1);
  });

  it.each([
    ['threads', 'SIGINT', 130],
    ['processes', 'SIGINT', 130],
    ['inline', 'SIGINT', 130],
    ['processes', 'SIGTERM', 143],
  ] as const)('by --executor %s and %s a second time ends at once', async (executor, signal, code) => {
    await using program = startNetrun([...args, '-o', 'json', '--executor', executor]);
    await midRun(program);
    const interruptedAt = performance.now();
    program.interrupt(signal);
    const again = setInterval(() => program.interrupt(signal), 5);
    const run = await program.ended.finally(() => clearInterval(again));

    expectNothingInternal(run, SECRETS);
    // Past its own handler it ends by the signal, which a shell shows as 130 too.
    expect(run.code ?? run.signal).toSatisfy((end) => end === code || end === signal);
    expect(performance.now() - interruptedAt).toBeLessThan(2_000);
  });
});

describe('netrun with an inventory that cannot be used', () => {
  it.each([
    [
      'a list that is broken',
      '- {device_type: cisco_ios\n  ip: 192.0.2.1\n',
      /:\d+:\d+: a \[ or \{ is opened/,
    ],
    ['a tab', 'routers:\n\t- ip: 192.0.2.1\n', /:2:1: a tab indents this line/],
    ['nothing', '', /the file is empty/],
    ['only comments', '# no devices yet\n', /there are no devices in this file/],
    ['an empty list', 'routers: []\n', /there are no devices in this file/],
    ['text', 'a text, and no inventory\n', /an inventory is a list of devices, not text/],
    ['no address', '- {device_type: cisco_ios}\n', /:1:3: this device has neither ip nor host/],
    ['no device type', '- {ip: 192.0.2.1}\n', /:1:3: this device has no device_type.*--platform/],
    [
      'an unknown device type',
      '- {ip: 192.0.2.1, device_type: cisco_isos}\n',
      /:1:32: unknown device type "cisco_isos"; did you mean cisco_ios\?/,
    ],
    ['a Telnet device type', '- {ip: 192.0.2.1, device_type: cisco_ios_telnet}\n', /netrun speaks SSH only/],
    [
      'a port out of range',
      '- {ip: 192.0.2.1, device_type: cisco_ios, port: 70000}\n',
      /:1:49: port "70000" is not a whole number from 1 to 65535/,
    ],
    [
      'a misspelt key',
      `- {ip: 192.0.2.1, device_type: cisco_ios, pasword: ${PASSWORD}}\n`,
      /:1:43: unknown key "pasword"; did you mean password\?/,
    ],
    ['a password that is broken YAML', `- ip: 192.0.2.1\n  password: [${PASSWORD}\n`, /must be quoted/],
    [
      'a password that is a mapping',
      `- ip: 192.0.2.1\n  device_type: linux\n  password: {${PASSWORD}}\n`,
      /must be text/,
    ],
  ])('that has %s ends with 2 and one clear sentence', async (_, inventory, said) => {
    const run = await netrun(['show clock'], { inventory });

    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(said);
  });

  it('says all that is wrong with it at once, with the places', async () => {
    const inventory = [
      'routers:',
      '  - {device_type: cisco_isos, ip: 192.0.2.1, port: 0}',
      '  - {device_type: linus, ip: 192.0.2.2, username: [a]}',
      '',
    ].join('\n');
    const run = await netrun(['show clock'], { inventory });

    expect(run.stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/inventory\.yaml:2:19: .*cisco_ios/),
      expect.stringMatching(/inventory\.yaml:2:52: .*65535/),
      expect.stringMatching(/inventory\.yaml:3:19: .*linux/),
      expect.stringMatching(/inventory\.yaml:3:51: username must be text/),
    ]);
  });

  it('that is not there is told of with the way to name one', async () => {
    const unnamed = await netrun(['show clock']);
    const named = await netrun(['-i', 'absent.yaml', 'show clock']);
    const directory = await netrun(['-i', '.', 'show clock']);

    expect([unnamed.code, named.code, directory.code]).toEqual([2, 2, 2]);
    expect(unnamed.stderr).toMatch(/^devices\.yaml: there is no such file; .*-i FILE/);
    expect(named.stderr).toMatch(/^absent\.yaml: there is no such file/);
    expect(directory.stderr).toMatch(/this is a folder without/);
  });

  it('that multiplies its aliases is refused in no time', async () => {
    const levels = 'abcdefghij'.split('');
    const lines = levels.map((name, level) => {
      const below = level === 0 ? 'x' : `*${levels[level - 1]}`;
      return `${name}: &${name} [${Array.from({ length: 10 }, () => below).join(', ')}]\n`;
    });
    const run = await netrun(['show clock'], { inventory: lines.join('') });

    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/inventory\.yaml:\d+:\d+: .*alias/);
    expect(run.ms).toBeLessThan(5_000);
  });

  it.each([
    [['-l', 'r9'], /"r9".*did you mean r1 or r2\?/],
    [['-l', 'x*'], /no device matches "x\*"/],
    [['-l', '@core'], /no group is called "core"/],
    [['-l', 'site=kyjiv'], /no device has site=kyjiv; did you mean kyiv\?/],
    [['-l', 'r1,!r1'], /leaves no device/],
    [['-l', ''], /--limit "" names nothing/],
  ])('with %j selects nothing and ends with 2', async (options, said) => {
    const inventory = `
r1: {ip: 192.0.2.1, device_type: cisco_ios, site: kyiv}
r2: {ip: 192.0.2.2, device_type: cisco_ios, site: lviv}
`;
    const run = await netrun([...options, 'show clock'], { inventory });

    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(said);
  });
});

describe('netrun without a usable command line', () => {
  const inventory = '- {ip: 192.0.2.1, device_type: cisco_ios, username: a, password: b}\n';

  it.each([
    ['no command', [], /no command was given/],
    ['an option behind bare words', ['df', '-h'], /put it before the command, or quote the command/],
    ['an unknown option', ['--outpt', 'json', 'show clock'], /--output/],
    ['an unknown platform', ['--platform', 'cisco_isos', 'show clock'], /--platform: .*cisco_ios/],
    ['a port out of range', ['--port', '65536', 'show clock'], /'65536'.*1 to 65535/],
    ['two lines in a command', ['show clock\nreload'], /one line/],
    ['differences between what is not grouped', ['--diff', 'show clock'], /--diff.* -o grouped/],
  ])('for %s ends with 2 and says why', async (_, args, said) => {
    const run = await netrun(args, { inventory });

    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(said);
  });

  it('takes no misspelt subcommand for a command of the devices', async () => {
    const file = path.join(import.meta.dirname, 'none.yaml');
    for (const [word, meant] of [
      ['invntory', 'inventory'],
      ['platfroms', 'platforms'],
      ['inti', 'init'],
    ]) {
      const { stderr, code } = await netrun([`${word}`, '-i', file]);
      expect({ stderr, code }).toEqual({
        stderr: `there is no "netrun ${word}"; did you mean netrun ${meant}? As a command for the devices it is written: netrun -- ${word}\n`,
        code: 2,
      });
    }
    // These come so far that the inventory is looked for.
    for (const args of [
      ['lastb'],
      ['list'],
      ['ping'],
      ['who'],
      ['--', 'invntory'],
      ['invntory now'],
      ['-c', 'trsut'],
    ]) {
      const { stderr } = await netrun(['-i', file, ...args]);
      expect(stderr).toContain('none.yaml: there is no such file');
    }
    for (const word of ['lastb', 'list', 'ping']) {
      expect((await netrun([word])).stderr).toMatch(
        /^devices\.yaml: there is no such file; netrun init writes it/,
      );
    }
  });

  it('knows no other way of writing hosts on the command line', async () => {
    const args = ['-i', '192.0.2.1,192.0.2.2', '--inventory-format', 'csv', '--dry-run', 'show clock'];
    const { stderr, code } = await netrun(args);
    expect(stderr).toBe(
      '--inventory-format csv: no file is called 192.0.2.1,192.0.2.2, so these are hosts; leave the format out\n',
    );
    expect(code).toBe(2);
    const unsaid = await netrun(
      args.filter((word) => word !== '--inventory-format' && word !== 'csv'),
      {
        env: { NETRUN_INVENTORY_FORMAT: 'csv' },
      },
    );
    expect(unsaid.stdout).toContain('192.0.2.2');
  });

  it('names the variable that is wrong', async () => {
    const run = await netrun(['show clock'], { inventory, env: { NETRUN_CONCURRENCY: 'many' } });

    expect(run.code).toBe(2);
    expect(run.stderr).toContain('NETRUN_CONCURRENCY');
  });

  it('prints its version', async () => {
    const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    const run = await netrun(['--version']);

    expect(run).toMatchObject({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it.each([[['--help']], [['-h']], [['lab', '--help']], [['help', 'lab']]])(
    'prints help with %j, in at most 80 columns',
    async (args) => {
      const run = await netrun(args);

      expect(run).toMatchObject({ code: 0, stderr: '' });
      expect(run.stdout).toContain('Usage: netrun');
      expect(run.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    },
  );
});

describe('The words lab and demo', () => {
  const inventory = '- {ip: 192.0.2.1, device_type: cisco_ios, username: a, password: b}\n';

  it.each([
    ['lab x', ['lab x']],
    ['demo now', ['demo now']],
    ['lab', ['--', 'lab']],
    ['demo', ['--', 'demo']],
    ['lab', ['-c', 'lab']],
    ['lab', ['-q', 'lab']],
    ['show lab', ['show', 'lab']],
  ])('are a command of the devices in "%s" of %j', async (command, args) => {
    const run = await netrun(['--dry-run', ...args], { inventory });

    expect(run.stdout).toContain(`\n    ${command}\n`);
    expect(run.code).toBe(0);
  });

  it('in quotes with a blank are one also as the first word of all', async () => {
    const run = await netrun(['lab x']);

    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/^devices\.yaml: there is no such file/);
  });

  it('demo tells of itself, and starts nothing, where it is asked for help', async () => {
    const run = await netrun(['demo', '--help'], { env: { TMPDIR: folder } });
    expect(run.stdout).toContain('Usage: netrun demo');
    expect([run.stderr, run.code]).toEqual(['', 0]);
  });

  it('demo runs the main job on routers of its own, and ends by itself', async () => {
    const run = await netrun(['demo'], { env: { TMPDIR: folder } });

    expect(run.stdout.match(/^Interface +IP-Address/gm)).toHaveLength(3);
    expect(run.stderr).toMatch(/^3 devices: 3 ok in /m);
    expect(run.code).toBe(0);
  });

  it('lab prints the inventory that it wrote, serves its devices and ends on Ctrl-C', async () => {
    const file = path.join(folder, 'of-its-own', 'lab.yaml');
    const state = path.join(folder, 'state');
    const port = await unusedPort();
    await using program = startNetrun(['lab', '--devices', '1', '--port', String(port), '--write', file], {
      env: { NETRUN_STATE_DIR: state },
    });
    await program.until('stderr', /Ctrl-C ends them/);
    const run = await netrun(['-i', file, 'show ip int br']);
    program.interrupt('SIGINT');
    const ending = await program.ended;

    expect(run.stderr).toMatch(/^1 device: 1 ok/);
    expect(ending).toMatchObject({ code: 0, signal: null });
    expect(ending.stdout.trim()).toBe((await readFile(file, 'utf8')).trim());
    expect(ending.stderr).toContain(`netrun -i ${file}`);
    expect((await stat(path.join(state, 'lab_host_ed25519_key'))).mode & 0o777).toBe(0o600);
  });

  it.each([
    [['--devices', '0'], /'0'.*1 to 5000/],
    [['--platform', 'cisco'], /known are cisco_ios, /],
    [['--port', '65535', '--devices', '2'], /beyond 65535/],
    [['everything'], /too many arguments/],
  ])('lab with %j ends with 2', async (args, said) => {
    const run = await netrun(['lab', ...args]);

    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(said);
  });

  it('lab says that its port is taken', async () => {
    await using lab = await ourLab({ devices: 1 });
    const port = String(lab.devices[0]?.port);
    const run = await netrun(['lab', '--port', port]);

    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/in use.*--port/);
  });
});

/** A port of 127.0.0.1 on which nothing listens. */
async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
