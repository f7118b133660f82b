import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { missing } from '../servers/servers.ts';
import { type Sshd, sshdSet, type TestKey } from '../servers/sshd.ts';
import { netrun, netrunJson } from './harness.ts';

const lacking = missing('linux');
const COMMAND = 'echo $((6 * 7))';
const ANSWERED = { status: 'ok', replies: [{ output: expect.stringMatching(/(?:^|\n)42$/) }] };

/** Addresses of loopback that one server answers at, since netrun has one session to an address at a time; sshd takes 16. */
const ADDRESSES = Array.from({ length: 15 }, (_, index) => `127.86.0.${index + 1}`);

function inventoryOf(target: Sshd, key: TestKey, hosts: readonly string[], more: object = {}): string {
  return hosts
    .map((host) => ({
      host,
      port: target.port,
      device_type: 'linux',
      username: target.username,
      key_file: key.file,
      ...more,
    }))
    .map((device) => `- ${JSON.stringify(device)}\n`)
    .join('');
}

function hop({ username, port }: Sshd): string {
  return `${username}@127.0.0.1:${port}`;
}

/** How often somebody has logged in. */
function logins({ log }: Sshd): number {
  return log().match(/^Accepted publickey/gm)?.length ?? 0;
}

describe.skipIf(lacking !== undefined)(`netrun behind jump hosts${lacking ? ` (${lacking})` : ''}`, () => {
  it('has one connection to a jump host for all devices, whatever its MaxSessions', async () => {
    await using set = sshdSet();
    const key = set.key('key');
    const listens = ADDRESSES.map((address) => `ListenAddress ${address}`);
    const target = await set.start(listens, [key]);
    const bastion = await set.start(['MaxSessions 1'], [key]);
    const inventory = inventoryOf(target, key, ADDRESSES);
    const run = await netrunJson(['--identity', key.file, '-J', hop(bastion), COMMAND], { inventory });
    expect(run.report.results).toMatchObject(ADDRESSES.map(() => ANSWERED));
    expect(run.code).toBe(0);
    expect({ target: logins(target), bastion: logins(bastion) }).toEqual({ target: 15, bastion: 1 });
  });

  it('has as many connections to it as the devices say', async () => {
    await using set = sshdSet();
    const key = set.key('key');
    const hosts = ADDRESSES.slice(0, 6);
    const target = await set.start(
      hosts.map((address) => `ListenAddress ${address}`),
      [key],
    );
    const bastion = await set.start([], [key]);
    const inventory = inventoryOf(target, key, hosts, { connections: 3, jump: hop(bastion) });
    const run = await netrunJson(['--identity', key.file, COMMAND], { inventory });
    expect(run.report.results).toMatchObject(hosts.map(() => ANSWERED));
    expect(logins(bastion)).toBe(3);
  });

  it('goes through a chain of them, as ssh_config describes it, with a key of its own for each', async () => {
    await using set = sshdSet();
    const [deviceKey, outerKey, innerKey] = [set.key('device'), set.key('outer'), set.key('inner')];
    const target = await set.start([], [deviceKey]);
    const inner = await set.start([], [innerKey]);
    const outer = await set.start([`PermitOpen 127.0.0.1:${inner.port}`], [outerKey]);
    const config = path.join(set.folder, 'config');
    writeFileSync(
      config,
      [
        `Host outer\n  HostName 127.0.0.1\n  Port ${outer.port}\n  User ${outer.username}\n  IdentityFile ${outerKey.file}`,
        `Host inner\n  HostName 127.0.0.1\n  Port ${inner.port}\n  User ${inner.username}\n  IdentityFile ${innerKey.file}\n  ProxyJump outer`,
        `Host r1\n  HostName 127.0.0.1\n  Port ${target.port}\n  User ${target.username}\n  IdentityFile ${deviceKey.file}\n  ProxyJump inner`,
        '',
      ].join('\n'),
    );
    const run = await netrunJson(['-F', config, COMMAND], {
      inventory: '- {host: r1, device_type: linux}\n',
    });
    expect(run.report.results).toMatchObject([ANSWERED]);
    expect([outer, inner, target].map(logins)).toEqual([1, 1, 1]);
    const typed = await netrunJson(['-F', config, '-J', 'outer,inner', COMMAND], {
      inventory: '- {host: r1, device_type: linux}\n',
    });
    expect(typed.report.results).toMatchObject([ANSWERED]);
  });

  it('shows the way in a plan', async () => {
    const inventory = '- {host: r1, device_type: linux, username: u}\n';
    const run = await netrun(['--dry-run', '-J', 'a@one,two:2222', COMMAND], { inventory });
    expect(run.stdout).toContain('r1  linux  user u  through one:22, two:2222\n');
  });

  it('takes the credentials of a jump host from its own entry in the inventory', async () => {
    await using set = sshdSet();
    const [deviceKey, bastionKey] = [set.key('device'), set.key('bastion')];
    const target = await set.start([], [deviceKey]);
    const bastion = await set.start([], [bastionKey]);
    const entry = {
      name: 'gate',
      host: '127.0.0.1',
      port: bastion.port,
      device_type: 'linux',
      username: bastion.username,
      key_file: bastionKey.file,
    };
    const inventory =
      inventoryOf(target, deviceKey, ['127.0.0.1'], { jump: 'gate', name: 'r1' }) +
      `- ${JSON.stringify(entry)}\n`;
    const run = await netrunJson(['-l', 'r1', COMMAND], { inventory });
    expect(run.report.results).toMatchObject([ANSWERED]);
    expect(logins(bastion)).toBe(1);
  });

  it.each(['threads', 'inline', 'processes'])(
    'says once why a jump host cannot be used, after one attempt (%s)',
    async (executor) => {
      await using set = sshdSet();
      const [key, other] = [set.key('key'), set.key('other')];
      const hosts = ADDRESSES.slice(0, 5);
      const target = await set.start(
        hosts.map((address) => `ListenAddress ${address}`),
        [key],
      );
      const bastion = await set.start([], [other]);
      const inventory = inventoryOf(target, key, hosts);
      const args = ['--executor', executor, '--identity', key.file, '-J', hop(bastion), COMMAND];
      const run = await netrunJson(args, { inventory });
      const sentences = run.report.results.map(({ failure }) => failure?.message);
      expect(new Set(sentences)).toEqual(
        new Set([
          `the jump host 127.0.0.1:${bastion.port} cannot be used: it took none of the keys that were offered: ${key.file}`,
        ]),
      );
      expect(sentences).toHaveLength(hosts.length);
      expect(
        bastion.log().match(/^Connection closed by authenticating|^Received disconnect|^Disconnected/gm)
          ?.length,
      ).toBeLessThan(3);
      expect(logins(target)).toBe(0);
    },
  );

  it('says that nobody answers there, and that it does not let through', async () => {
    await using set = sshdSet();
    const key = set.key('key');
    const target = await set.start([], [key]);
    const bastion = await set.start(['AllowTcpForwarding no'], [key]);
    const inventory = inventoryOf(target, key, ['127.0.0.1']);
    const refused = await netrunJson(['--identity', key.file, '-J', hop(bastion), COMMAND], { inventory });
    expect(refused.report.results[0]?.failure).toMatchObject({
      kind: 'connect',
      message: expect.stringMatching(/^the jump host 127\.0\.0\.1:\d+ forbids connections to this address: /),
      hint: expect.stringContaining('AllowTcpForwarding'),
    });
    await bastion.stop();
    const gone = await netrunJson(['--identity', key.file, '-J', hop(bastion), COMMAND], { inventory });
    expect(gone.report.results[0]?.failure).toMatchObject({
      kind: 'connect',
      message: `the jump host 127.0.0.1:${bastion.port} cannot be used: connection refused on port ${bastion.port}`,
    });
  });

  it('says what the jump host says of a device that does not answer', async () => {
    await using set = sshdSet();
    const key = set.key('key');
    const target = await set.start([], [key]);
    await target.stop();
    const bastion = await set.start([], [key]);
    const inventory = inventoryOf(target, key, ['127.0.0.1']);
    const run = await netrunJson(['--identity', key.file, '-J', hop(bastion), COMMAND], { inventory });
    expect(run.report.results[0]?.failure).toMatchObject({
      kind: 'connect',
      message: expect.stringMatching(
        /^the jump host 127\.0\.0\.1:\d+ cannot connect to it: Connection refused$/,
      ),
    });
  });

  it('refuses a way that leads round in a circle, and one that is none', async () => {
    await using set = sshdSet();
    const config = path.join(set.folder, 'config');
    writeFileSync(config, 'Host a\n  ProxyJump b\nHost b\n  ProxyJump a\nHost c\n  ProxyJump a b\n');
    const inventory =
      '- {host: r1, device_type: linux, username: u, password: p, jump: a}\n- {host: r2, device_type: linux, username: u, password: p, jump: c}\n';
    const run = await netrunJson(['-F', config, COMMAND], { inventory }).catch(
      (error: Error) => error.message,
    );
    expect(run).toContain('exit 2');
    expect(run).toContain('the way to r1 leads round in a circle: r1, a, b, a');
    expect(run).toContain('"a b" on the way to c is no list of jump hosts');
    const both = await netrunJson(['-J', 'a b', COMMAND], { inventory }).catch(
      (error: Error) => error.message,
    );
    expect(both).toContain('--jump: "a b" is no list of jump hosts');
    expect(both).not.toContain('on the way');
  });
});
