import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { missing } from '../servers/servers.ts';
import { type SshdSet, sshdSet, type TestKey } from '../servers/sshd.ts';
import { netrun, netrunJson } from './harness.ts';

const lacking = missing('linux');
const OK = {
  status: 'ok',
  replies: [{ command: 'echo $((6 * 7))', output: expect.stringMatching(/(?:^|\n)42$/) }],
};
const COMMAND = 'echo $((6 * 7))';

/** A line of an inventory with these further keys. */
function device(port: number, username: string | undefined, more: object = {}): string {
  return `- ${JSON.stringify({ host: '127.0.0.1', port, device_type: 'linux', username, ...more })}\n`;
}

type Agent = AsyncDisposable & { readonly socket: string; add(...keys: readonly TestKey[]): void };

async function startAgent({ folder }: SshdSet): Promise<Agent> {
  const socket = path.join(folder, 'agent');
  const agent = spawn('/usr/bin/ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  const exited = once(agent, 'exit');
  const add = (args: readonly string[]) =>
    spawnSync('/usr/bin/ssh-add', args, { env: { SSH_AUTH_SOCK: socket }, encoding: 'utf8' });
  await vi.waitFor(() => expect(add(['-l']).status).toBe(1), 5000);
  return {
    socket,
    add: (...keys) => {
      for (const { file } of keys) expect(add(['-q', file])).toMatchObject({ status: 0 });
    },
    async [Symbol.asyncDispose]() {
      agent.kill();
      await exited;
    },
  };
}

describe.skipIf(lacking !== undefined)(
  `netrun and an sshd that takes keys only${lacking ? ` (${lacking})` : ''}`,
  () => {
    it.each([
      ['Ed25519', ['-t', 'ed25519']],
      ['ECDSA', ['-t', 'ecdsa', '-b', '384']],
      ['RSA, whose SHA-1 signatures it does not take', ['-t', 'rsa', '-b', '2048']],
      ['RSA in PKCS#8', ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8']],
    ])('gets in with a key of type %s, without a passphrase and with one', async (_, args) => {
      await using set = sshdSet();
      const open = set.key('open', args);
      const locked = set.key('locked', args, 'a passphrase');
      const { port, username, log } = await set.start([], [open, locked]);
      const inventory =
        device(port, username, { name: 'open', key_file: open.file }) +
        device(port, username, { name: 'locked', key_file: locked.file, passphrase: 'a passphrase' });
      const { report } = await netrunJson([COMMAND], { inventory });
      expect(report.results).toMatchObject([OK, OK]);
      expect(log().match(/^Accepted publickey/gm)).toHaveLength(2);
    });

    it('gets in with the second key, and says which ones were not taken when none is', async () => {
      await using set = sshdSet();
      const [wrong, right] = [set.key('wrong'), set.key('right')];
      const { port, username } = await set.start([], [right]);
      const run = await netrunJson(['--identity', wrong.file, '--identity', right.file, COMMAND], {
        inventory: device(port, username),
      });
      expect(run.report.results).toMatchObject([OK]);
      const failed = await netrunJson(['--identity', wrong.file, COMMAND], {
        inventory: device(port, username),
      });
      expect(failed.report.results[0]?.failure).toMatchObject({
        kind: 'auth',
        message: `the device took none of the keys that were offered: ${wrong.file}`,
        hint: expect.stringContaining('--identity'),
      });
    });

    it('tries first what let it in the last time', async () => {
      await using set = sshdSet();
      const [wrong, right] = [set.key('wrong'), set.key('right')];
      const { port, username, log } = await set.start(['LogLevel VERBOSE'], [right]);
      const args = ['--identity', wrong.file, '--identity', right.file, COMMAND];
      const options = {
        inventory: device(port, username),
        env: { NETRUN_STATE_DIR: path.join(set.folder, 'state') },
      };
      const refused = () => log().match(/^Failed publickey/gm)?.length ?? 0;
      expect((await netrunJson(args, options)).report.results).toMatchObject([OK]);
      expect(refused()).toBe(1);
      expect((await netrunJson(args, options)).report.results).toMatchObject([OK]);
      expect(refused()).toBe(1);
    });

    it('refuses a key that it cannot use before anything is contacted', async () => {
      await using set = sshdSet();
      const locked = set.key('locked', ['-t', 'ed25519'], 'a passphrase');
      const ppk = path.join(set.folder, 'key.ppk');
      writeFileSync(ppk, 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n');
      const run = await netrun(
        ['--identity', locked.file, '--identity', ppk, '--identity', '/none/such', COMMAND],
        { inventory: device(1, 'netops') },
      );
      expect(run.code).toBe(2);
      expect(run.stderr).toContain(`${locked.file}: needs a passphrase, and there is no terminal to ask on`);
      expect(run.stderr).toContain(`${ppk}: is a PuTTY key of version 3; convert it: puttygen`);
      expect(run.stderr).toContain('/none/such: there is no such file');
    });

    it('asks the agent where there is no password, but not for all of its keys', async () => {
      await using set = sshdSet();
      await using agent = await startAgent(set);
      const keys = Array.from({ length: 9 }, (_, index) => set.key(`key${index}`));
      const [first, , , , , , seventh] = keys;
      if (!first || !seventh) throw new Error('there are nine keys');
      agent.add(...keys);
      const { port, username, log } = await set.start([], [seventh]);
      const inventory = device(port, username);
      const env = { SSH_AUTH_SOCK: agent.socket };
      const failed = await netrunJson([COMMAND], { inventory, env });
      expect(failed.report.results[0]?.failure?.message).toBe(
        'the device took none of the keys that were offered: key0, key1, key2, key3, key4 (4 more were held back)',
      );
      expect(log()).not.toContain('Too many authentication failures');
      // The public key says which of the agent's keys is meant.
      const config = path.join(set.folder, 'config');
      writeFileSync(config, `Host *\n  IdentityFile ${seventh.file}.pub\n  IdentitiesOnly yes\n`);
      const { report } = await netrunJson(['-F', config, COMMAND], { inventory, env });
      expect(report.results).toMatchObject([OK]);
      const withPassword = device(port, username, { password: 'unused' });
      const refused = await netrunJson(['-F', config, COMMAND], { inventory: withPassword, env });
      expect(refused.report.results[0]?.failure?.message).toContain('takes no password, only publickey');
      const allowed = device(port, username, { password: 'unused', use_keys: true, allow_agent: true });
      expect(
        (await netrunJson(['-F', config, COMMAND], { inventory: allowed, env })).report.results,
      ).toMatchObject([OK]);
    });

    it('signs with an RSA key of the agent in a way that the server takes', async () => {
      await using set = sshdSet();
      await using agent = await startAgent(set);
      const rsa = set.key('rsa', ['-t', 'rsa', '-b', '2048']);
      agent.add(rsa);
      const { port, username } = await set.start([], [rsa]);
      const run = await netrunJson([COMMAND], {
        inventory: device(port, username),
        env: { SSH_AUTH_SOCK: agent.socket },
      });
      expect(run.report.results).toMatchObject([OK]);
    });

    it('reads from ssh_config where to connect, as whom and with which key', async () => {
      await using set = sshdSet();
      const key = set.key('key');
      const { port, username } = await set.start([], [key]);
      const config = path.join(set.folder, 'config');
      writeFileSync(
        config,
        `Host r1\n  HostName 127.0.0.1\n  Port ${port}\n  User ${username}\n  IdentityFile %d/key\n`,
      );
      const inventory = '- {host: r1, device_type: linux}\n';
      const run = await netrunJson(['-F', config, COMMAND], { inventory, env: { HOME: set.folder } });
      expect(run.report.results).toMatchObject([OK]);
    });

    it('connects through a proxy command, and says what that says when it fails', async () => {
      await using set = sshdSet();
      const key = set.key('key');
      const { port, username } = await set.start([], [key]);
      const common = { host: '192.0.2.1', username, key_file: key.file };
      const run = await netrunJson([COMMAND], {
        inventory: device(port, username, { ...common, proxy_command: 'busybox nc 127.0.0.1 %p' }),
      });
      expect(run.report.results).toMatchObject([OK]);
      const failed = await netrunJson([COMMAND], {
        inventory: device(port, username, { ...common, proxy_command: 'echo no way to %h >&2; false' }),
      });
      expect(failed.report.results[0]?.failure).toMatchObject({
        kind: 'connect',
        message: 'the proxy command failed: no way to 192.0.2.1',
      });
    });
  },
);

describe.skipIf(lacking !== undefined)(`netrun and an sshd of old${lacking ? ` (${lacking})` : ''}`, () => {
  const OLD = [
    'KexAlgorithms diffie-hellman-group1-sha1',
    'HostKeyAlgorithms ssh-rsa',
    'Ciphers 3des-cbc',
    'MACs hmac-sha1',
  ];

  it('names both offers and the line that would help, and that line helps', async () => {
    await using set = sshdSet();
    const [key, hostKey] = [set.key('key'), set.key('host', ['-t', 'rsa', '-b', '2048'])];
    const { port, username } = await set.start([`HostKey ${hostKey.file}`, ...OLD], [key]);
    const login = { key_file: key.file };
    const failed = await netrunJson([COMMAND], { inventory: device(port, username, login) });
    expect(failed.report.results[0]?.failure).toMatchObject({
      kind: 'negotiation',
      message: expect.stringMatching(
        /^no matching key exchange algorithm \(netrun: curve25519-sha256,.*; device: diffie-hellman-group1-sha1\)$/,
      ),
      hint: expect.stringContaining('"legacy: true"'),
    });
    const run = await netrunJson([COMMAND], {
      inventory: device(port, username, { ...login, legacy: true }),
    });
    expect(run.report.results).toMatchObject([
      {
        ...OK,
        notes: [
          'old algorithms protect the connection to it: diffie-hellman-group1-sha1, ssh-rsa, 3des-cbc, hmac-sha1',
        ],
      },
    ]);
    const whole = await netrunJson(['--legacy', COMMAND], { inventory: device(port, username, login) });
    expect(whole.report.results).toMatchObject([OK]);
    expect(whole.stderr).toContain('--legacy offers broken algorithms to every device');
  });

  it('takes a DSA host key, and signs with SHA-1, where the device is marked as one of old', async () => {
    await using set = sshdSet();
    const [key, hostKey] = [set.key('key', ['-t', 'rsa', '-b', '2048']), set.key('host', ['-t', 'dsa'])];
    const lines = [
      `HostKey ${hostKey.file}`,
      'HostKeyAlgorithms ssh-dss',
      'PubkeyAcceptedAlgorithms ssh-rsa',
    ];
    const { port, username } = await set.start([...lines, 'MACs hmac-md5', 'Ciphers aes128-cbc'], [key]);
    const login = { key_file: key.file };
    const failed = await netrunJson([COMMAND], { inventory: device(port, username, login) });
    expect(failed.report.results[0]?.failure).toMatchObject({
      kind: 'negotiation',
      message: expect.stringMatching(/^no matching host key format \(netrun: .*; device: ssh-dss\)$/),
    });
    const run = await netrunJson([COMMAND], {
      inventory: device(port, username, { ...login, legacy: true }),
    });
    expect(run.report.results).toMatchObject([
      { ...OK, notes: ['old algorithms protect the connection to it: ssh-dss, aes128-cbc, hmac-md5'] },
    ]);
  });

  it('offers a list of the inventory in the place of its own', async () => {
    await using set = sshdSet();
    const key = set.key('key');
    const { port, username } = await set.start(['KexAlgorithms diffie-hellman-group18-sha512'], [key]);
    const login = { key_file: key.file };
    const failed = await netrunJson([COMMAND], { inventory: device(port, username, login) });
    expect(failed.report.results[0]?.failure?.hint).toContain(
      '"algorithms: {kex: +diffie-hellman-group18-sha512}"',
    );
    const algorithms = { kex: '+diffie-hellman-group18-sha512' };
    const run = await netrunJson([COMMAND], { inventory: device(port, username, { ...login, algorithms }) });
    expect(run.report.results).toMatchObject([{ ...OK, notes: [] }]);
  });
});
