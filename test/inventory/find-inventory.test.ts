import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultInventory, fileOfFolder } from '../../src/inventory/find-inventory.ts';

const root = mkdtempSync(join(tmpdir(), 'netrun-find-'));
const before = process.cwd();
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true });
});

const put = (...names: string[]): void => {
  for (const name of names) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), '');
  }
};

describe('The inventory of somebody who names none', () => {
  const home = join(root, 'home');
  beforeAll(() => {
    mkdirSync(join(root, 'here'), { recursive: true });
    process.chdir(join(root, 'here'));
  });

  it('is the file of netmiko-tools where they look for it, and a devices.yaml before that', async () => {
    expect(await defaultInventory({ HOME: home })).toBe('devices.yaml');
    put('home/netmiko.yml');
    expect(await defaultInventory({ HOME: home })).toBe(join(home, 'netmiko.yml'));
    put('home/.netmiko.yml');
    expect(await defaultInventory({ HOME: home })).toBe(join(home, '.netmiko.yml'));
    put('here/netmiko.yml');
    expect(await defaultInventory({ HOME: home })).toBe('netmiko.yml');
    put('tools/.netmiko.yml');
    const tools = join(root, 'tools');
    const file = join(tools, '.netmiko.yml');
    expect(await defaultInventory({ HOME: home, NETMIKO_TOOLS_CFG: tools })).toBe(file);
    expect(await defaultInventory({ HOME: home, NETMIKO_TOOLS_CFG: file })).toBe(file);
    await expect(defaultInventory({ NETMIKO_TOOLS_CFG: join(root, 'none') })).rejects.toThrow(
      /NETMIKO_TOOLS_CFG says .*none, and there is no .netmiko.yml/,
    );
    put('here/devices.yaml');
    expect(await defaultInventory({ HOME: home, NETMIKO_TOOLS_CFG: tools })).toBe('devices.yaml');
  });
});

describe('The inventory of a folder', () => {
  it('is the one file with a usual name', async () => {
    put('nornir/hosts.yaml', 'nornir/groups.yaml', 'many/hosts.ini', 'many/hosts.yml', 'none/x');
    expect(await fileOfFolder(join(root, 'nornir'))).toBe(join(root, 'nornir/hosts.yaml'));
    await expect(fileOfFolder(join(root, 'many'))).rejects.toThrow(
      /several inventories, hosts.yml and hosts.ini; name/,
    );
    await expect(fileOfFolder(join(root, 'none'))).rejects.toThrow(
      /a folder without devices.yaml, hosts.yaml/,
    );
  });
});
