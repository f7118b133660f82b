import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '../../../src/inventory/load.ts';
import { deviceTypeOf } from '../../../src/inventory/platform-names.ts';
import { complaintsAbout, inventoryOf, withFiles } from './inventory-of.ts';

const FOLDER = join(import.meta.dirname, 'ansible');

/** What `ansible-inventory -i FILE --list` (ansible-core 2.19.14) says, which lies beside each inventory. */
type Listing = Readonly<Record<string, Part>>;

type Part = {
  /** Of `_meta` alone. */
  readonly hostvars?: Readonly<Record<string, Variables>>;
  readonly hosts?: readonly string[];
  readonly children?: readonly string[];
};

type Variables = Readonly<Record<string, unknown>>;

describe.each([
  ['ini/hosts.ini', 'ini/says.json'],
  ['yaml/hosts.yml', 'yaml/says.json'],
  ['ini/says.json', 'ini/says.json'],
  ['yaml/says.json', 'yaml/says.json'],
  ['folder', 'folder-says.json'],
])('An Ansible inventory: %s', (file, says) => {
  const listing: Listing = JSON.parse(readFileSync(join(FOLDER, says), 'utf8'));
  const said = Object.entries(listing._meta?.hostvars ?? {}).filter(([name]) => name !== 'localhost');
  const load = () => loadInventory(join(FOLDER, file));

  it('has the hosts that Ansible finds', async () => {
    const { devices } = await load();
    expect(devices.map(({ name }) => name).toSorted()).toEqual(said.map(([name]) => name).toSorted());
  });

  it.each(said)('gives %s the variables that Ansible gives it', async (name, variables) => {
    const device = (await load()).devices.find((one) => one.name === name);
    expect(device).toMatchObject(expectedOf(name, variables));
    expect(device?.variables).toMatchObject(othersOf(variables));
  });

  it.each(said)('puts %s into the groups that Ansible puts it into', async (name) => {
    const device = (await load()).devices.find((one) => one.name === name);
    expect(device?.groups.toSorted()).toEqual(groupsOf(name, listing).toSorted());
  });
});

describe('An Ansible inventory', () => {
  it('leaves out what Ansible does not reach over SSH, and says so', async () => {
    const { devices, notes } = await loadInventory(join(FOLDER, 'ini/hosts.ini'));
    expect(devices.some(({ name }) => name === 'localhost')).toBe(false);
    expect(notes).toEqual([
      expect.stringMatching(/^left out, since Ansible does not reach them over SSH .*: localhost$/),
    ]);
  });

  it('has the arguments of ssh understood', async () => {
    const { devices } = await loadInventory(join(FOLDER, 'yaml/hosts.yml'));
    expect(devices.find(({ name }) => name === 'spine1')?.login).toMatchObject({
      keyFiles: ['~/.ssh/spine'],
      proxyCommand: 'ssh -W %h:%p ops@bastion',
      algorithms: { kex: '+diffie-hellman-group1-sha1' },
    });
    const args = (text: string) => inventoryOf({ hosts: `r1 ansible_ssh_common_args='${text}'` });
    expect((await args('-J me@b1,b2:2222 -4 -o User=u -p 2022')).devices[0]).toMatchObject({
      username: 'u',
      port: 2022,
      login: { jump: 'me@b1,b2:2222' },
    });
    expect((await args('-oProxyJump=b1 -o "Ciphers aes128-cbc" -C')).devices[0]?.login).toEqual({
      jump: 'b1',
      algorithms: { cipher: 'aes128-cbc' },
    });
  });

  it('takes the first of several ways, as ssh does', async () => {
    const text = 'r1 ansible_ssh_common_args="-J b1" ansible_ssh_extra_args="-o ProxyCommand=nc -J b2"';
    expect((await inventoryOf({ hosts: text })).devices[0]?.login).toEqual({ jump: 'b1' });
  });

  it('does not take the port of an API for that of SSH', async () => {
    const text = 'r1 ansible_connection=ansible.netcommon.httpapi ansible_port=443 ansible_network_os=eos';
    expect((await inventoryOf({ hosts: text })).devices).toMatchObject([
      { port: undefined, platform: 'arista_eos' },
    ]);
  });

  it('has templates filled in that need no Jinja', async () => {
    const { devices } = await inventoryOf({
      'h.yml': `all:
  vars: {net: 192.0.2, user: "{{ prefix }}-admin", prefix: kyiv}
  hosts:
    r1: {ansible_host: "{{net}}.1", ansible_user: "{{ user }}", ansible_password: "{{ lookup('env', 'NET_PASS') }}", ansible_port: "{{ port | default(22) }}", ansible_connection: netconf}
`,
    });
    expect(devices).toMatchObject([{ host: '192.0.2.1', username: 'kyiv-admin', password: 'env:NET_PASS' }]);
  });

  it('knows in which file each value was written', async () => {
    const { devices, origins } = await loadInventory(join(FOLDER, 'ini/hosts.ini'));
    const device = devices.find(({ name }) => name === 'sw-b');
    const at = (key: string) => (device ? origins(device).get(key) : undefined);
    expect(at('host')).toEqual({ file: join(FOLDER, 'ini/host_vars/sw-b.yml'), line: 1, column: 1 });
    expect(at('username')).toEqual({ file: join(FOLDER, 'ini/hosts.ini'), line: 28, column: 1 });
    expect(at('site')).toMatchObject({ file: join(FOLDER, 'ini/group_vars/ios/20-more.yaml'), line: 1 });
    expect(at('port')).toEqual({ file: join(FOLDER, 'ini/hosts.ini'), line: 11, column: 10 });
  });
});

describe('What Ansible pipes into netrun', () => {
  it('goes on without the hosts whose values nobody can have', async () => {
    const listing = {
      _meta: {
        hostvars: {
          r1: {
            ansible_password: { __ansible_vault: '$ANSIBLE_VAULT;1.1;AES256\n62' },
            ansible_network_os: 'ios',
          },
          r2: { ansible_user: '{{ who }}' },
          r3: { ansible_ssh_common_args: '{{ args }}' },
          r4: { ansible_port: 22, snmp: { __ansible_vault: 'x' } },
        },
      },
      core: { hosts: ['r1', 'r2', 'r3', 'r4'] },
    };
    const { devices } = await loadInventory('-', {
      source: {
        programs: {},
        uid: undefined,
        commands: 'local-files',
        stateFolder: undefined,
        readStdin: () => Promise.resolve(JSON.stringify(listing)),
      },
    });
    expect(devices).toMatchObject([
      {
        name: 'r1',
        groups: ['core'],
        skip: { notes: [expect.stringMatching(/password \(ansible_password\) is encrypted by/)] },
      },
      {
        name: 'r2',
        skip: { notes: [expect.stringMatching(/username \(ansible_user\) is a template with "who"/)] },
      },
      {
        name: 'r3',
        skip: { notes: [expect.stringMatching(/jump \(ansible_ssh_common_args\) is a template/)] },
      },
      { name: 'r4', port: 22, variables: {} },
    ]);
    expect(devices[3]?.skip).toBe(undefined);
  });
});

describe('A bad Ansible inventory', () => {
  it('in INI form has all problems told with their places', async () => {
    const told = await complaintsAbout({
      'hosts.ini': `[core]
r1 ansible_port=http
r2 ansible_user
r3 ansible_user="open
sw[1:x]
web:

[core :vars]
x=1
[edge:vrs]
[none:vars]
x=1
[kyiv:children]
core
coer
two words
[core:children]
kyiv
[core:vars]
no value here
ansible_network_os=iosss
`,
      'group_vars/core.yml': 'ansible_user: [a]\nansible_password: "{{ vault_password }}"\n',
    });
    expect(told.split('\n')).toEqual([
      expect.stringMatching(/^hosts.ini:2:4: port "http" is not|^hosts.ini:2:17: port "http" is not/),
      expect.stringMatching(
        /^hosts.ini:3:4: after a host stand variables such as ansible_port=22, not "ansible_user"$/,
      ),
      expect.stringMatching(/^hosts.ini:4:1: a quote " is opened and never closed$/),
      expect.stringMatching(/^hosts.ini:5:1: "sw\[1:x\]": a range is written/),
      expect.stringMatching(/^hosts.ini:6:1: "web:" is no host/),
      expect.stringMatching(/^hosts.ini:8:1: \[core :vars\] is no section; write/),
      expect.stringMatching(/^hosts.ini:10:1: \[edge:vrs\] is no section: after the colon stands/),
      expect.stringMatching(/^hosts.ini:11:1: there is no group "none" to give variables to/),
      expect.stringMatching(/^hosts.ini:15:1: there is no group "coer"; declare it/),
      expect.stringMatching(
        /^hosts.ini:16:1: below \[kyiv:children\] stands one group a line, not "two words"$/,
      ),
      expect.stringMatching(/^hosts.ini:18:1: group "kyiv" cannot be within "core", which is within "kyiv"$/),
      expect.stringMatching(/^hosts.ini:20:1: below \[core:vars\] stands a variable a line/),
      expect.stringMatching(/^hosts.ini:21:20: unknown device type "iosss"/),
      expect.stringMatching(/^group_vars\/core.yml:1:15: username must be text, not a list/),
      expect.stringMatching(
        /^group_vars\/core.yml:2:19: password \(ansible_password\) is a template with "vault_password", which is no variable of this host; write the value, or env:NAME/,
      ),
    ]);
  });

  it('in YAML has all problems told with their places', async () => {
    const told = await complaintsAbout({
      'hosts.yml': `all:
  hosts:
    r1: {ansible_host: a b}
    r2: 192.0.2.2
    "sw[3:1]":
  children:
    core: [r1]
    edge:
      hots: {r3: }
      children: {edge: }
  vars:
    ansible_become_password: "{{ x | default('y') }}"
`,
      'host_vars/r1.yml': 'a: "b\n',
    });
    expect(told.split('\n')).toEqual([
      expect.stringMatching(/^hosts.yml:3:24: "a b" is neither an IP address/),
      expect.stringMatching(/^hosts.yml:4:9: host "r2" must be a mapping, not text$/),
      expect.stringMatching(/^hosts.yml:5:5: "sw\[3:1\]": the range \[3:1\] runs backwards$/),
      expect.stringMatching(/^hosts.yml:7:11: group "core" must be a mapping, not a list$/),
      expect.stringMatching(
        /^hosts.yml:9:7: group "edge" has "hots", and there are only hosts, children and vars$/,
      ),
      expect.stringMatching(/^hosts.yml:10:18: group "edge" cannot be within "edge"/),
      expect.stringMatching(
        /^hosts.yml:12:30: secret \(ansible_become_password\) is a template that only Ansible can fill in; write/,
      ),
      expect.stringMatching(/^host_vars\/r1.yml:2:1: a quote is opened and never closed$/),
    ]);
  });

  it('refuses what Ansible Vault has encrypted, where it is needed', async () => {
    const vault = '!vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6231\n';
    const files = {
      hosts: 'r1\n[core]\nr2\n',
      'group_vars/all.yml': `snmp: ${vault}vault_user: ${vault}ansible_password: ${vault}`,
      'group_vars/core/vault.yml': '$ANSIBLE_VAULT;1.1;AES256\n62313365\n',
      'host_vars/r1.yml': 'ansible_user: "{{ vault_user }}"',
    };
    const told = await complaintsAbout(files);
    expect(told.split('\n')).toEqual([
      expect.stringMatching(
        /^group_vars\/all.yml:7:26: password \(ansible_password\) is encrypted by Ansible Vault, and netrun opens no vaults; leave it out/,
      ),
      expect.stringMatching(
        /^group_vars\/core\/vault.yml:1:1: Ansible Vault has encrypted this file, .*: ansible-inventory -i INVENTORY --list --ask-vault-pass/,
      ),
      expect.stringMatching(
        /^host_vars\/r1.yml:1:15: username \(ansible_user\) is a template with "vault_user", which is encrypted by Ansible Vault, and netrun opens no vaults; leave/,
      ),
    ]);
  });

  it('says so of an inventory that is encrypted as a whole', async () => {
    const told = await complaintsAbout({ hosts: '$ANSIBLE_VAULT;1.1;AES256\n62313365\n' });
    expect(told).toMatch(/^hosts:1:1: Ansible Vault has encrypted this file, /);
    expect(told.split('\n')).toHaveLength(1);
  });

  it('in a folder has the problems of all its files told', async () => {
    const files = {
      'inventory/a.ini': '[core]\nr1 x\n',
      'inventory/b.yml': 'all:\n  hosts: [r1]\n',
      'inventory/c.yaml': 'all: "\n',
      'inventory/d.py': '#!/usr/bin/python3\nprint(1)\n',
      'inventory/group_vars/core.yml': '- a\n',
    };
    const told = await withFiles(files, (folder) =>
      loadInventory(join(folder, 'inventory')).then(
        () => '',
        (error: Error) => error.message.replaceAll(`${folder}/inventory/`, ''),
      ),
    );
    expect(told.split('\n')).toEqual([
      expect.stringMatching(/^a.ini:2:4: after a host stand variables/),
      expect.stringMatching(/^b.yml:2:10: hosts of group "all" must be a mapping, not a list$/),
      expect.stringMatching(/^c.yaml:\d:\d: a quote is opened and never closed$/),
      expect.stringMatching(/^d.py:1:1: this is a program, and netrun runs none of those in a folder; give/),
      expect.stringMatching(/^group_vars\/core.yml:1:1: this file must hold a mapping, not a list$/),
    ]);
  });

  it.each([
    [
      'of a plugin',
      {
        'netbox.yml':
          'plugin: netbox.netbox.nb_inventory\napi_endpoint: http://localhost\nquery_filters: [a: b]\n',
      },
      /^netbox.yml:1:9: this configures Ansible's inventory plugin netbox.netbox.nb_inventory; pipe what it makes: ansible-inventory/,
    ],
    [
      'without hosts',
      { 'h.ini': '[core]\n' },
      /^h.ini:1:1: there are no hosts in this file; write "r1 ansible_host/,
    ],
    [
      'of YAML without hosts',
      { 'h.yml': 'all: {children: {core: }}\n' },
      /^h.yml:1:1: there are no hosts in this file; write "all:/,
    ],
    [
      'of this machine alone',
      { hosts: 'localhost ansible_connection=local\n' },
      /^hosts:1:1: left out, since .*, and there are no others$/,
    ],
    [
      'in a circle of templates',
      { hosts: 'r1 a="{{ b }}" b="{{ a }}" ansible_user="{{ a }}"' },
      /username \(ansible_user\) is a template in a circle/,
    ],
  ])('%s is told of', async (_, files, expected) => {
    expect(await complaintsAbout(files)).toMatch(expected);
  });
});

function expectedOf(name: string, v: Variables): object {
  const text = (...keys: string[]) => keys.map((key) => plain(v[key])).find((value) => value !== undefined);
  const host = text('ansible_host') ?? name;
  return {
    host: host.replace('{{ mgmt }}', '10.0.0').replace('{{ last_octet }}', '12'),
    port: v.ansible_port,
    username: text('ansible_user'),
    password: text('ansible_password'),
    secret: v.ansible_become === 'no' ? undefined : text('ansible_become_pass', 'ansible_become_password'),
    platform: deviceTypeOf(text('ansible_network_os') ?? 'autodetect'),
    deadlines: v.ansible_command_timeout ? { idleMs: Number(v.ansible_command_timeout) * 1000 } : {},
  };
}

function plain(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const unsafe = (value as { __ansible_unsafe?: string }).__ansible_unsafe; // undefined for all other values
  return unsafe ?? String(value);
}

/** Variables that mean nothing to netrun, as it writes them. */
function othersOf(variables: Variables): Record<string, string> {
  const used =
    /^ansible_(?:host|port|user|password|become_pass|become_password|network_os|command_timeout|private_key_file|ssh_common_args)$/;
  return Object.assign(
    {},
    ...Object.entries(variables)
      .filter(([key]) => !used.test(key))
      .map(([key, value]) => {
        if (Array.isArray(value)) return { [key]: value.join(',') };
        if (value === null || typeof value !== 'object') return { [key]: String(value) };
        return Object.fromEntries(
          Object.entries(value).map(([inner, one]) => [`${key}.${inner}`, String(one)]),
        );
      }),
  );
}

function groupsOf(name: string, listing: Listing): string[] {
  const above = (wanted: string): string[] =>
    Object.entries(listing)
      .filter(
        ([group, { hosts = [], children = [] }]) =>
          group !== 'all' && [...hosts, ...children].includes(wanted),
      )
      .flatMap(([group]) => [group, ...above(group)]);
  return [...new Set(above(name))];
}
