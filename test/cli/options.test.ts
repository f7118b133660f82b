import { CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseOptions, type RunOptions } from '../../src/cli/options.ts';
import { UsageError } from '../../src/model/usage-error.ts';

/** What is left of a command line: its options, or how it was refused. */
type Parsed = {
  readonly options?: RunOptions;
  /** What was thrown, where it is the user's trouble; anything else is thrown on. */
  readonly error?: UsageError | CommanderError;
  readonly stdout: string;
  readonly stderr: string;
};

function parse(...argv: string[]): Parsed {
  let stdout = '';
  let stderr = '';
  const io = {
    stdout: {
      write(text: string) {
        stdout += text;
      },
    },
    stderr: {
      write(text: string) {
        stderr += text;
      },
    },
  };
  try {
    const options = parseOptions(argv, io);
    return { options, stdout, stderr };
  } catch (error) {
    if (error instanceof UsageError) return { error, stdout, stderr: stderr + error.message };
    if (error instanceof CommanderError) return { error, stdout, stderr };
    throw error;
  }
}

/** The options of a command line that is right. */
function optionsOf(...argv: string[]): RunOptions {
  const { options, stderr } = parse(...argv);
  if (!options) throw new Error(`refused: ${stderr}`);
  return options;
}

/** What is said of a command line that is wrong: exit code 2, nothing on stdout. */
function refusalOf(...argv: string[]): string {
  const { options, error, stdout, stderr } = parse(...argv);
  expect(options, `netrun ${argv.join(' ')} was taken`).toBeUndefined();
  if (error instanceof CommanderError) expect(error.exitCode).not.toBe(0);
  expect(stdout).toBe('');
  return stderr;
}

// What the developer has set is no part of these tests.
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('NETRUN_')) vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('The command', () => {
  it('is the same in bare words and in quotes', () => {
    expect(optionsOf('show', 'ip', 'int', 'br').commands).toEqual(['show ip int br']);
    expect(optionsOf('show ip int br').commands).toEqual(['show ip int br']);
  });

  it('may be a single word', () => {
    expect(optionsOf('uptime').commands).toEqual(['uptime']);
    expect(optionsOf('-o', 'json', 'uptime').commands).toEqual(['uptime']);
  });

  it.each([
    [['show ip int br', '-o', 'json']],
    [['show ip int br', '--output=json']],
    [['-q', 'show ip int br', '-o', 'json']],
    [['-o', 'json', 'show ip int br']],
    [['-o', 'json', '--', 'show ip int br']],
    [['-o', 'json', '--', 'show', 'ip', 'int', 'br']],
  ])('in %j is told from the options around it', (argv) => {
    expect(optionsOf(...argv)).toMatchObject({
      commands: ['show ip int br'],
      outputs: [{ format: 'json', file: undefined }],
    });
  });

  it('that is a word of every platform may be followed by options', () => {
    const options = optionsOf('@running-config', '-o', 'json', '--limit', 'core');
    expect(options).toMatchObject({ typed: { command: '@running-config' }, limit: ['core'] });
    expect(optionsOf('@running-config', '|', 'include', 'ntp').typed.command).toBe(
      '@running-config | include ntp',
    );
    expect(refusalOf('show', '-o', 'json')).toContain('"-o" behind the command looks like an option');
  });

  it('in quotes may be followed by several options, with values that have blanks', () => {
    const options = optionsOf('show version', '-l', 'site=new york', '-i', 'my devices.yaml', '-v');

    expect(options).toMatchObject({
      commands: ['show version'],
      limit: ['site=new york'],
      inventory: 'my devices.yaml',
      verbose: true,
    });
  });

  it.each([
    ['-h', ['df', '-h']],
    ['--help', ['git', '--help']],
    ['-l', ['ls', '-l', 'x']],
    ['-lx', ['ls', '-lx']],
    ['-c', ['ping', '-c', '3', '192.0.2.1']],
    ['--limit', ['show', '--limit']],
    ['--limit=r1', ['show', '--limit=r1']],
    ['-o', ['show', 'version', '-o', 'json']],
    ['--no-enable', ['show', 'clock', '--no-enable']],
    ['--version', ['node', '--version']],
  ])('in bare words ends the options: "%s" behind it is refused with the way out', (word, argv) => {
    const said = refusalOf(...argv);

    expect(said).toContain(`"${word}"`);
    expect(said).toMatch(/put it before the command, or quote the command/);
  });

  it.each([
    ['ping -Z 192.0.2.1', ['ping', '-Z', '192.0.2.1']],
    ['uname -n', ['uname', '-n']],
    ['systemctl --failed', ['systemctl', '--failed']],
    ['cat -', ['cat', '-']],
    ['show run | include -', ['show', 'run', '|', 'include', '-']],
  ])('keeps dashes that are none of netrun\'s options: "%s"', (command, argv) => {
    expect(optionsOf(...argv).commands).toEqual([command]);
  });

  it('in quotes keeps dashes that look like options', () => {
    expect(optionsOf('df -h').commands).toEqual(['df -h']);
    expect(optionsOf('ls -l x', '-q')).toMatchObject({ commands: ['ls -l x'], quiet: true, limit: [] });
  });

  it('behind -- keeps every dash', () => {
    expect(optionsOf('--', 'df', '-h').commands).toEqual(['df -h']);
    expect(optionsOf('-q', '--', 'ls', '--limit', '-l')).toMatchObject({
      commands: ['ls --limit -l'],
      limit: [],
    });
    expect(optionsOf('--', 'show version', '-o', 'json')).toMatchObject({
      commands: ['show version -o json'],
      outputs: [{ format: 'pretty', file: undefined }],
    });
  });

  it('may be given with -c, several times and in order', () => {
    expect(optionsOf('-c', 'show clock', '--command', 'show users', '-cuptime').commands).toEqual([
      'show clock',
      'show users',
      'uptime',
    ]);
  });

  it('with -c may begin with a dash', () => {
    expect(optionsOf('-c', '-x').commands).toEqual(['-x']);
  });

  it.each([
    [['-c', 'show clock', 'show', 'version']],
    [['-c', 'show clock', 'show version']],
    [['show version', '-c', 'show clock']],
    [['-f', 'commands.txt', 'show version']],
    [['-f', 'commands.txt', '-c', 'show version']],
  ])('is not given in two ways at once: %j', (argv) => {
    expect(refusalOf(...argv)).toMatch(/give the commands once/);
  });

  it.each([[['show version', 'show clock']], [['show version', 'r1']], [['show version', '-q', 'r1']]])(
    'in quotes stands alone: %j',
    (argv) => {
      expect(refusalOf(...argv)).toMatch(/quote it together|-c/);
    },
  );

  it.each([[['']], [[' \t']], [['-c', '']], [['-c', 'show clock', '-c', ' ']], [['--', '']]])(
    'is not empty: %j',
    (argv) => {
      expect(refusalOf(...argv)).toMatch(/empty/);
    },
  );

  it.each([[['show clock\nreload']], [['-c', 'show clock\rreload']], [['show', 'clock\nreload']]])(
    'is one line: %j',
    (argv) => {
      expect(refusalOf(...argv)).toMatch(/one line/);
    },
  );

  it.each([
    [['10.0.0.1', 'show', 'version'], 'netrun -i 10.0.0.1 show version runs it there'],
    [['-u', 'me', 'admin@10.0.0.1:2222'], 'netrun -i admin@10.0.0.1:2222 "show version" runs it there'],
  ])('begins with no address: %j', (argv, message) => {
    expect(refusalOf(...argv)).toContain(message);
  });

  it('may be anything behind -c', () => {
    expect(optionsOf('-c', '10.0.0.1 x').commands).toEqual(['10.0.0.1 x']);
  });

  it.each([[[]], [['-q']], [['-i', 'devices.yaml', '-l', 'r1']]])('is needed: %j', (argv) => {
    expect(refusalOf(...argv)).toMatch(/no command was given/);
  });
});

describe('Options', () => {
  it('have defaults', () => {
    expect(optionsOf('show version')).toEqual({
      commands: ['show version'],
      file: undefined,
      inventory: undefined,
      limit: [],
      limitFiles: [],
      exclude: [],
      strictInventory: false,
      allowCommandsFromInventory: false,
      username: undefined,
      askPass: false,
      askSecret: false,
      platform: undefined,
      port: undefined,
      identity: [],
      jump: undefined,
      sshConfig: undefined,
      sshConfigExec: false,
      legacy: false,
      outputs: [{ format: 'pretty', file: undefined }],
      executor: 'threads',
      workers: 'auto',
      concurrency: 100,
      hostKeys: { value: 'accept-new', isFromCommandLine: false },
      connectMs: { value: 10_000, isFromCommandLine: false },
      loginMs: { value: 45_000, isFromCommandLine: false },
      idleMs: { value: 60_000, isFromCommandLine: false },
      deviceMs: { value: 1_800_000, isFromCommandLine: false },
      enable: 'auto',
      answers: [],
      rejectCheck: true,
      shell: 'auto',
      pipelining: false,
      maxAuthFailures: 3,
      loginRate: undefined,
      loginsAtOnce: undefined,
      yes: false,
      retries: 1,
      waves: [],
      pauseMs: 0,
      mostFailures: undefined,
      runMs: undefined,
      maxOutputBytes: 64 * 1024 * 1024,
      isOutputTyped: false,
      isCron: false,
      tolerated: { shares: [], words: new Set() },
      isChangesOnly: false,
      metrics: undefined,
      logFile: undefined,
      outputDir: undefined,
      progress: 'auto',
      redact: 'auto',
      ignore: [],
      diff: 'none',
      isRecorded: true,
      rerun: undefined,
      reason: undefined,
      typed: { options: [], command: 'show version' },
      timings: false,
      prompts: 'hidden',
      wished: [],
      shownDevices: 'all',
      parts: 'all',
      dryRun: false,
      quiet: false,
      verbose: false,
    });
  });

  it('are read, and known to come from the command line', () => {
    const argv =
      '-f a.txt -i b.yaml -l r1 -l !r2 --limit-file up.txt --exclude r3 --strict-inventory --allow-commands-from-inventory -u me -k -K --platform linux --port 2222 --host-keys strict --known-hosts known -o ndjson --executor processes ' +
      '--workers 3 --concurrency 7 --connect-timeout 0.5 --login-timeout 2 --timeout 3 --device-timeout 4 ' +
      '--no-enable --answer \\[confirm\\]=y --answer Source.*=running=config --no-reject-check --shell --pipelining ' +
      '--max-output 2 --output-dir out --dry-run -q -v';

    expect(optionsOf(...argv.split(' '))).toEqual({
      commands: [],
      file: 'a.txt',
      inventory: 'b.yaml',
      limit: ['r1', '!r2'],
      limitFiles: ['up.txt'],
      exclude: ['r3'],
      strictInventory: true,
      allowCommandsFromInventory: true,
      username: { value: 'me', isFromCommandLine: true },
      askPass: true,
      askSecret: true,
      platform: { value: 'linux', isFromCommandLine: true },
      hostKeys: { value: 'strict', isFromCommandLine: true },
      knownHosts: 'known',
      port: { value: 2222, isFromCommandLine: true },
      identity: [],
      jump: undefined,
      sshConfig: undefined,
      sshConfigExec: false,
      legacy: false,
      outputs: [{ format: 'ndjson', file: undefined }],
      executor: 'processes',
      workers: 3,
      concurrency: 7,
      connectMs: { value: 500, isFromCommandLine: true },
      loginMs: { value: 2_000, isFromCommandLine: true },
      idleMs: { value: 3_000, isFromCommandLine: true },
      deviceMs: { value: 4_000, isFromCommandLine: true },
      enable: 'never',
      answers: [
        { question: /\[confirm\]/, text: 'y' },
        { question: /Source.*/, text: 'running=config' },
      ],
      rejectCheck: false,
      shell: 'always',
      pipelining: true,
      maxAuthFailures: 3,
      yes: false,
      retries: 1,
      waves: [],
      pauseMs: 0,
      mostFailures: undefined,
      runMs: undefined,
      maxOutputBytes: 2 * 1024 * 1024,
      isOutputTyped: true,
      isCron: false,
      tolerated: { shares: [], words: new Set() },
      isChangesOnly: false,
      metrics: undefined,
      logFile: undefined,
      outputDir: 'out',
      progress: 'auto',
      redact: 'auto',
      ignore: [],
      diff: 'none',
      isRecorded: true,
      rerun: undefined,
      reason: undefined,
      typed: expect.anything(),
      timings: false,
      prompts: 'hidden',
      wished: [],
      shownDevices: 'all',
      parts: 'all',
      dryRun: true,
      quiet: true,
      verbose: true,
    });
  });

  it.each([
    ['--port', '0'],
    ['--port', '65536'],
    ['--port', '22.5'],
    ['--port', 'ssh'],
    ['--port', ''],
    ['--concurrency', '0'],
    ['--concurrency', '-1'],
    ['--concurrency', 'many'],
    ['--workers', '0'],
    ['--workers', '1025'],
    ['--workers', 'per-core'],
    ['--connect-timeout', '0'],
    ['--login-timeout', '-5'],
    ['--timeout', 'never'],
    ['--timeout', '2147484'],
    ['--device-timeout', ''],
    ['--max-output', '0'],
    ['--answer', 'yes'],
    ['--answer', '=y'],
    ['--answer', '(=y'],
    ['--output', 'xml'],
    ['--executor', 'fibers'],
  ])('out of range are refused with the option and the value: %s %s', (option, value) => {
    const said = refusalOf(`${option}=${value}`, 'show version');

    expect(said).toContain(option);
    expect(said).toContain(`'${value}'`);
  });

  it.each([
    [['--outpt', 'json', 'show version'], '--output'],
    [['--dryrun', 'show version'], '--dry-run'],
  ])('that are misspelt are refused with what was meant: %j', (argv, meant) => {
    expect(refusalOf(...argv)).toContain(meant);
  });

  it('that need a value are refused without one', () => {
    expect(refusalOf('show version', '-i')).toContain('--inventory');
  });

  it.each([['-h'], ['--help']])('%s prints the help, which ends the program well', (option) => {
    const { error, stdout } = parse(option);

    expect(error).toMatchObject({ exitCode: 0 });
    expect(stdout).toContain('Usage: netrun');
  });
});

describe('Variables', () => {
  it('stand for options that are not given', () => {
    const variables = {
      NETRUN_INVENTORY: 'lab.yaml',
      NETRUN_USERNAME: 'me',
      NETRUN_PLATFORM: 'linux',
      NETRUN_PORT: '2222',
      NETRUN_OUTPUT: 'json',
      NETRUN_EXECUTOR: 'inline',
      NETRUN_WORKERS: 'per-device',
      NETRUN_CONCURRENCY: '7',
      NETRUN_CONNECT_TIMEOUT: '1',
      NETRUN_LOGIN_TIMEOUT: '2',
      NETRUN_TIMEOUT: '3',
      NETRUN_DEVICE_TIMEOUT: '4',
      NETRUN_NO_ENABLE: '1',
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);

    expect(optionsOf('show version')).toMatchObject({
      inventory: 'lab.yaml',
      username: { value: 'me', isFromCommandLine: false },
      platform: { value: 'linux', isFromCommandLine: false },
      port: { value: 2222, isFromCommandLine: false },
      identity: [],
      jump: undefined,
      sshConfig: undefined,
      sshConfigExec: false,
      legacy: false,
      outputs: [{ format: 'json', file: undefined }],
      executor: 'inline',
      workers: 'per-device',
      concurrency: 7,
      connectMs: { value: 1_000, isFromCommandLine: false },
      loginMs: { value: 2_000, isFromCommandLine: false },
      idleMs: { value: 3_000, isFromCommandLine: false },
      deviceMs: { value: 4_000, isFromCommandLine: false },
      enable: 'never',
    });
  });

  it('give way to the command line', () => {
    vi.stubEnv('NETRUN_INVENTORY', 'lab.yaml');
    vi.stubEnv('NETRUN_CONCURRENCY', '7');

    expect(optionsOf('-i', 'mine.yaml', '--concurrency', '8', 'show version')).toMatchObject({
      inventory: 'mine.yaml',
      concurrency: 8,
    });
  });

  it.each(['', '0', 'no', 'off', 'false', 'False'])('the variable of a switch is off with "%s"', (value) => {
    vi.stubEnv('NETRUN_PIPELINING', value);
    vi.stubEnv('NETRUN_NO_ENABLE', value);
    expect(optionsOf('show version')).toMatchObject({ pipelining: false, enable: 'auto' });
  });

  it('--enable goes before the variable that says the opposite', () => {
    vi.stubEnv('NETRUN_NO_ENABLE', '1');
    expect(optionsOf('--enable', 'show version')).toMatchObject({ enable: 'always' });
  });

  it.each([
    [
      ['-o', 'pretty', '-o', 'json=run.json'],
      [
        ['pretty', undefined],
        ['json', 'run.json'],
      ],
    ],
    [['-o', 'json=a=b.json'], [['json', 'a=b.json']]],
    [[], [['pretty', undefined]]],
  ])('%j shows a run in several ways, one of them on standard output', (argv, expected) => {
    const { outputs } = optionsOf(...argv, 'show version');
    expect(outputs.map(({ format, file }) => [format, file])).toEqual(expected);
  });

  it.each([
    [['-o', 'json', '-o', 'raw'], 'two formats cannot both go to standard output'],
    [['-o', 'json=x', '-o', 'raw=x'], 'two formats cannot both go to x'],
    [['-o', 'json='], 'a file is wanted behind "json="'],
    [['-o', 'xml=x'], 'Allowed choices are pretty'],
  ])('%j is refused', (argv, why) => {
    expect(refusalOf(...argv, 'show version')).toContain(why);
  });

  it('NETRUN_FILE names the commands only where none are given', () => {
    vi.stubEnv('NETRUN_FILE', 'commands.txt');

    expect(optionsOf('-q')).toMatchObject({ commands: [], file: 'commands.txt' });
    expect(optionsOf('show version')).toMatchObject({ commands: ['show version'], file: undefined });
  });

  it.each([
    ['NETRUN_CONCURRENCY', 'many'],
    ['NETRUN_PORT', '70000'],
    ['NETRUN_OUTPUT', 'xml'],
    ['NETRUN_TIMEOUT', '-1'],
  ])('that are wrong are named: %s=%s', (name, value) => {
    vi.stubEnv(name, value);
    const said = refusalOf('show version');

    expect(said).toContain(name);
    expect(said).toContain(`'${value}'`);
  });

  it.each([
    ['NETRUN_PORT'],
    ['NETRUN_INVENTORY'],
    ['NETRUN_OUTPUT'],
    ['NETRUN_CONCURRENCY'],
    ['NETRUN_USERNAME'],
    ['NETRUN_NO_ENABLE'],
  ])('that are empty count as not set: %s', (name) => {
    const without = optionsOf('show version');
    vi.stubEnv(name, '');

    expect(optionsOf('show version')).toEqual(without);
  });
});
