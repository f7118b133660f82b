import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { FAULTS, type FaultName } from '../../src/lab/faults.ts';
import { fingerprintOf, generateHostKey, parseHostKey } from '../../src/lab/host-key.ts';
import { type DeviceOptions, type Lab, startLab } from '../../src/lab/lab.ts';
import type { LabDevice } from '../../src/lab/simulated-device.ts';
import { netrun } from '../integration/harness.ts';
import { useFolder } from '../reporters/own-folder.ts';
import { expectNothingInternal, HAS_TERMINAL, onTerminal, PROGRAM, start } from './program.ts';

const PASSWORD = 'Pa55-of-the-login';
const SECRET = 'S3cret-of-enable';
const temporary = useFolder();
const at = (name: string) => `${temporary.path}/${name}`;

let lab: Lab;
afterEach(() => lab.close());

/** Starts devices and writes their inventory, with what it has otherwise about each. */
async function devices(options: readonly DeviceOptions[], otherwise: readonly object[] = []): Promise<void> {
  lab = await startLab({ devices: options, password: PASSWORD, secret: SECRET });
  write(lab.devices.map((device, place) => ({ ...entryOf(device), ...otherwise[place] })));
}

/** A device as an inventory has it. */
const entryOf = ({ platform, ...device }: LabDevice) => ({ ...device, device_type: platform });

function write(entries: readonly object[]): void {
  const lines = entries.map((entry) => `- ${JSON.stringify(entry)}\n`);
  writeFileSync(at('devices.yaml'), lines.join(''), { mode: 0o600 });
}

async function doctor(...args: readonly string[]) {
  const run = await netrun(['doctor', '-i', at('devices.yaml'), ...args], {
    env: { NETRUN_STATE_DIR: at('state') },
  });
  expectNothingInternal(run, [PASSWORD, SECRET, 'n0t-the']);
  return run;
}

/** What is printed, with `N ms` in the place of times. */
const plain = (text: string) =>
  text
    .replace(/ +\d+ ms/g, '  N ms')
    .replace(/\d\.\d+ s/g, 'N s')
    .replace(/:\d{4,5}\b/g, ':PORT');

describe('netrun doctor', () => {
  test('shows each step of a device that passes, and types nothing but what a login takes', async () => {
    await devices([{}]);
    const run = await doctor();
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const [device] = lab.devices;
    expect(plain(run.stdout)).toBe(`R1  127.0.0.1:PORT  cisco_ios  N s  passes
  connect  N ms  127.0.0.1:PORT
  identification  N ms  SSH-2.0-Cisco-1.25
  key exchange  N ms  curve25519-sha256, ssh-ed25519, aes128-gcm@openssh.com
  host key  N ms  known: ssh-ed25519 ${device?.host_keys}
  authentication  N ms  password; it takes password
  prompt  N ms  R1>  (exec)
  enable  N ms  "enable" leads to R1#  (privileged)
  paging  N ms  off by "terminal length 0"

1 device: 1 ok in N s
`);
    expect(lab.typed(device ?? lab.devices[0] ?? ({} as LabDevice)).join('')).toBe(
      `\renable\r${SECRET}\rterminal width 511\rterminal length 0\r  \rexit\r`,
    );
    expect(lab.counters).toMatchObject({ connections: 1, loginsAccepted: 1, confirmations: 0 });
  });

  test('takes the names of devices as words, too', async () => {
    await devices([{}, {}, {}]);
    const { stdout } = await doctor('-o', 'ndjson', '--stage', 'tcp', 'R1', 'R3');
    expect(stdout.match(/"device":"\w+"/g)).toEqual(['"device":"R1"', '"device":"R3"']);
  });

  test.each(['threads', 'processes', 'inline'])('is the same with --executor %s', async (executor) => {
    await devices([{}, {}]);
    const { code, stdout } = await doctor('--executor', executor, '-o', 'json');
    expect(code).toBe(0);
    for (const { steps } of JSON.parse(stdout).results) expect(steps).toHaveLength(8);
  });

  test('says with -v what the device offers, and with -q nothing of a device that passes', async () => {
    await devices([{}]);
    expect((await doctor('-v')).stdout).toMatch(/offers kex: .*curve25519.*\n.*offers host key: ssh-ed25519/);
    expect(plain((await doctor('-q')).stdout)).toBe('1 device: 1 ok in N s\n');
  });

  test('goes as far as --stage says', async () => {
    await devices([{}]);
    const last = async (stage: string) => {
      const { results } = JSON.parse((await doctor('--stage', stage, '-o', 'json')).stdout);
      return results[0].steps.at(-1).step;
    };
    expect(await last('tcp')).toBe('connect');
    expect(await last('login')).toBe('prompt');
    expect(await last('enable')).toBe('enable');
    expect(await last('all')).toBe('paging');
  });

  test('needs no credentials to connect, sends none and stores no host key', async () => {
    await devices([{}, {}]);
    write(lab.devices.map(({ name, host, port }) => ({ name, host, port, device_type: 'cisco_ios' })));
    const run = await doctor('--stage', 'tcp');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(lab.counters).toMatchObject({ loginsAccepted: 0, loginsRejected: 0, connections: 2 });
    expect(existsSync(at('state/known_hosts'))).toBe(false);
    expect((await doctor()).code).toBe(2);
  });

  test.skipIf(!HAS_TERMINAL)(
    'asks for no credentials to connect, and for those that a login takes',
    async () => {
      await devices([{}]);
      write(lab.devices.map(({ name, host, port }) => ({ name, host, port, device_type: 'cisco_ios' })));
      const env = { NETRUN_STATE_DIR: at('state') };
      await using near = onTerminal(['doctor', '-k', '--stage', 'tcp', '-i', at('devices.yaml')], env);
      const { stdout, code } = await near.ended;
      expect({ code, asks: /Password|Username/.test(stdout) }).toEqual({ code: 0, asks: false });
      await using whole = onTerminal(['doctor', '-i', at('devices.yaml')], env);
      await whole.until('stdout', /Username: $/);
      whole.process.stdin?.write(`${lab.devices[0]?.username}\r`);
      await whole.until('stdout', /Password: $/);
      whole.process.stdin?.write(`${PASSWORD}\r`);
      expect((await whole.ended).stdout).toMatch(/R1\S* {2}127.*passes/);
    },
  );

  test('looks no reference up for it, which could not be had', async () => {
    await devices([{}], [{ password: 'env:NOBODY_HAS_SET_IT' }]);
    expect((await doctor('--stage', 'tcp')).code).toBe(0);
    expect(await doctor()).toMatchObject({ code: 2, stderr: expect.stringContaining('NOBODY_HAS_SET_IT') });
  });

  test('says of every fault in which step it shows and what helps, and tries no secret twice', async () => {
    const names = Object.keys(STEPS) as FaultName[]; // Object.keys gives strings
    const faults = names.map((name) => FAULTS[name]);
    await devices(
      faults.map(({ device }, place) => ({ ...device, name: names[place] ?? '' })),
      faults.map((fault) => ('inventory' in fault ? fault.inventory : {})),
    );
    const run = await doctor('-o', 'json', '--login-timeout', '3', '--max-auth-failures', '0');
    expect(run.code).toBe(1);
    const { results } = JSON.parse(run.stdout);
    const found = results.map((result: { device: string; failedIn: string }) => [
      result.device,
      result.failedIn,
    ]);
    expect(Object.fromEntries(found)).toEqual(STEPS);
    for (const { failure } of results) expect(failure.hint).toMatch(/"|--|netrun trust|VTY|log in by hand/);
    expect(lab.counters.loginsRejected).toBe(1);
    expect(lab.counters.enableRejections).toBe(1);
    expect(lab.counters.connections).toBe(names.length);
  });

  test('tells a closed port and a name that nobody knows, and folds what several have in common', async () => {
    await devices([{}]);
    const [device] = lab.devices.map(entryOf);
    write([
      { ...device, name: 'sw1', port: 1 },
      { ...device, name: 'sw2', port: 1 },
      { ...device, name: 'lost', host: 'no-such-host.invalid', port: 22 },
    ]);
    const run = await doctor();
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('fails: connection refused on port 1');
    expect(run.stdout).toMatch(/what helps +is SSH on there\? "port: N" in the inventory/);
    expect(run.stdout).toMatch(
      /resolve .*fails: the name no-such-host.invalid was not found\n {2}what helps .*"host: ADDRESS"/,
    );
    expect(run.stdout).toMatch(/failed \(connect\): connection refused on port 1: sw\[1-2\] \(2\)\n/);
    expect(run.stdout).toMatch(/\n3 devices: 3 failed \(2 connect, 1 resolve\) in .* s\n$/);
  });

  test('tells where a name leads', async () => {
    await devices([{}]);
    write(lab.devices.map((device) => ({ ...entryOf(device), host: 'localhost' })));
    const { results } = JSON.parse((await doctor('--stage', 'tcp', '-o', 'json')).stdout);
    expect(results[0].steps[0]).toMatchObject({
      step: 'resolve',
      addresses: expect.arrayContaining(['127.0.0.1']),
    });
    expect(results[0].steps[1]).toMatchObject({ step: 'connect', address: '127.0.0.1' });
  });

  test('tells a pager that cannot be switched off, and one that stops the device all the same', async () => {
    await devices([
      { behaviour: { pagingCommand: 'refused' } },
      { behaviour: { greeting: 'paged', motd: 'a line of the greeting\n'.repeat(60), pageRows: 10 } },
    ]);
    const { stdout, code } = await doctor();
    expect(code).toBe(0);
    expect(stdout).toMatch(/paging .*"terminal length 0" is refused: .*; pages are answered\n/);
    expect(stdout).toMatch(/off by "terminal length 0"\n +its pager has stopped \d+ times all the same/);
  });

  test('finds out what a device is, names the line that saves it, and remembers it for the next run', async () => {
    await devices([{ platform: 'arista_eos' }], [{ device_type: 'autodetect' }]);
    const { stdout } = await doctor();
    expect(stdout).toMatch(/detection .*it is arista_eos; "device_type: arista_eos" in the inventory/);
    expect(stdout).toMatch(/\n {2}paging .*off by "terminal length 0"/);
    expect(readFileSync(at('state/detected-platforms.json'), 'utf8')).toContain('arista_eos');
  });

  test('says how to find out what a device is that is not what its inventory says', async () => {
    await devices([{ platform: 'arista_eos' }], [{ device_type: 'juniper_junos' }]);
    const { stdout } = await doctor('--login-timeout', '2', '-o', 'json');
    const [{ failedIn, failure }] = JSON.parse(stdout).results;
    expect(failedIn).toBe('prompt');
    expect(failure.hint).toContain('"device_type: autodetect"');
    expect((await doctor('--platform', 'autodetect')).stdout).toMatch(/it is arista_eos/);
  });

  test('takes a new host key as a run does, and says which option or command helps where it is not the right one', async () => {
    await devices([{}]);
    const { host, port } = lab.devices[0] ?? { host: '', port: 0 };
    write(lab.devices.map((device) => ({ ...entryOf(device), host_keys: undefined })));
    const strict = await doctor('--host-keys', 'strict');
    expect(strict.code).toBe(1);
    expect(strict.stdout).toMatch(/host key .*fails: its host key is not known/);
    expect(strict.stdout).toMatch(/what helps +netrun trust -i \S+ --scan -l R1/);
    expect((await doctor()).stdout).toMatch(/host key .*new, taken on trust: ssh-ed25519 SHA256:/);
    expect((await doctor()).stdout).toMatch(/host key .*known: ssh-ed25519 SHA256:/);
    expect((await doctor('--host-keys', 'off')).stdout).toMatch(/host key .*(?:known|not checked): ssh-ed/);
    const other = parseHostKey(generateHostKey());
    writeFileSync(
      at('state/known_hosts'),
      `[${host}]:${port} ssh-ed25519 ${other.getPublicSSH().toString('base64')}\n`,
    );
    const changed = await doctor();
    expect(changed.stdout).toContain(`fails: its host key has changed: known is ssh-ed25519 `);
    expect(changed.stdout).toMatch(/what helps .*netrun trust -i \S+ --replace -l R1/);
    expect(fingerprintOf(other)).not.toBe(lab.devices[0]?.host_keys);
  });

  test('leaves the rest alone where a password is wrong three times in a row', async () => {
    lab = await startLab({ devices: 8, addresses: 'hosts', password: PASSWORD });
    write(lab.devices.map((device) => ({ ...entryOf(device), password: 'n0t-the-password' })));
    const run = await doctor('-o', 'ndjson');
    expect(run.code).toBe(1);
    const results = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const count = (status: string) => results.filter((one) => one.status === status).length;
    expect({ failed: count('failed'), skipped: count('skipped') }).toEqual({ failed: 3, skipped: 5 });
    expect(lab.counters.loginsRejected).toBe(3);
    for (const one of results) expect(one.steps.at(-1).step).toBe('authentication');
  });

  test.each([
    [['--stage', 'shell'], /Allowed choices are tcp, login, enable, all/],
    [['-o', 'html'], /Allowed choices are text, json, ndjson/],
    [['nobody'], /nobody/],
    [['-l', 'nobody'], /nobody/],
  ])('%j is refused', async (args, why) => {
    await devices([{}]);
    const refused = await doctor(...args);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(why);
    expect(lab.counters.connections).toBe(0);
  });

  test('is not led astray by the variables of runs', async () => {
    await devices([{}]);
    const env = {
      NETRUN_STATE_DIR: at('state'),
      NETRUN_OUTPUT: 'html',
      NETRUN_FILE: at('nowhere'),
      NETRUN_METRICS: at('run.prom'),
      NETRUN_CRON: '1',
      NETRUN_PIPELINING: '1',
    };
    const run = await netrun(['doctor', '-i', at('devices.yaml')], { env });
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('passes') });
    expect(existsSync(at('run.prom'))).toBe(false);
  });

  test('ends on Ctrl-C with what it had found', async () => {
    await devices([{}, { behaviour: { fault: { after: 'shell', effect: 'silence' } } }]);
    await using program = start(process.execPath, [PROGRAM, 'doctor', '-i', at('devices.yaml')], {
      env: { PATH: process.env.PATH ?? '', NETRUN_STATE_DIR: at('state') },
    });
    await program.until('stdout', /R1 .*passes/);
    program.interrupt('SIGINT');
    const { code, stdout } = await program.ended;
    expect(code).toBe(130);
    expect(stdout).toMatch(/R2 .*cancelled\n.*connect .*\n(?:.*\n)*.*authentication/);
  });

  test.skipIf(!HAS_TERMINAL)('shows each device on a terminal as soon as it is done', async () => {
    await devices([{ behaviour: { fault: { after: 'shell', effect: 'silence' } } }, {}]);
    await using program = onTerminal(['doctor', '-i', at('devices.yaml')], {
      NETRUN_STATE_DIR: at('state'),
    });
    await program.until('stdout', /off by/);
    expect(program.stdout).toMatch(/R2\S* {2}127\.0\.0\.1:/);
    expect(program.stdout).not.toMatch(/R1\S* {2}127\.0\.0\.1:/);
    program.interrupt('SIGINT');
    const { stdout } = await program.ended;
    for (const line of stdout.split(/[\r\n]/)) {
      expect(line.replace(/\x1b\[[\d;?]*[a-zA-Z]/g, '').length).toBeLessThanOrEqual(90);
    }
  });
});

/** In which step a device fails by each fault. */
const STEPS: Partial<Record<FaultName, string>> = {
  'says-nothing': 'identification',
  'speaks-http': 'identification',
  'speaks-telnet': 'identification',
  'closes-at-once': 'identification',
  'knows-unusual-algorithms': 'key-exchange',
  'has-another-key': 'host-key',
  'refuses-password': 'authentication',
  'has-password-expired': 'authentication',
  'closes-after-key-exchange': 'authentication',
  'refuses-session': 'prompt',
  'has-no-prompt': 'prompt',
  'refuses-secret': 'enable',
  'has-no-secret': 'enable',
};
