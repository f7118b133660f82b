import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { select } from '../../src/inventory/select.ts';
import { devicesOf } from './devices-of.ts';
import { rejectionOf } from './problems-of.ts';

const inventory = devicesOf(
  `
routers:
  - {name: r1, ip: 192.0.2.1, device_type: cisco_ios, site: kyiv, roles: [core, edge]}
  - {name: r2, ip: 192.0.2.2, device_type: cisco_ios, site: lviv}
  - {name: r10, ip: 192.0.2.10, device_type: cisco_ios, site: kyiv, port: 2222}
servers:
  - {name: web, ip: 192.0.3.1, device_type: linux, site: kyiv}
  - {name: db=main, ip: 192.0.3.2, device_type: linux}
  - {name: web, ip: 192.0.3.1, device_type: linux, site: odesa}
  - {name: six, ip: '2001:DB8:0:0::1', device_type: linux, dept: R&D}
core: [r1, web]
corner: [r2]
`,
  'devices.yaml',
  {},
);
const [r1, r2, r10, web, db, web2, six] = inventory.devices;

const folder = mkdtempSync(join(tmpdir(), 'netrun-limit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe('--limit', () => {
  it.each([
    ['all', [r1, r2, r10, web, db, web2, six]],
    ['@all', [r1, r2, r10, web, db, web2, six]],
    ['r1', [r1]],
    ['r10, r1', [r1, r10]],
    ['r1,r1,192.0.2.1', [r1]],
    ['web', [web, web2]],
    ['192.0.2.2', [r2]],
    ['192.0.2.*', [r1, r2, r10]],
    ['r*', [r1, r2, r10]],
    ['r?', [r1, r2]],
    ['r[1-2]', [r1, r2]],
    ['r[1-12]', [r1, r2, r10]],
    ['r[2,10],web', [r2, r10, web, web2]],
    ['routers', [r1, r2, r10]],
    ['@routers', [r1, r2, r10]],
    ['@cor*', [r1, r2, web, web2]],
    ['core', [r1, web, web2]],
    ['!r1', [r2, r10, web, db, web2, six]],
    ['!@routers,!web', [db, six]],
    ['routers,!r1?', [r1, r2]],
    ['!r2,routers', [r1, r10]],
    ['all,!site=kyiv', [r2, db, web2, six]],
    ['site=kyiv', [r1, r10, web]],
    ['site=*iv', [r1, r2, r10, web]],
    ['roles=edge', [r1]],
    ['roles=core,r2', [r1, r2]],
    ['platform=linux', [web, db, web2, six]],
    ['device_type=linux&192.0.*', [web, db, web2]],
    ['platform=cisco*', [r1, r2, r10]],
    ['port=2222', [r10]],
    ['name=r1', [r1]],
    ['host=192.0.3.*', [web, db, web2]],
    ['db=main', [db]],
    [',r1,', [r1]],
    ['tag=core', [r1, web, web2]],
    ['group=cor*', [r1, r2, web, web2]],
    ['192.0.2.0/24', [r1, r2, r10]],
    ['192.0.2.0/29,192.0.3.2/32', [r1, r2, db]],
    ['0.0.0.0/0', [r1, r2, r10, web, db, web2]],
    ['2001:db8::/32', [six]],
    ['2001:db8::1', [six]],
    ['::/0', [six]],
    ['core&site=kyiv', [r1, web]],
    ['core & site=kyiv & platform=linux', [web]],
    ['routers&!core', [r2, r10]],
    ['core&!site=kyiv,db=main', [db, web2]],
    ['routers,web,&site=kyiv', [r1, r10, web]],
    ['&site=kyiv', [r1, r10, web]],
    ['&site=kyiv,&core', [r1, web]],
    ['core,&site=kyiv,!web', [r1]],
    ['!core&site=kyiv', [r2, r10, db, web2, six]],
  ])('%s selects in the order of the inventory, each device once', async (limit, devices) => {
    expect(await select(inventory, { limit: [limit] })).toEqual(devices);
  });

  it.each([
    ['r3', /^--limit: no device or group is called "r3"; did you mean r1 or r2/],
    ['192.0.2.33', /did you mean 192\.0\.2\.\d+/],
    ['router', /no device or group is called "router"; did you mean routers\?$/],
    ['R1', /no device or group is called "R1"; did you mean r1 /],
    ['@cores', /^--limit: no group is called "cores"; did you mean core/],
    ['@x*', /^--limit: no group matches "x\*"$/],
    ['sw*', /^--limit: no device matches "sw\*"/],
    ['!r3', /no device or group is called "r3"/],
    ['alice', /^--limit: no device or group is called "alice"; did you mean -u, the user name\?$/],
    ['site=kiyv', /^--limit: no device has site=kiyv; did you mean kyiv/],
    ['sit=kyiv', /^--limit: no device has a variable "sit"; did you mean site\?$/],
    ['toString=x', /no device has a variable "toString"/],
    ['tag=cores', /^--limit: no device has tag=cores; did you mean core/],
    ['10.1.0.0/16', /^--limit: no device has an address in 10.1.0.0\/16$/],
    [
      '10.1.0.0/33',
      /^--limit: "10.1.0.0\/33" is no network; after the slash stands a number of bits, from 0 to 32$/,
    ],
    ['::1/x', /"::1\/x" is no network; .* from 0 to 128$/],
    ['routers&platform=linux', /^--limit: no device is in all of routers & platform=linux$/],
    ['routers&cores', /^--limit: no device or group is called "cores"; did you mean core/],
    ['', /^--limit "" names nothing; leave it out to run on every device$/],
    [' , ', /^--limit " , " names nothing/],
    ['r1,!r1', /^--limit "r1,!r1" leaves no device$/],
    ['!all', /leaves no device/],
  ])('%s is refused', async (limit, expected) => {
    expect(await rejectionOf(select(inventory, { limit: [limit] }))).toMatch(expected);
  });

  it('tells every term that matches nothing', async () => {
    const said = await rejectionOf(
      select(inventory, { limit: ['r1,nope', '!never'], exclude: ['site=none'] }),
    );
    expect(said.split('\n')).toEqual([
      expect.stringMatching(/^--limit: .*"nope"/),
      expect.stringMatching(/^--limit: .*"never"/),
      expect.stringMatching(/^--exclude: no device has site=none/),
    ]);
  });
});

describe('a choice', () => {
  it('of nothing is every device', async () => {
    expect(await select(inventory, {})).toEqual(inventory.devices);
  });

  it.each([
    ['several limits are united', { limit: ['r1', 'web'] }, [r1, web, web2]],
    ['what narrows one limit leaves the others', { limit: ['core,&site=kyiv', 'r2'] }, [r1, r2, web]],
    ['an exclusion goes last, whichever limit says it', { limit: ['!r1', 'core'] }, [web, web2]],
    ['excludes alone leave the rest', { exclude: ['core', 'r2,six'] }, [r10, db]],
    ['excludes go after limits', { limit: ['core', 'r2'], exclude: ['site=kyiv'] }, [r2, web2]],
    ['an excluded exclusion stays out', { limit: ['core'], exclude: ['!r1'] }, [web, web2]],
  ])('%s', async (_, choice, devices) => {
    expect(await select(inventory, choice)).toEqual(devices);
  });

  const names = () =>
    written('names.txt', '# those that failed\r\n r1  # the old one\n\nweb,192.0.2.2\n192.0.3.2/32\n!r2\n');

  it('may be a file of names, with comments and any term', async () => {
    expect(await select(inventory, { limitFiles: [names()] })).toEqual([r1, web, db, web2]);
    expect(await select(inventory, { limit: [`@${names()},six,!r1`] })).toEqual([web, db, web2, six]);
    expect(await select(inventory, { exclude: [`@${names()}`] })).toEqual([r10, six]);
  });

  it('tells the line of a name that is unknown', async () => {
    const file = written('wrong.txt', 'r1\n\nr3\n');
    expect(await rejectionOf(select(inventory, { limitFiles: [file] }))).toMatch(
      /wrong\.txt:3: no device or group is called "r3"; did you mean r1 or r2/,
    );
  });

  it.each([
    [
      'that is missing',
      () => `@${join(folder, 'none')}`,
      /none: there is no such file; it is to be a file of names/,
    ],
    ['that is empty', () => `@${written('empty', '')}`, /the file is empty/],
    ['of comments', () => `@${written('comments', '# none\n')}`, /--limit ".*" names nothing/],
  ])('a file of names %s is refused', async (_, limit, expected) => {
    expect(await rejectionOf(select(inventory, { limit: [limit()] }))).toMatch(expected);
  });

  it('of thousands of names takes no longer than the names are many', async () => {
    const many = devicesOf(
      Array.from({ length: 5000 }, (_, n) => `- {name: sw${n}, ip: h${n}, device_type: linux}\n`).join(''),
      'd.yaml',
      {},
    );
    const file = written('many', many.devices.map(({ name }) => name).join('\n'));
    expect(await select(many, { limitFiles: [file] })).toHaveLength(5000);
    const wrong = written('others', many.devices.map(({ name }) => `x-${name}`).join('\n'));
    expect((await rejectionOf(select(many, { limitFiles: [wrong] }))).split('\n')).toHaveLength(5000);
  });
});
