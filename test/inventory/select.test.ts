import { describe, expect, it } from 'vitest';
import { select } from '../../src/inventory/select.ts';
import { devicesOf } from './devices-of.ts';
import { problemsOf } from './problems-of.ts';

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
core: [r1, web]
corner: [r2]
`,
  'devices.yaml',
  {},
);
const [r1, r2, r10, web, db, web2] = inventory.devices;

describe('--limit', () => {
  it.each([
    [undefined, [r1, r2, r10, web, db, web2]],
    ['all', [r1, r2, r10, web, db, web2]],
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
    ['!r1', [r2, r10, web, db, web2]],
    ['!@routers,!web', [db]],
    ['routers,!r1?', [r1, r2]],
    ['!r2,routers', [r1, r10]],
    ['all,!site=kyiv', [r2, db, web2]],
    ['site=kyiv', [r1, r10, web]],
    ['site=*iv', [r1, r2, r10, web]],
    ['roles=edge', [r1]],
    ['roles=core,r2', [r1, r2]],
    ['platform=linux', [web, db, web2]],
    ['platform=cisco*', [r1, r2, r10]],
    ['port=2222', [r10]],
    ['name=r1', [r1]],
    ['host=192.0.3.*', [web, db, web2]],
    ['db=main', [db]],
    [',r1,', [r1]],
  ])('%s selects in the order of the inventory, each device once', (limit, devices) => {
    expect(select(inventory, limit)).toEqual(devices);
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
    ['site=kiyv', /^--limit: no device has site=kiyv; did you mean kyiv/],
    ['sit=kyiv', /^--limit: no device has a variable "sit"; did you mean site\?$/],
    ['toString=x', /no device has a variable "toString"/],
    ['', /^--limit is empty; leave it out to run on every device$/],
    [' , ', /^--limit is empty/],
    ['r1,!r1', /^--limit "r1,!r1" excludes every device that it selects$/],
    ['!all', /excludes every device/],
  ])('%s is refused', (limit, expected) => {
    expect(problemsOf(() => select(inventory, limit))).toMatch(expected);
  });

  it('tells every term that matches nothing', () => {
    expect(problemsOf(() => select(inventory, 'r1,nope,!never,site=none')).split('\n')).toHaveLength(3);
  });
});
