import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing, type Servers, startServers } from '../servers/servers.ts';
import { failedLogins, inventoryOf, netrunJson, withoutSecret } from './harness.ts';

const lack = missing('logins');

describe.skipIf(lack !== undefined)(`netrun and hosts with unusual logins${lack ? ` (${lack})` : ''}`, () => {
  let servers: Servers;
  let folder = '';
  let key = '';

  beforeAll(async () => {
    servers = await startServers('logins');
    folder = mkdtempSync(path.join(tmpdir(), 'netrun-logins-'));
    key = path.join(folder, 'id');
    writeFileSync(key, await servers.log('id'), { mode: 0o600 });
  });
  afterAll(async () => {
    await servers?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (name: string, args: readonly string[], more: object = {}) => {
    const device = { ...withoutSecret(servers.device(name)), ...more };
    return netrunJson([...args, 'id -un'], { inventory: inventoryOf([device]) });
  };
  const ANSWERED = { status: 'ok', replies: [{ output: 'netops' }] };

  it.each(['keypass1', 'keykbd2'])('gets in at %s with a key and then the password', async (name) => {
    expect((await run(name, ['--identity', key])).report.results).toMatchObject([ANSWERED]);
  });

  it('says what is wanted besides the password, and besides the key', async () => {
    const withoutKey = await run('keypass1', []);
    expect(withoutKey.report.results[0]?.failure).toMatchObject({
      kind: 'auth',
      message: 'the device takes no password, only publickey',
    });
    const wrongPassword = await run('keypass1', ['--identity', key], { password: 'wrong' });
    expect(wrongPassword.report.results[0]?.failure).toMatchObject({
      kind: 'auth',
      message: 'the password of netops was rejected',
    });
    expect(await failedLogins(servers, 'keypass1')).toBe(1);
  });

  it('says what is asked when it is more than the password, and nobody is there to answer', async () => {
    const noPassword = await run('keykbd2', ['--identity', key], { password: undefined });
    expect(noPassword.report.results[0]?.failure?.kind).toBe('auth');
    expect(noPassword.code).toBe(1);
  });

  it('gets in at dropbear, by its password and by a key', async () => {
    expect((await run('dropbear3', [])).report.results).toMatchObject([ANSWERED]);
    const byKey = await run('dropbear3', ['--identity', key], { password: undefined });
    expect(byKey.report.results).toMatchObject([ANSWERED]);
    expect(await servers.log('dropbear3')).toMatch(/Pubkey auth succeeded/);
  });

  it('shows a wrong password once', async () => {
    const wrong = await run('tries4', [], { password: 'wrong' });
    expect(wrong.report.results[0]?.failure?.message).toBe('the password of netops was rejected');
    expect(await failedLogins(servers, 'tries4')).toBe(1);
  });
});
