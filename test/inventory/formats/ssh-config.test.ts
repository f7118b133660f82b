import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '../../../src/inventory/load.ts';
import { complaintsAbout, inventoryOf, withFiles } from './inventory-of.ts';

const CONFIG = `# ~/.ssh/config
ServerAliveInterval 60

Host r1 r2 "r3"
  HostName %h.example.net
  User admin
Host=core-sw
  Port 2222
Host *.example.net !bastion.example.net
  ProxyJump bastion.example.net
Match user root
  IdentityFile ~/.ssh/root
host r1 bastion.example.net # again
Host *
  KexAlgorithms +diffie-hellman-group14-sha1
`;

describe('An ssh_config as inventory', () => {
  it('names the hosts that are no patterns, each once', async () => {
    const { devices } = await inventoryOf({ config: CONFIG });
    expect(devices.map(({ name }) => name)).toEqual(['r1', 'r2', 'r3', 'core-sw', 'bastion.example.net']);
    expect(devices[0]).toMatchObject({ host: 'r1', platform: 'autodetect', username: undefined });
  });

  it('is what logins look into', async () => {
    const { devices } = await inventoryOf({ config: CONFIG });
    expect(devices[0]?.login.sshConfigFile).toMatch(/\/config$/);
  });

  it('has the hosts of the files that it includes, and says where they stand', async () => {
    const { devices, origins } = await withFiles(
      {
        '.ssh/config': 'Include hosts.d/*.conf ~/more\nHost r1\n',
        '.ssh/hosts.d/a.conf': '# a\nHost r2 r1\n',
        more: 'Host r3\n',
      },
      (home) => loadInventory(join(home, '.ssh/config'), { env: { HOME: home } }),
    );
    expect(devices.map(({ name, login }) => [name, login.sshConfigFile])).toEqual([
      ['r2', undefined],
      ['r1', undefined],
      ['r3', undefined],
    ]);
    const [r2] = devices;
    expect(r2 && origins(r2).get('host')).toMatchObject({
      file: expect.stringMatching(/hosts.d\/a.conf$/),
      line: 2,
    });
  });

  it('of patterns alone is an error', async () => {
    expect(await complaintsAbout({ config: 'Host *\n  User me\n' })).toMatch(
      /^config:1:1: no Host line of this file names a host/,
    );
  });
});
