import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inventory } from '../../../src/inventory/inventory.ts';
import { loadInventory } from '../../../src/inventory/load.ts';
import { rejectionOf } from '../problems-of.ts';
import { type PlayedNetbox, playNetbox, playRecording, recorded } from './play-netbox.ts';

const TOKEN = '0123456789abcdef0123456789abcdef01234567';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'netrun-netbox-'));
});
afterEach(() => rmSync(state, { recursive: true }));

function load(
  name: string,
  env: Record<string, string> = { NETBOX_TOKEN: TOKEN },
  badRows: 'skip' | 'stop' = 'skip',
): Promise<Inventory> {
  const source = {
    programs: {},
    uid: undefined,
    commands: 'local-files',
    stateFolder: state,
    readStdin: () => Promise.reject(new Error('stdin is not to be read')),
  } as const;
  return loadInventory(name, { env, source, badRows });
}

describe('a NetBox', () => {
  it('becomes an inventory, page by page', async () => {
    await using netbox = await playRecording();
    const { devices, notes, warnings, isLocal } = await load(`netbox+${netbox.origin}/?site=kyiv&site=lviv`);
    expect(isLocal).toBe(false);
    expect(warnings).toEqual([]);
    expect(notes).toEqual(['1 stack member without an address left out']);
    expect(
      devices.map(({ name, host, port, platform, groups }) => [name, host, port, platform, groups]),
    ).toEqual([
      ['core-1', '192.0.2.1', undefined, 'cisco_xe', ['uplink', 'dc-fabric', 'kyiv', 'core', 'ops']],
      ['leaf-2', '192.0.2.2', undefined, 'arista_eos', ['kyiv', 'leaf']],
      ['edge-3', '2001:db8::3', undefined, 'juniper_junos', ['lviv', 'edge']],
      ['stack-1', '192.0.2.4', undefined, 'cisco_ios', ['kyiv', 'access']],
      ['192.0.2.6', '192.0.2.6', undefined, 'cisco_nxos', ['kyiv', 'core']],
      ['named.example', 'named.example', undefined, 'linux', ['kyiv', 'server']],
      ['odd-8', '192.0.2.8', undefined, 'autodetect', ['kyiv', 'core']],
      ['context-9', '192.0.2.9', 2222, 'mikrotik_routeros', ['kyiv', 'core']],
    ]);
    expect(devices[0]?.variables).toEqual({
      site: 'kyiv',
      role: 'core',
      tenant: 'ops',
      rack: 'R7',
      manufacturer: 'cisco',
      model: 'Catalyst 9300',
      serial: 'FOC0001X',
      status: 'active',
      rack_unit: '12',
      owner: 'net team',
    });
    expect(netbox.requests).toEqual([
      {
        path: '/api/dcim/devices/',
        query: 'site=kyiv&site=lviv&status=active&limit=250',
        authorization: `Token ${TOKEN}`,
      },
      expect.objectContaining({ query: 'limit=250&offset=3&site=kyiv&site=lviv&status=active' }),
    ]);
  });

  it('whose devices are not all understood has these skipped, or is refused where that is wished', async () => {
    await using netbox = await playRecording();
    const { devices } = await load(`netbox+${netbox.origin}/`);
    expect(devices.filter(({ skip }) => skip).map(({ name, skip }) => [name, skip])).toEqual([
      [
        'odd-8',
        {
          skip: 'inventory',
          notes: [
            expect.stringMatching(
              /^http:\/\/netbox\.example\/dcim\/devices\/8\/: unknown device type "mystery-os"/,
            ),
          ],
        },
      ],
    ]);
    expect(await rejectionOf(load(`netbox+${netbox.origin}/`, {}, 'stop'))).toMatch(
      /devices\/8\/: unknown device type "mystery-os"/,
    );
  });

  it('gives no password, whatever it says', async () => {
    await using netbox = await playRecording();
    const { devices } = await load(`netbox+${netbox.origin}/`);
    expect(devices.every(({ password, secret, username }) => !password && !secret && !username)).toBe(true);
    expect(JSON.stringify(devices)).not.toContain('not-from-here');
  });

  it('gives virtual machines where they are asked for', async () => {
    await using netbox = await playRecording();
    const only = await load(`netbox+${netbox.origin}/?object=virtual-machines`);
    expect(only.devices).toMatchObject([
      { name: 'vm-1', host: '192.0.2.90', platform: 'linux', variables: { cluster: 'c1' } },
    ]);
    const both = await load(`netbox+${netbox.origin}/?object=devices&object=virtual-machines`);
    expect(both.devices).toHaveLength(9);
  });

  it.each([
    [{ NETBOX_TOKEN: 'nbt_abc.def' }, 'Bearer nbt_abc.def'],
    [{ NETBOX_TOKEN: 'x', NETRUN_NETBOX_TOKEN: 'y' }, 'Token y'],
    [{}, undefined],
    [{ NETBOX_TOKEN: '' }, undefined],
    [{ NETBOX_TOKEN: ' x\n' }, 'Token x'],
  ])('gets the token of %j as %s', async (env, authorization) => {
    await using netbox = await playRecording();
    await load(`netbox+${netbox.origin}/`, env);
    expect(netbox.requests.map((request) => request.authorization)).toEqual([authorization, authorization]);
  });

  it.each([
    ['?status=staged', 'status=staged&limit=250'],
    ['?limit=50&status__n=offline', 'limit=50&status__n=offline'],
    ['api/dcim/devices/?role=core', 'role=core&status=active&limit=250'],
  ])('is asked with the filters of %s', async (end, query) => {
    await using netbox = await playRecording();
    await load(`netbox+${netbox.origin}/${end}`);
    expect(netbox.requests[0]?.query).toBe(query);
  });

  it('may lie below a path', async () => {
    await using netbox = await playNetbox((_, answer) => answer(200, { results: [], next: null }));
    await rejectionOf(load(`netbox+${netbox.origin}/nb/`));
    expect(netbox.requests[0]?.path).toBe('/nb/api/dcim/devices/');
  });
});

describe('a NetBox that is not to be had', () => {
  const played = async (play: Parameters<typeof playNetbox>[0], env?: Record<string, string>) => {
    await using netbox = await playNetbox(play);
    const said = await rejectionOf(load(`netbox+${netbox.origin}/`, env));
    expect(said).not.toContain(TOKEN);
    return said.replaceAll(netbox.origin, 'http://netbox');
  };

  it.each([
    [
      403,
      { detail: 'Invalid token' },
      'http://netbox/: it refuses the token (403: Invalid token); NETBOX_TOKEN is to hold one that may read devices',
    ],
    [
      401,
      {},
      'http://netbox/: it refuses the token (401); NETBOX_TOKEN is to hold one that may read devices',
    ],
    [
      404,
      '<h1>Not Found</h1>',
      'http://netbox/: it has no API there (404); is this the address of a NetBox?',
    ],
    [
      400,
      { site: ['Select a valid choice. kyivv is not one of the available choices.'] },
      'http://netbox/: it does not understand the filters: site: Select a valid choice. kyivv is not one of the available choices',
    ],
    [503, 'down', 'http://netbox/: it answered with 503'],
    [
      200,
      '<html>',
      'http://netbox/: it answered with text/html and no list of devices; is this the address of a NetBox?',
    ],
    [
      200,
      { count: 1 },
      'http://netbox/: it answered with application/json and no list of devices; is this the address of a NetBox?',
    ],
    [200, { results: [], next: null }, 'http://netbox/: it has no device that the filters let through'],
    [
      200,
      { results: [{ id: 2, name: 'm', virtual_chassis: { id: 1, master: { id: 1 } } }], next: null },
      'http://netbox/: it has no device with an address',
    ],
  ])('with %d and %j is told of', async (status, body, expected) => {
    expect(await played((_, answer) => answer(status, body))).toBe(expected);
  });

  it('for want of a token says so', async () => {
    expect(await played((_, answer) => answer(403, { detail: 'No token\x1b[31m' }), {})).toBe(
      'http://netbox/: it wants a token (403: No token [31m); NETBOX_TOKEN is to hold one that may read devices',
    );
  });

  it('does not show a token that cannot be one', async () => {
    const said = await rejectionOf(load('netbox+http://127.0.0.1:1/', { NETBOX_TOKEN: 'two\nlines' }));
    expect(said).toBe('NETBOX_TOKEN has blanks or letters in it that no token has');
  });

  it('is not followed elsewhere, since the token would go with it', async () => {
    await using thief = await playRecording();
    expect(
      await played((_, answer) => answer(302, '', { location: `${thief.origin}/api/dcim/devices/` })),
    ).toMatch(/^http:\/\/netbox\/: it says that it is elsewhere, at http:.*; write that address$/);
    const elsewhere = 'http://thief.example/api/?offset=1';
    expect(await played((_, answer) => answer(200, { results: [{ id: 1 }], next: elsewhere }))).toBe(
      'http://netbox/: its next page is on another server, thief.example, which is not asked',
    );
    expect(thief.requests).toEqual([]);
  });

  it('whose pages lead in a circle ends', async () => {
    const next = '/api/dcim/devices/?status=active&limit=250';
    expect(await played((_, answer) => answer(200, { results: [], next }))).toMatch(
      /pages lead round in a circle/,
    );
  });

  it('that nobody runs says so', async () => {
    const gone = await playRecording();
    await gone[Symbol.asyncDispose]();
    expect(await rejectionOf(load(`netbox+${gone.origin}/`))).toMatch(/: it refuses connections$/);
  });

  it('that speaks no TLS says so', async () => {
    await using netbox = await playRecording();
    expect(await rejectionOf(load(`netbox+${netbox.origin.replace('http:', 'https:')}/`))).toMatch(
      /it does not speak TLS there .*is it netbox\+http:\/\/\?$/,
    );
  });

  const openssl = spawnSync('openssl', ['version']);
  it.skipIf(openssl.status !== 0)('whose certificate nobody vouches for says so', async () => {
    const [key, cert] = [join(state, 'key.pem'), join(state, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-days', '1', '-keyout', key, '-out', cert];
    spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject]);
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
    await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
    try {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      expect(await rejectionOf(load(`netbox+https://localhost:${port}/`))).toMatch(
        /: nobody that is trusted vouches for its certificate; NODE_EXTRA_CA_CERTS=ca\.pem names an authority/,
      );
    } finally {
      server.close();
    }
  });

  it.each([
    ['netbox+host', /a NetBox is written netbox\+https:\/\/host\//],
    ['netbox+ftp://host/', /a NetBox is written/],
    ['netbox+https://me:pass@host/', /holds no secret; put its token into NETBOX_TOKEN/],
    ['netbox+https://host/?token=abc', /holds no secret/],
    [
      'netbox+https://host/?object=device',
      /object=device is not known; did you mean devices\?; known are devices and/,
    ],
  ])('%s is refused before it is asked', async (name, expected) => {
    const said = await rejectionOf(load(name));
    expect(said).toMatch(expected);
    expect(said).not.toMatch(/me:pass|abc/);
  });
});

describe('the last copy of a NetBox', () => {
  /** Answers as long as it is told to. */
  async function moody(): Promise<PlayedNetbox & { mood: 'well' | 'ill' | 'small' }> {
    const server = await playNetbox(({ query }, answer) => {
      if (netbox.mood === 'ill') answer(502, 'Bad Gateway');
      else if (netbox.mood === 'small') answer(200, { ...recorded('virtual-machines', server.origin) });
      else answer(200, recorded(query.includes('offset=3') ? 'devices-2' : 'devices-1', server.origin));
    });
    const netbox = Object.assign(server, { mood: 'well' as 'well' | 'ill' | 'small' });
    return netbox;
  }

  it('serves where it does not answer, and that is said', async () => {
    await using netbox = await moody();
    const name = `netbox+${netbox.origin}/`;
    const fresh = await load(name);
    netbox.mood = 'ill';
    const copy = await load(name);
    expect(copy.devices).toEqual(fresh.devices);
    expect(copy.warnings).toEqual([
      expect.stringMatching(/: it answered with 502; these are the 8 devices that it had at 20\d\d-\d\d-/),
    ]);
  });

  it('is for its owner alone, and without the token', async () => {
    await using netbox = await moody();
    await load(`netbox+${netbox.origin}/`);
    const folder = join(state, 'inventories');
    const [file = ''] = readdirSync(folder);
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, file), 'utf8')).not.toContain(TOKEN);
  });

  it('is that of the same filters', async () => {
    await using netbox = await moody();
    await load(`netbox+${netbox.origin}/?site=kyiv`);
    netbox.mood = 'ill';
    expect(await rejectionOf(load(`netbox+${netbox.origin}/?site=lviv`))).toMatch(/it answered with 502$/);
  });

  it('does not hide that the token is wrong', async () => {
    let status = 200;
    await using netbox = await playNetbox((_, answer) =>
      answer(status, recorded('virtual-machines', 'http://netbox.example')),
    );
    await load(`netbox+${netbox.origin}/`);
    status = 403;
    expect(await rejectionOf(load(`netbox+${netbox.origin}/`))).toMatch(/it refuses the token/);
  });

  it('tells that there are far fewer devices now, once', async () => {
    await using netbox = await moody();
    const name = `netbox+${netbox.origin}/`;
    await load(name);
    netbox.mood = 'small';
    expect((await load(name)).warnings).toEqual([
      'the inventory has shrunk from 8 devices to 1 since the last run',
    ]);
    expect((await load(name)).warnings).toEqual([]);
  });
});
