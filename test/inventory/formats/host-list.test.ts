import { describe, expect, it } from 'vitest';
import { loadInventory } from '../../../src/inventory/load.ts';
import { complaintsAbout, inventoryOf } from './inventory-of.ts';

const LIST = `# the core
r1
admin@r2.example.net:2222   # by the back door

2001:db8::1
[2001:db8::2]:22
ops@[fe80::1%eth0]
sw[08:10], sw[a:b]-[1:3:2]
`;

describe('A list of hosts', () => {
  it('tells devices at several ports of one host apart', async () => {
    const { devices } = await inventoryOf({
      hosts: '10.0.0.1:2201, 10.0.0.1:2202, r2:2203, 2001:db8::1, [2001:db8::1]:22',
    });
    expect(devices.map(({ name }) => name)).toEqual([
      ...['10.0.0.1:2201', '10.0.0.1:2202', 'r2', '2001:db8::1', '[2001:db8::1]:22'],
    ]);
  });

  it('has one a line, with user and port as ssh has them', async () => {
    const { devices } = await inventoryOf({ 'hosts.txt': LIST });
    const told = devices.map(({ username, host, port }) => `${username ?? ''}|${host}|${port ?? ''}`);
    expect(told).toEqual([
      '|r1|',
      'admin|r2.example.net|2222',
      '|2001:db8::1|',
      '|2001:db8::2|22',
      'ops|fe80::1%eth0|',
      '|sw08|',
      '|sw09|',
      '|sw10|',
      '|swa-1|',
      '|swa-3|',
      '|swb-1|',
      '|swb-3|',
    ]);
    expect(new Set(devices.map(({ platform }) => platform))).toEqual(new Set(['autodetect']));
  });

  it('says where each host was written', async () => {
    const { devices, origins } = await inventoryOf({ 'hosts.txt': LIST });
    const [, r2] = devices;
    if (!r2) throw new Error('there are devices');
    expect(origins(r2).get('port')).toMatchObject({ line: 3, column: 22 });
  });

  it.each([
    ['192.0.2.1,', ['192.0.2.1']],
    ['192.0.2.1', ['192.0.2.1']],
    ['admin@192.0.2.1:2222', ['192.0.2.1']],
    ['2001:db8::1', ['2001:db8::1']],
    ['r1,me@r2:2222', ['r1', 'r2']],
    ['sw[1-3],', ['sw1', 'sw2', 'sw3']],
    ['2001:db8::1, r1', ['2001:db8::1', 'r1']],
  ])('stands on the command line as %s', async (text, hosts) => {
    const { devices } = await loadInventory(text, { kind: { platform: 'cisco_ios' } });
    expect(devices.map(({ host }) => host)).toEqual(hosts);
    expect(devices[0]?.platform).toBe('cisco_ios');
  });
});

describe('A bad list of hosts', () => {
  it('has all its errors told with line and column', async () => {
    const text = ['r1', 'r2 r3', '@r4', 'r5:ssh', 'sw[3:1]', 'sw[01:100]', 'sw[1', 'r6:99999', '1:2:x'].join(
      '\n',
    );
    expect((await complaintsAbout({ 'hosts.txt': text })).split('\n')).toEqual([
      expect.stringMatching(/^hosts.txt:2:1: "r2 r3" is no host; write one host a line$/),
      expect.stringMatching(/^hosts.txt:3:1: "@r4" is no host; a host is written/),
      expect.stringMatching(/^hosts.txt:4:1: "r5:ssh" is no host/),
      expect.stringMatching(/^hosts.txt:5:1: "sw\[3:1\]": the range \[3:1\] runs backwards$/),
      expect.stringMatching(/^hosts.txt:6:1: .* must have as many digits$/),
      expect.stringMatching(/^hosts.txt:7:1: "sw\[1" is no host/),
      expect.stringMatching(/^hosts.txt:8:4: port "99999" is not a whole number/),
      expect.stringMatching(/^hosts.txt:9:1: "1:2:x" is no host/),
    ]);
  });

  it('on the command line is told of as well', async () => {
    await expect(loadInventory('r1,r2 r3')).rejects.toThrow(/^--inventory:1:4: "r2 r3" is no host/);
    await expect(loadInventory(',')).rejects.toThrow(/there are no hosts in this list/);
    await expect(loadInventory('sw[1:9999999999],')).rejects.toThrow(/more than 100000/);
  });

  it('a host without its comma is taken for a file, with the way out', async () => {
    await expect(loadInventory('no-such-router')).rejects.toThrow(
      /no-such-router: there is no such file; .*; a host is written -i no-such-router,$/,
    );
    await expect(loadInventory('no-such.yaml')).rejects.toThrow(
      /name your inventory with -i FILE; netrun init writes one$/,
    );
  });
});
