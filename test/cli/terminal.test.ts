import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { LabDevice } from '../../src/lab/simulated-device.ts';
import { type Ending, expectNothingInternal, HAS_TERMINAL, onTerminal, type Program } from './program.ts';

const PASSWORD = 'Pa55-of-the-login';
const SECRET = 'S3cret-of-enable';

describe.skipIf(!HAS_TERMINAL)('netrun on a terminal', () => {
  let lab: Lab;
  let folder: string;
  let bare: string;
  let whole: string;

  beforeAll(async () => {
    lab = await startLab({ devices: 2, password: PASSWORD, secret: SECRET });
    folder = await mkdtemp(path.join(tmpdir(), 'netrun-test-'));
    bare = await write('bare.yaml', ({ host, port, name }) => ({
      host,
      port,
      name,
      device_type: 'cisco_ios',
    }));
    whole = await write('whole.yaml', ({ platform, ...rest }) => ({ device_type: platform, ...rest }));
  });
  afterAll(async () => {
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function write(name: string, entry: (device: LabDevice) => object): Promise<string> {
    const file = path.join(folder, name);
    await writeFile(file, lab.devices.map((device) => `- ${JSON.stringify(entry(device))}\n`).join(''), {
      mode: 0o600,
    });
    return file;
  }

  /** Types the answers, each when its question is the last thing on the screen. */
  async function answer(
    program: Program,
    answers: readonly [question: string, typed: string][],
  ): Promise<Ending> {
    for (const [question, typed] of answers) {
      await program.until('stdout', new RegExp(`${question}: $`));
      program.process.stdin?.write(typed);
    }
    const ending = await program.ended;
    expectNothingInternal(ending, [PASSWORD, SECRET]);
    return ending;
  }

  it('asks once for what the inventory says ask: about, by its question', async () => {
    const asking = await write('ask.yaml', ({ platform, ...rest }) => ({
      ...rest,
      device_type: platform,
      username: 'ask:',
      password: 'ask:Password of the lab',
    }));
    await using program = onTerminal(['-i', asking, 'show privilege']);
    const run = await answer(program, [
      ['Username', 'admin\r'],
      ['Password of the lab', `${PASSWORD}\r`],
    ]);
    expect(run.stdout).toContain('Username: admin\r\n');
    expect(run.stdout.match(/level is 15/g)).toHaveLength(2);
  });

  it('asks once for what the inventory leaves out, and does not show what must be secret', async () => {
    await using program = onTerminal(['-i', bare, '--no-enable', 'show clock']);
    const run = await answer(program, [
      ['Username', 'admin\r'],
      ['Password', `${PASSWORD}\r`],
    ]);

    expect(run.stdout).toContain('Username: admin\r\n');
    expect(run.stdout.match(/Username|Password/g)).toEqual(['Username', 'Password']);
    expect(run.stdout).toMatch(/2 devices: .*2 ok/);
    expect(run.code).toBe(0);
  });

  it('takes back what was mistyped', async () => {
    await using program = onTerminal(['-i', bare, '-u', 'admin', '--no-enable', 'show clock']);
    const run = await answer(program, [['Password', `wrong\x15${PASSWORD}xy\x7f\x7f\r`]]);

    expect(run.code).toBe(0);
  });

  it('-k asks for the password although the inventory has one, and it is the one that counts', async () => {
    const before = lab.counters.loginsRejected;
    await using program = onTerminal(['-i', whole, '-k', 'show clock']);
    const run = await answer(program, [
      ['Password', 'another\r'],
      ['Again\\? Password \\(Enter: give up\\)', `${PASSWORD}\r`],
    ]);

    expect(run.stdout).toMatch(/R\d rejected the password of admin \(1 attempt used\)\./);
    expect(run.stdout).toContain('2 devices: ');
    expect(run.code).toBe(0);
    expect(lab.counters.loginsRejected - before).toBe(1);
  });

  it('a typed password that is wrong is shown to one device, and is given up with Enter', async () => {
    const before = lab.counters.loginsRejected;
    await using program = onTerminal(['-i', whole, '-k', 'show clock']);
    const run = await answer(program, [
      ['Password', 'another\r'],
      ['Again\\? Password \\(Enter: give up\\)', '\r'],
    ]);

    expect(run.stdout).toMatch(/failed \(auth\)/);
    expect(run.stdout).toMatch(/skipped: lockout-guard/);
    expect(run.code).toBe(1);
    expect(lab.counters.loginsRejected - before).toBe(1);
  });

  it('a typed enable secret that is wrong is shown to one device, and asked for again', async () => {
    await using program = onTerminal(['-i', whole, '-K', 'show privilege']);
    const run = await answer(program, [
      ['Secret', 'another\r'],
      ['Again\\? Secret \\(Enter: give up\\)', `${SECRET}\r`],
    ]);

    expect(run.stdout.match(/rejected the enable secret of admin \(1 attempt used\)\./g)).toHaveLength(1);
    expect(run.stdout).toMatch(/2 devices: \S*2 ok/);
    expect(run.code).toBe(0);
  });

  it('an enable secret that is given up is shown to no other device', async () => {
    await using program = onTerminal(['-i', whole, '-K', 'show privilege']);
    const run = await answer(program, [
      ['Secret', 'another\r'],
      ['Again\\? Secret \\(Enter: give up\\)', '\r'],
    ]);

    expect(run.stdout).toMatch(/failed \(enable\)/);
    expect(run.stdout).toMatch(/lockout-guard: the enable secrets of admin were rejected once/);
    expect(run.code).toBe(1);
  });

  it('a password that is typed in the middle of a run, since no key let it in, goes to one device first too', async () => {
    const key = path.join(folder, 'key.pem');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const before = lab.counters.loginsRejected;
    const args = ['-i', bare, '-u', 'admin', '--identity', key, '--no-enable', 'show clock'];
    await using program = onTerminal(args);
    const run = await answer(program, [
      ['Password of admin', 'another\r'],
      ['Again\\? Password \\(Enter: give up\\)', `${PASSWORD}\r`],
    ]);

    expect(run.stdout).toMatch(/2 devices: \S*2 ok/);
    expect(run.code).toBe(0);
    expect(lab.counters.loginsRejected - before).toBe(1);
  });

  it('a command that may change something wants the number of devices', async () => {
    await using refused = onTerminal(['-i', whole, 'clear counters']);
    const no = await answer(refused, [['Type the number of devices \\(2\\) to go on', 'y\r']]);
    expect(no.stdout).toContain('"clear counters" may change something on R[1-2] (2)');
    expect(no.code).toBe(2);

    await using agreed = onTerminal(['-i', whole, '--answer', 'confirm=', 'clear counters']);
    expect((await answer(agreed, [['to go on', '2\r']])).code).toBe(0);
  });

  it('-K asks for the secret', async () => {
    await using program = onTerminal(['-i', bare, '-u', 'admin', '-K', 'show privilege'], {
      NETRUN_PASSWORD: PASSWORD,
    });
    const run = await answer(program, [['Secret', `${SECRET}\r`]]);

    expect(run.stdout.match(/privilege level is 15/g)).toHaveLength(2);
    expect(run.code).toBe(0);
  });

  it('-K takes Enter for "the same as the password"', async () => {
    const before = lab.counters.enableRejections;
    await using program = onTerminal(['-i', bare, '-u', 'admin', '-K', 'show privilege'], {
      NETRUN_PASSWORD: PASSWORD,
    });
    const run = await answer(program, [['Secret', '\r']]);

    expect(run.stdout).toMatch(/failed \(enable\)/);
    expect(run.code).toBe(1);
    expect(lab.counters.enableRejections - before).toBe(2);
  });

  it.each([
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ])('%s at a question ends it with 130, and contacts nobody', async (_, key) => {
    const before = lab.counters.connections;
    await using program = onTerminal(['-i', bare, '-u', 'admin', 'show clock']);
    const run = await answer(program, [['Password', key]]);

    expect(run.code).toBe(130);
    expect(lab.counters.connections).toBe(before);
  });

  it('colours what it says, and sets the summary apart from the results', async () => {
    await using program = onTerminal(['-i', whole, '-l', 'R1', 'show clock']);
    const run = await answer(program, []);

    expect(run.stdout).toMatch(/\x1b\[1m127\.0\.0\.1\x1b\[22m/);
    expect(run.stdout).toMatch(/\r\n\r\n1 of 2 devices: \x1b\[32m1 ok\x1b\[39m in /);
  });

  it('colours nothing with NO_COLOR', async () => {
    await using program = onTerminal(['-i', whole, 'show clock'], { NO_COLOR: '1' });
    const run = await answer(program, []);

    // The line at the foot is still erased.
    expect(run.stdout.replaceAll('\x1b[K', '')).not.toContain('\x1b');
    expect(run.code).toBe(0);
  });
});
