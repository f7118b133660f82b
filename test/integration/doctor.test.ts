import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { missing } from '../servers/servers.ts';
import { type SshdSet, sshdSet } from '../servers/sshd.ts';
import { netrun } from './harness.ts';

const lacking = missing('linux');

type Step = { readonly step: string; readonly [what: string]: unknown };
type Examined = {
  readonly status: string;
  readonly failedIn: string | null;
  readonly failure: { readonly hint: string } | null;
  readonly steps: readonly Step[];
};

/** Examines devices, and gives what was found of each. */
async function doctor({ folder }: SshdSet, inventory: string, ...args: readonly string[]) {
  const file = path.join(folder, 'devices.yaml');
  writeFileSync(file, inventory, { mode: 0o600 });
  const run = await netrun(['doctor', '-i', file, '-o', 'json', ...args]);
  // The tests compare every field that they use with what it should be.
  const { results } = JSON.parse(run.stdout) as { results: readonly Examined[] };
  const of = (name: string, place = 0) => results[place]?.steps.find(({ step }) => step === name);
  return { ...run, results, of };
}

/** Standard input and output are a connection, as with nc. */
const PIPE = `const [, , host, port] = process.argv;
const socket = require('node:net').connect(Number(port), host);
process.stdin.pipe(socket).pipe(process.stdout);
`;

function device(port: number, more: object): string {
  return `- ${JSON.stringify({ host: '127.0.0.1', port, device_type: 'linux', ...more })}\n`;
}

describe.skipIf(lacking !== undefined)(`netrun doctor and sshd${lacking ? ` (${lacking})` : ''}`, () => {
  it('tells the algorithms, the key and the methods that sshd itself tells', async () => {
    await using set = sshdSet();
    const key = set.key('user');
    const server = await set.start(['LogLevel DEBUG1'], [key]);
    const { port, username, log } = server;
    const inventory = device(port, { username, key_file: key.file });
    const { code, of, results } = await doctor(set, inventory);
    expect({ code, failure: results[0]?.failure }).toEqual({ code: 0, failure: null });
    const logged = (pattern: RegExp) => pattern.exec(log())?.[1];
    expect(of('key-exchange')).toMatchObject({
      chosen: {
        kex: logged(/kex: algorithm: (\S+)/),
        hostKey: logged(/kex: host key algorithm: (\S+)/),
        cipher: logged(/kex: client->server cipher: (\S+)/),
      },
      old: [],
    });
    expect(of('identification')).toMatchObject({ text: expect.stringMatching(/^SSH-2\.0-OpenSSH_/) });
    expect(of('host-key')).toMatchObject({ keyType: 'ssh-ed25519', standing: 'new' });
    expect(of('authentication')).toMatchObject({
      methods: expect.arrayContaining(['publickey']),
      way: expect.stringContaining('key'),
    });
    expect(of('prompt')).toMatchObject({ text: expect.stringMatching(/[#$]$/) });
    expect(log().match(/^Accepted publickey/gm)).toHaveLength(1);
  });

  it('tells what an old server offers, and the line with which it works', async () => {
    await using set = sshdSet();
    const key = set.key('user');
    const host = set.key('host', ['-t', 'rsa', '-b', '2048']);
    const { port, username } = await set.start(
      [
        `HostKey ${host.file}`,
        'HostKeyAlgorithms ssh-rsa',
        'KexAlgorithms diffie-hellman-group14-sha1',
        'Ciphers aes128-cbc',
        'MACs hmac-sha1',
      ],
      [key],
    );
    const plain = device(port, { username, key_file: key.file });
    const refused = await doctor(set, plain);
    expect(refused.results[0]).toMatchObject({ status: 'failed', failedIn: 'key-exchange' });
    expect(refused.results[0]?.failure?.hint).toContain('"legacy: true"');
    expect(refused.of('key-exchange')).toMatchObject({
      offered: {
        kex: ['diffie-hellman-group14-sha1'],
        hostKey: ['ssh-rsa'],
        cipher: ['aes128-cbc'],
        mac: ['hmac-sha1'],
      },
    });
    const taken = await doctor(set, device(port, { username, key_file: key.file, legacy: true }));
    expect(taken.results[0]?.failure).toBeNull();
    expect(taken.of('key-exchange')).toMatchObject({
      chosen: {
        kex: 'diffie-hellman-group14-sha1',
        hostKey: 'ssh-rsa',
        cipher: 'aes128-cbc',
        mac: 'hmac-sha1',
      },
      old: ['diffie-hellman-group14-sha1', 'ssh-rsa', 'aes128-cbc', 'hmac-sha1'],
    });
  });

  it('goes through jump hosts and proxy commands, and says where these fail', async () => {
    await using set = sshdSet();
    const key = set.key('user');
    const target = await set.start([], [key]);
    const bastion = await set.start([], [key]);
    const strict = await set.start(['AllowTcpForwarding no'], [key]);
    const { username } = target;
    const through = (port: number) => `${username}@127.0.0.1:${port}`;
    const common = { username, key_file: key.file };
    const pipe = path.join(set.folder, 'pipe.cjs');
    writeFileSync(pipe, PIPE);
    const inventory =
      device(target.port, { ...common, name: 'behind', jump: through(bastion.port) }) +
      device(target.port, { ...common, name: 'shut', jump: through(strict.port) }) +
      device(target.port, { ...common, name: 'piped', proxy_command: `${process.execPath} ${pipe} %h %p` }) +
      device(target.port, { ...common, name: 'cut', proxy_command: 'false' });
    const { results } = await doctor(set, inventory, '--identity', key.file);
    expect(results.map(({ status, failedIn }) => [status, failedIn])).toEqual([
      ['ok', null],
      ['failed', 'connect'],
      ['ok', null],
      ['failed', 'connect'],
    ]);
    expect(results[1]?.failure?.hint).toContain('AllowTcpForwarding');
    const near = await doctor(set, inventory, '--identity', key.file, '--stage', 'tcp');
    expect(near.results.map(({ status, failedIn }) => [status, failedIn])).toEqual([
      ['ok', null],
      ['failed', 'connect'],
      ['ok', null],
      ['failed', 'connect'],
    ]);
    expect(target.log().match(/^Accepted publickey/gm)).toHaveLength(2);
  });

  it('shows a wrong password to the device once', async () => {
    await using set = sshdSet();
    const { port, username, log } = await set.start(['PasswordAuthentication yes'], []);
    const { results, stdout } = await doctor(set, device(port, { username, password: 'n0t-the-password' }));
    expect(results[0]).toMatchObject({ status: 'failed', failedIn: 'authentication' });
    expect(results[0]?.failure?.hint).toMatch(/"password".*--ask-pass/);
    expect(stdout).not.toContain('n0t-the-password');
    expect(log().match(/^Failed password/gm) ?? []).toHaveLength(1);
  });

  it('does not show a password where none is taken, and says so', async () => {
    await using set = sshdSet();
    const { port, username, log } = await set.start(['PasswordAuthentication no', 'LogLevel DEBUG1'], []);
    const { results, of } = await doctor(set, device(port, { username, password: 'n0t-the-password' }));
    expect(results[0]).toMatchObject({
      failedIn: 'authentication',
      failure: { message: 'the device takes no password, only publickey' },
    });
    expect(of('authentication')).toMatchObject({ methods: ['publickey'] });
    expect(log()).not.toMatch(/method password/);
  });

  it('gives up at the prompt where a user gets no command line', async () => {
    await using set = sshdSet();
    const key = set.key('user');
    const { port, username } = await set.start(['ForceCommand /bin/false'], [key]);
    const { results } = await doctor(set, device(port, { username, key_file: key.file }));
    expect(results[0]).toMatchObject({ failedIn: 'prompt', failure: { kind: 'closed' } });
    expect(results[0]?.failure?.hint).toContain('-u');
  });

  it('tells a host key that has changed, and how to take it', async () => {
    await using set = sshdSet();
    const key = set.key('user');
    const other = set.key('other');
    const { port, username } = await set.start([], [key]);
    const [keyType = '', text = ''] = other.publicLine.split(' ');
    const inventory = device(port, {
      username,
      key_file: key.file,
      name: 'sw01',
      host_keys: `${keyType} ${text}`,
    });
    const { results } = await doctor(set, inventory);
    expect(results[0]).toMatchObject({ status: 'failed', failedIn: 'host-key' });
    expect(results[0]?.failure?.hint).toContain('"host_keys"');
  });
});
