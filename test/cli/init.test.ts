import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { typedLines } from '../../src/cli/ask-lines.ts';
import { netrun } from '../integration/harness.ts';
import { HAS_TERMINAL, onTerminal } from './program.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-init-'));
  file = path.join(folder, 'devices.yaml');
});
afterEach(() => rm(folder, { recursive: true }));

const init = (args: readonly string[], stdin?: string) =>
  netrun(['init', ...args], { cwd: folder, ...(stdin === undefined ? {} : { stdin }) });
const modeOf = async (name: string) => (await stat(name)).mode & 0o777;

describe('netrun init', () => {
  it('writes a file that the next run reads', async () => {
    const { stdout, stderr, code } = await init(['-u', 'alice'], 'r1 10.0.0.1 ios\n10.0.0.2\n');
    expect({ stdout, code }).toEqual({ stdout: '', code: 0 });
    expect(stderr).toContain('2 devices from stdin');
    expect(stderr).toContain('netrun -k "show version"');
    const next = await netrun(['--dry-run', 'show version'], { cwd: folder });
    expect(next).toMatchObject({ code: 0, stderr: '' });
    expect(next.stdout).toContain('r1');
    expect(await modeOf(file)).not.toBe(0o600);
  });

  it('overwrites nothing, and says so before anything is read', async () => {
    await writeFile(file, 'mine');
    const { stderr, code } = await init([], '10.0.0.1\n');
    expect({ stderr, code }).toEqual({
      stderr:
        'devices.yaml: the file is there, and netrun init overwrites none: name another with -o, or look with --dry-run at what it would hold\n',
      code: 2,
    });
    expect(await readFile(file, 'utf8')).toBe('mine');
    const other = await init(['-o', 'other.yaml', '10.0.0.1', 'r2']);
    expect(other.stderr).toContain('netrun -i other.yaml --dry-run "show version"');
    expect(await readFile(path.join(folder, 'other.yaml'), 'utf8')).toContain('- host: r2\n');
  });

  it('writes secrets only into a file that nobody else may read', async () => {
    const csv = 'ip,username,password\n10.0.0.1,admin,hunter2\n';
    await writeFile(path.join(folder, 'devices.csv'), csv);
    const without = await init(['--dry-run', 'devices.csv']);
    expect(without.stdout + without.stderr).not.toContain('hunter2');
    const { stderr, code } = await init(['--keep-secrets', 'devices.csv']);
    expect(code).toBe(0);
    expect(stderr).not.toContain('hunter2');
    expect(stderr).toContain('netrun "show version"');
    expect(await readFile(file, 'utf8')).toContain('password: hunter2\n');
    expect(await modeOf(file)).toBe(0o600);
  });

  it('takes a folder as Ansible has it', async () => {
    await mkdir(path.join(folder, 'inv/group_vars'), { recursive: true });
    await writeFile(path.join(folder, 'inv/10-core'), '[core]\nr1 ansible_host=10.0.0.1\n');
    await writeFile(path.join(folder, 'inv/20-edge'), '[edge]\nr2 ansible_host=10.0.0.2\n');
    await writeFile(path.join(folder, 'inv/group_vars/all.yml'), 'ansible_network_os: cisco.ios.ios\n');
    const { stdout, stderr, code } = await init(['--dry-run', 'inv']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^2 devices from inv, read as a folder of an Ansible inventory:\n/);
    expect(stdout).toMatch(/device_type: cisco_ios\ncore:\n {2}- name: r1\n(?:.*\n)*edge:\n {2}- name: r2\n/);
  });

  it('keeps what is looked up in the environment', async () => {
    await writeFile(path.join(folder, 'x.csv'), 'ip,port,encoding,username\n10.0.0.1,${P},env:ENC,env:WHO\n');
    const args = ['init', '--dry-run', 'x.csv'];
    const { stdout, code } = await netrun(args, { cwd: folder, env: { P: '2222', ENC: 'latin1' } });
    expect(code).toBe(0);
    expect(stdout).toContain('port: 2222\n');
    expect(stdout).toContain('encoding: env:ENC\n');
    expect(stdout).toContain('username: env:WHO\n');
    const unset = await netrun(args, { cwd: folder });
    expect(unset.stderr).toMatch(/port: P is not set in the environment, or empty/);
    expect(unset.code).toBe(2);
  });

  it.each([
    [['-o', 'devices.txt', '10.0.0.1'], '--output: devices.txt would not be read as devices'],
    [
      ['--platform', 'cisco_io', '10.0.0.1'],
      '--platform: unknown device type "cisco_io"; did you mean cisco_ios',
    ],
    [['--group-by', 'site', '10.0.0.1'], '--group-by: no device has "site"'],
    [['no/such.csv'], 'no/such.csv: there is no such file; give a file, some addresses'],
    [['netbox+https://netbox.example.net/'], 'needs no file: netrun -i netbox+https://netbox.example.net/'],
    [['-'], 'stdin: there is nothing in it; give a file, some addresses'],
    [['-o', 'no/such/devices.yaml', '10.0.0.1'], 'no/such/devices.yaml: the file cannot be written'],
  ])('says of %j what is wrong, and writes nothing', async (args, message) => {
    const { stderr, code } = await init(args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    await expect(stat(file)).rejects.toThrow();
  });

  it('says of a text without devices why there are none', async () => {
    const { stderr, code } = await init([], 'Uptime is 3 weeks\n# 10.0.0.1\n');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ {2}line 1 +no address in it$/m);
    expect(stderr).toMatch(/there is no device in it, and nothing was written\n$/);
  });

  it.skipIf(!HAS_TERMINAL)('asks on a terminal: for devices, a user and what they are', async () => {
    await using program = onTerminal(['init', '-o', file]);
    await program.until('stdout', /empty line ends it\.\r\n/);
    const type = (text: string) => program.process.stdin?.write(text);
    // As a terminal marks what is pasted; its empty line ends nothing.
    type('\x1b[200~10.0.0.1\r\r10.0.0.2 r2\r\x1b[201~');
    await program.until('stdout', /10\.0\.0\.2 r2\r\n/);
    type('\r');
    await program.until('stdout', /User name.*: $/);
    type('alice\r');
    await program.until('stdout', /What they are.*: $/);
    type('cisco_io\r');
    await program.until('stdout', /did you mean cisco_ios[\s\S]*What they are.*: $/);
    type('ios\r');
    const { code } = await program.ended;
    expect(code).toBe(0);
    expect((await readFile(file, 'utf8')).replace(/^#.*\n/gm, '')).toBe(`
defaults:
  device_type: cisco_ios
  username: alice
all:
  - ip: 10.0.0.1
  - name: r2
    ip: 10.0.0.2
`);
  });
});

describe('Lines that are typed', () => {
  const typed = (...pieces: readonly string[]) => {
    const lines = typedLines({ echo: () => {} });
    const said = pieces.map((piece) => lines.take(piece));
    return { text: lines.text, last: said.at(-1) };
  };
  it.each([
    ['end at an empty line', ['a', '\r', '\r'], 'a\n', 'end'],
    ['do not end before there is one', ['\r'], '\n', 'more'],
    ['end at Ctrl-D', ['a\x04'], 'a', 'end'],
    ['do not end within what is pasted', ['\x1b[200~a\r\n\r\nb\r\n\x1b[201~'], 'a\n\nb\n', 'more'],
    ['do not end within a large piece', ['a\r\rb\r'], 'a\n\nb\n', 'more'],
    [
      'end behind a paste whose end came in parts',
      ['\x1b[200~a\r\rb\r\x1b[20', '1~', '\r'],
      'a\n\nb\n',
      'end',
    ],
    [
      'do not take the key Escape for the beginning of the next',
      ['a', '\x1b', '[', 'A', '\r'],
      'a[A\n',
      'more',
    ],
    ['can be mended', ['ab', '\x7f', 'c', '\x15', 'd', '\x1b[A', '\r'], 'd\n', 'more'],
    ['can be given up', ['a', '\x03'], 'a', 'interrupt'],
  ] as const)('%s', (_title, pieces, text, last) => {
    expect(typed(...pieces)).toEqual({ text, last });
  });
});
