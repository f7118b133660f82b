import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { missing, type ServerDevice, type Servers, startServers } from '../servers/servers.ts';
import { failedLogins, inventoryOf, netrun, netrunJson, okResult, withoutSecret } from './harness.ts';

const lack = missing('linux');
// The default reporter names no skipped test.
if (lack) console.warn(`skipped: ${lack}`);

describe.skipIf(lack !== undefined)('netrun and real OpenSSH hosts', () => {
  let servers: Servers;
  let web: ServerDevice;

  beforeAll(async () => {
    servers = await startServers('linux');
    web = servers.device('web1');
  });
  afterAll(() => servers?.stop());

  describe.each(['threads', 'processes', 'inline'])('with --executor %s', (executor) => {
    it('runs several commands in order on all hosts, whatever their shell, prompt and banner', async () => {
      const hosts = servers.devices.map(withoutSecret);
      const run = await netrunJson(
        ['--executor', executor, '-c', 'uname -n', '-c', 'seq 1 2000', '-c', 'true', '-c', 'id -un'],
        { inventory: inventoryOf(hosts) },
      );

      expect(run.report).toEqual({
        version: 1,
        summary: {
          inventory: hosts.length,
          selected: hosts.length,
          ok: hosts.length,
          rejected: 0,
          failed: 0,
          skipped: 0,
          cancelled: 0,
          durationMs: expect.any(Number),
        },
        results: hosts.map((host) =>
          okResult(host, [
            { command: 'uname -n', output: host.name },
            { command: 'seq 1 2000', output: Array.from({ length: 2000 }, (_, k) => k + 1).join('\n') },
            { command: 'true', output: '' },
            { command: 'id -un', output: 'netops' },
          ]),
        ),
      });
      expect({ code: run.code, signal: run.signal }).toEqual({ code: 0, signal: null });
    });
  });

  it('becomes root by sudo on all hosts where a secret is given', async () => {
    const run = await netrunJson(['-c', 'id -un', '-c', 'uname -n'], {
      inventory: inventoryOf(servers.devices),
    });

    expect(run.report.results).toEqual(
      servers.devices.map((host) =>
        okResult(host, [
          { command: 'id -un', output: 'root' },
          { command: 'uname -n', output: host.name },
        ]),
      ),
    );
    expect(run.code).toBe(0);
  });

  it('gives sudo a wrong secret once, and runs nothing', async () => {
    const before = await refusedSecrets(servers, 'web1');
    const run = await netrunJson(['id -un'], {
      inventory: inventoryOf([{ ...web, secret: 'not-the-secret' }, servers.device('dash4')]),
    });

    expect(run.report.results).toMatchObject([
      { device: 'web1', status: 'failed', replies: [], failure: { kind: 'enable' } },
      { device: 'dash4', status: 'ok', replies: [{ output: 'root' }] },
    ]);
    expect(run.code).toBe(1);
    await expect
      .poll(() => refusedSecrets(servers, 'web1'))
      .toEqual([...before, '1 incorrect password attempt']);
    expect(run.stdout + run.stderr).not.toContain('not-the-secret');
  });

  it.each(['web1', 'kbdint2', 'both7'])('tries a wrong password once on %s', async (name) => {
    const before = await failedLogins(servers, name);
    const run = await netrunJson(['id -un'], {
      inventory: inventoryOf([
        { ...servers.device(name), password: 'not-the-password' },
        servers.device('dash4'),
      ]),
    });

    expect(run.report.results).toMatchObject([
      { device: name, status: 'failed', replies: [], failure: { kind: 'auth' }, attempts: 1 },
      { device: 'dash4', status: 'ok' },
    ]);
    expect(run.code).toBe(1);
    expect((await failedLogins(servers, name)) - before).toBe(1);
    expect(run.stdout + run.stderr).not.toContain('not-the-password');
  });

  it.each(['web1', 'dash4', 'busybox5'])('says that the shell of %s knows no such command', async (name) => {
    const run = await netrunJson(['-c', 'no-such-command', '-c', 'uname -n'], {
      inventory: inventoryOf([withoutSecret(servers.device(name))]),
    });

    expect(run.report.results).toEqual([
      okResult(servers.device(name), [
        { command: 'no-such-command', output: expect.stringMatching(/not found$/), status: 'rejected' },
        { command: 'uname -n', output: name },
      ]),
    ]);
    expect(run.code).toBe(1);
  });

  it('tells how a single command ended on every host, whatever its shell, prompt and banner', async () => {
    const hosts = servers.devices.map(withoutSecret);
    const run = await netrunJson(['uname -n; echo "not so good" >&2; exit 3'], {
      inventory: inventoryOf(hosts),
    });

    expect(run.report.results).toEqual(
      hosts.map((host) =>
        okResult(host, [
          {
            command: 'uname -n; echo "not so good" >&2; exit 3',
            output: expect.stringMatching(
              new RegExp(`^(?:${host.name}\nnot so good|not so good\n${host.name})$`),
            ),
            status: 'rejected',
            exitCode: 3,
          },
        ]),
      ),
    );
    expect(run.code).toBe(1);
    expect(run.report.results.every(({ notes }) => notes.length === 0)).toBe(true);
  });

  it.each<[string, object]>([
    ['true', { status: 'ok', exitCode: 0, output: '' }],
    ['kill -KILL $$', { status: 'rejected', signal: 'KILL' }],
    ['cat', { status: 'ok', exitCode: 0, output: '' }],
    ['no-such-command', { status: 'rejected', exitCode: 127, output: expect.stringMatching(/not found$/) }],
  ])('tells how "%s" ended', async (command, reply) => {
    const run = await netrunJson(['--yes', command], { inventory: inventoryOf([withoutSecret(web)]) });
    expect(run.report.results[0]).toMatchObject({ replies: [{ command, ...reply }], notes: [] });
  });

  it('finds out that hosts are Linux hosts, whatever their shell, prompt and banner', async () => {
    const hosts = servers.devices.map(withoutSecret);
    const unknown = hosts.map((host) => ({ ...host, platform: 'autodetect' as const }));
    const run = await netrunJson(['--yes', 'uname -n'], { inventory: inventoryOf(unknown) });

    expect(run.report.results).toEqual(
      hosts.map((host) => okResult(host, [{ command: 'uname -n', output: host.name, exitCode: 0 }])),
    );
  });

  it('ends a program that was waited for too long', async () => {
    const inventory = inventoryOf([withoutSecret(web)]);
    const stubborn = `exec 2>/dev/null; trap 'echo got TERM >"$HOME/ended"; exit' TERM; echo begun; while :; do sleep 0.1; done`;
    const run = await netrunJson(['--timeout', '1', stubborn], { inventory });
    expect(run.report.results[0]).toMatchObject({
      status: 'failed',
      failure: { kind: 'timeout' },
      replies: [{ status: 'partial', output: 'begun' }],
    });
    await vi.waitFor(async () => {
      const after = await netrunJson(['cat "$HOME/ended"'], { inventory });
      expect(after.report.results[0]?.replies[0]?.output).toBe('got TERM');
    }, 10_000);
  });

  it('sends the commands of standard input', async () => {
    const run = await netrunJson(['-f', '-'], {
      inventory: inventoryOf([withoutSecret(web)]),
      stdin: '# who and where\nid -un\n\nuname -n\n',
    });

    expect(run.report.results[0]?.replies.map(({ output }) => output)).toEqual(['netops', 'web1']);
  });

  it('takes bare words for one command, and keeps their dashes', async () => {
    const run = await netrunJson(['uname', '-n'], { inventory: inventoryOf([withoutSecret(web)]) });

    expect(run.report.results[0]?.replies).toMatchObject([{ command: 'uname -n', output: 'web1' }]);
  });

  it('contacts nobody when the inventory is wrong', async () => {
    const before = await servers.log('web1');
    const run = await netrun(['uname -n'], {
      inventory: `${inventoryOf([web])}- {"host": "127.0.0.1", "device_type": "no_such_type"}\n`,
    });

    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain('inventory.yaml:2');
    expect(run.stderr).not.toMatch(/^ +at /m);
    expect(await servers.log('web1')).toBe(before);
  });

  it('prints the pairs of the original with -o pairs', async () => {
    const absent = { ...withoutSecret(web), host: '127.82.0.1', port: 9 };
    const run = await netrun(['-o', 'pairs', '-c', 'uname -n', '-c', 'id -un'], {
      inventory: inventoryOf([withoutSecret(web), { ...absent, name: 'absent' }]),
    });

    expect(JSON.parse(run.stdout)).toEqual([{ [web.host]: 'web1\nnetops' }, { '127.82.0.1': null }]);
    expect(run.code).toBe(1);
  });
});

/** What sudo wrote of refused passwords so far. */
async function refusedSecrets(servers: Servers, name: string): Promise<string[]> {
  const log = await servers.log(`${name}.sudo`).catch(() => '');
  return log.match(/\d+ incorrect password attempts?/g) ?? [];
}
