import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../src/model/failure.ts';
import { useFolder } from '../reporters/own-folder.ts';
import { missing, type ServerDevice, type Servers, startServers } from '../servers/servers.ts';
import { failedLogins, inventoryOf, netrun, netrunJson, okResult, withoutSecret } from './harness.ts';

const lack = missing('frr');
// The default reporter names no skipped test.
if (lack) console.warn(`skipped: ${lack}`);

describe.skipIf(lack !== undefined)('netrun and real FRR routers', () => {
  const temporary = useFolder();
  let servers: Servers;
  let plain: ServerDevice;
  let routers: readonly ServerDevice[];

  beforeAll(async () => {
    servers = await startServers('frr');
    plain = servers.device('edge1');
    routers = [
      plain,
      servers.device('ams-dc2-core-router-01.example.net'),
      servers.device('open3'),
      servers.device('privileged4'),
    ];
  });
  afterAll(() => servers?.stop());

  describe.each(['threads', 'processes', 'inline'])('with --executor %s', (executor) => {
    it('runs commands in order on routers whose logins differ, and prints exactly what they answered', async () => {
      const run = await netrunJson(
        ['--executor', executor, '-c', 'show version', '-c', 'show running-config', '-c', 'show interface'],
        { inventory: inventoryOf(routers) },
      );

      expect(run.report).toEqual({
        version: 1,
        summary: {
          inventory: 4,
          selected: 4,
          ok: 4,
          rejected: 0,
          failed: 0,
          skipped: 0,
          cancelled: 0,
          durationMs: expect.any(Number),
        },
        results: routers.map((router) =>
          okResult(router, [
            {
              command: 'show version',
              output: expect.stringMatching(/^FRRouting \d\S* \(.+\) on Linux.*\nCopyright .*'$/s),
            },
            {
              command: 'show running-config',
              output: expect.stringMatching(
                /^\n?Current configuration:\n!\nfrr version \S+\n.*\nline vty\n.*\n!\nend$/s,
              ),
            },
            {
              command: 'show interface',
              output: expect.stringMatching(
                /^Interface eth0 is up, line protocol is up\n.*\n {2}protodown: off ?$/s,
              ),
            },
          ]),
        ),
      });
      for (const [index, { replies }] of run.report.results.entries()) {
        const name = routers[index]?.name;
        const text = replies.map((reply) => reply.output).join('\n');
        expect(text).not.toMatch(/[^\n\t\x20-\x7e]/);
        expect(text).not.toContain('--More--');
        expect(text).not.toMatch(/^show /m);
        expect(text).not.toContain(`${name}#`);
        expect(text).not.toContain(`${name}>`);
        expect(replies[0]?.output).toContain(`(${name})`);
        expect(replies[1]?.output).toContain(`\nhostname ${name}\n`);
        expect(prefixes(replies[1]?.output)).toEqual(configuredPrefixes(index + 1));
      }
      expect({ code: run.code, signal: run.signal }).toEqual({ code: 0, signal: null });
    });

    it('reports the routers that answered beside one that nobody listens on', async () => {
      const absent = { ...plain, name: 'absent', port: 9 };
      const run = await netrunJson(['--executor', executor, 'show version'], {
        inventory: inventoryOf([plain, absent, ...routers.slice(1)]),
      });

      expect(run.report.summary).toMatchObject({ selected: 5, ok: 4, failed: 1 });
      expect(run.report.results.map(({ device, status }) => [device, status])).toEqual([
        [plain.name, 'ok'],
        ['absent', 'failed'],
        ...routers.slice(1).map(({ name }) => [name, 'ok']),
      ]);
      expect(run.report.results[1]).toMatchObject({ replies: [], failure: { kind: 'connect' } });
      expect(run.code).toBe(1);
    });
  });

  it('finds the prompt behind a banner that ends without a new line', async () => {
    const run = await netrunJson(['show version'], { inventory: inventoryOf([servers.device('banner5')]) });

    expect(run.report.results).toEqual([
      okResult(servers.device('banner5'), [
        { command: 'show version', output: expect.stringMatching(/^FRRouting .*'$/s) },
      ]),
    ]);
    expect(run.code).toBe(0);
  });

  it('turns the pages of a pager that was switched on, and leaves no trace of it in the output', async () => {
    const run = await netrunJson(
      ['--yes', '-c', 'show running-config', '-c', 'terminal length 5', '-c', 'show running-config'],
      { inventory: inventoryOf([plain]) },
    );

    const [whole, setting, paged] = run.report.results[0]?.replies ?? [];
    expect(setting).toMatchObject({ output: '', status: 'ok' });
    expect(prefixes(whole?.output)).toEqual(configuredPrefixes(1));
    expect(paged?.output).toBe(whole?.output);
  });

  it('says that a router refused a command, and still runs the next one', async () => {
    const run = await netrunJson(['-c', 'show ip int br', '-c', 'show version'], {
      inventory: inventoryOf([plain]),
    });

    expect(run.report.summary).toMatchObject({ selected: 1, ok: 0, rejected: 1, failed: 0 });
    expect(run.report.results).toEqual([
      okResult(plain, [
        {
          command: 'show ip int br',
          output: '% [ZEBRA] Unknown command: show ip int br',
          status: 'rejected',
        },
        { command: 'show version', output: expect.stringMatching(/^FRRouting /) },
      ]),
    ]);
    expect(run.code).toBe(1);
  });

  it('stays in user mode, with a note, where there is no secret', async () => {
    const before = (await servers.log('edge1.typed')).length;
    const run = await netrunJson(['show running-config'], { inventory: inventoryOf([withoutSecret(plain)]) });

    expect(run.report.results).toEqual([
      okResult(plain, [
        {
          command: 'show running-config',
          output: '% [ZEBRA] Unknown command: show running-config',
          status: 'rejected',
        },
      ]),
    ]);
    expect(run.report.results[0]?.notes).not.toEqual([]);
    expect((await servers.log('edge1.typed')).slice(before)).not.toContain('enable');
  });

  it('stays in user mode with --no-enable', async () => {
    const before = (await servers.log('edge1.typed')).length;
    const run = await netrunJson(['--no-enable', 'show version'], { inventory: inventoryOf([plain]) });

    expect(run.report.results[0]?.status).toBe('ok');
    const typed = (await servers.log('edge1.typed')).slice(before);
    expect(typed).toContain('show version');
    expect(typed).not.toContain('enable');
    expect(typed).not.toContain(plain.secret);
  });

  it('gives a wrong secret once, and types nothing after it', async () => {
    const before = (await servers.log('edge1.typed')).length;
    const run = await netrunJson(['show version'], {
      inventory: inventoryOf([{ ...plain, secret: 'not-the-secret' }, ...routers.slice(1)]),
    });

    expect(run.report.results[0]).toMatchObject({
      device: 'edge1',
      status: 'failed',
      replies: [],
      failure: { kind: 'enable', message: expect.any(String), hint: expect.stringMatching(/\S/) },
    });
    expect(run.report.results.slice(1).map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
    expect(run.code).toBe(1);
    const typed = (await servers.log('edge1.typed')).slice(before);
    // What a telnet client sends for Enter is CR NUL.
    expect(typed).toMatch(/enable\r\0not-the-secret\r\0$/);
    expect(typed.split('not-the-secret')).toHaveLength(2);
    expect(run.stdout + run.stderr).not.toContain('not-the-secret');
  });

  it('tries a wrong password once', async () => {
    const before = await failedLogins(servers, 'edge1');
    const run = await netrunJson(['show version'], {
      inventory: inventoryOf([{ ...plain, password: 'not-the-password' }, ...routers.slice(1)]),
    });

    expect(run.report.results[0]).toMatchObject({
      status: 'failed',
      replies: [],
      failure: { kind: 'auth', message: expect.any(String), hint: expect.stringMatching(/\S/) },
      attempts: 1,
    });
    expect(run.report.results.slice(1).map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
    expect(run.code).toBe(1);
    expect((await failedLogins(servers, 'edge1')) - before).toBe(1);
    expect(run.stdout + run.stderr).not.toContain('not-the-password');
  });

  it('leaves no session behind on a router', async () => {
    await vi.waitFor(async () => {
      const run = await netrunJson(['who'], { inventory: inventoryOf([plain]) });
      expect(run.report.results[0]?.replies[0]?.output).toMatch(/^\W?vty\[\d+\] connected from \S+$/);
    }, 10_000);
  });

  it('logs in once more in the shell where the inventory says so, and tries a wrong password there once', async () => {
    const { password, ...login } = servers.device('login6');
    const run = await netrunJson(['show version'], {
      inventory: inventoryOf([{ ...login, password, shell_login: true }]),
    });
    expect(run.report.results).toEqual([
      okResult({ ...login, password }, [
        { command: 'show version', output: expect.stringMatching(/^FRRouting /) },
      ]),
    ]);

    const before = (await servers.log('login6.typed')).length;
    const wrong = await netrunJson(['show version'], {
      inventory: inventoryOf([{ ...login, password, shell_password: 'not-the-password' }]),
    });
    expect(wrong.report.results[0]).toMatchObject({
      status: 'failed',
      failure: { kind: 'auth' },
      replies: [],
    });
    const typed = (await servers.log('login6.typed')).slice(before);
    expect(typed.split('not-the-password')).toHaveLength(2);
    expect(wrong.stdout + wrong.stderr).not.toContain('not-the-password');
  });

  it('finds out that routers work as Cisco IOS does, and enters their privileged mode', async () => {
    const unknown = routers.map((router) => ({ ...router, platform: 'autodetect' as const }));
    const run = await netrunJson(['show running-config'], { inventory: inventoryOf(unknown) });

    expect(run.report.results).toEqual(
      routers.map((router) =>
        okResult(router, [{ command: 'show running-config', output: expect.stringMatching(/\nend$/) }]),
      ),
    );
  });

  it('types a command at a router that was taken for a Linux host, whose single commands it ignores', async () => {
    const before = (await servers.log('edge1.typed')).length;
    const host = { ...withoutSecret(plain), platform: 'linux' } as const;
    const run = await netrunJson(['show version'], { inventory: inventoryOf([host]) });

    expect(run.report.results).toEqual([
      okResult(host, [{ command: 'show version', output: expect.stringMatching(/^FRRouting /) }]),
    ]);
    expect(run.report.results[0]?.notes).toEqual([expect.stringContaining('typed in its shell')]);
    expect((await servers.log('edge1.typed')).slice(before).match(/show version/g)).toHaveLength(1);
  });

  it('are examined by netrun doctor, which types nothing but what a login takes', async () => {
    const before = (await servers.log('edge1.typed')).length;
    const file = path.join(temporary.path, 'devices.yaml');
    const wrong = { ...servers.device('ams-dc2-core-router-01.example.net'), secret: 'n0t-the-secret' };
    const examined = [plain, wrong, servers.device('privileged4'), servers.device('login6')];
    writeFileSync(file, inventoryOf(examined), { mode: 0o600 });
    const run = await netrun(['doctor', '-i', file, '-o', 'json', '--login-timeout', '10']);
    expect(run.code).toBe(1);
    const { results } = JSON.parse(run.stdout);
    const ends = results.map(
      ({ failedIn, failure }: { failedIn: string | null; failure: Failure | null }) => [
        failedIn,
        failure?.hint ?? '',
      ],
    );
    expect(ends).toEqual([
      [null, ''],
      ['enable', expect.stringContaining('"secret"')],
      [null, ''],
      ['prompt', expect.stringContaining('"shell_login: true"')],
    ]);
    expect(results[0].steps.slice(-3)).toMatchObject([
      { step: 'prompt', text: 'edge1>' },
      { step: 'enable', commands: ['enable'], text: 'edge1#' },
      { step: 'paging', command: 'terminal length 0', refusal: '' },
    ]);
    expect(results[2].steps.at(-2)).toMatchObject({ step: 'enable', commands: [] });
    const typed = (await servers.log('edge1.typed')).slice(before);
    // Telnet's own bytes stand between the lines, and the logout may come after the program's end.
    const lines = (typed.match(/[ -~]+/g) ?? []).filter((line) => !/^(?: *|exit)$/.test(line));
    expect(lines).toEqual(['enable', plain.secret, 'terminal width 511', 'terminal length 0']);
  });

  it('prints a heading and the output for each router in the order of the inventory', async () => {
    const run = await netrun(['show version'], { inventory: inventoryOf(routers) });

    const headings = run.stdout.split('\n').filter((line) => / cisco_ios +[\d.]+ s$/.test(line));
    expect(headings.map((line) => line.split(/ +/).slice(0, 2))).toEqual(
      routers.map(({ host, name }) => [host, name]),
    );
    expect(run.stdout.match(/^FRRouting /gm)).toHaveLength(routers.length);
    expect(run.stdout + run.stderr).toMatch(/^4 devices: 4 ok in [\d.]+ s$/m);
    expect(run.stdout + run.stderr).not.toContain('\x1b');
    expect(run.code).toBe(0);
  });
});

/** The prefix lists that a configuration shows, line by line. */
function prefixes(configuration = ''): string[] {
  return configuration.split('\n').filter((line) => line.startsWith('ip prefix-list '));
}

/** The prefix lists that frr.sh gave the router of that number. */
function configuredPrefixes(router: number): string[] {
  return Array.from(
    { length: 60 },
    (_, k) => `ip prefix-list CUSTOMERS seq ${(k + 1) * 5} permit 172.${15 + router}.${k + 1}.0/24`,
  );
}
