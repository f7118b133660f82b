import { describe, expect, test } from 'vitest';
import { readLine } from '../../src/lab/command-line.ts';
import { TRANSCRIPTS } from '../../src/lab/transcripts/index.ts';
import { PLATFORMS, type PlatformName, platform, WORDS, type Word } from '../../src/platforms/index.ts';

const NAMES = Object.keys(PLATFORMS) as PlatformName[];

describe('a word', () => {
  test.each<[Word, PlatformName, string]>([
    ['running-config', 'cisco_ios', 'show running-config'],
    ['running-config', 'juniper_junos', 'show configuration'],
    ['running-config', 'huawei', 'display current-configuration'],
    ['running-config', 'hp_comware', 'display current-configuration'],
    ['running-config', 'fortinet', 'show full-configuration'],
    ['running-config', 'mikrotik_routeros', '/export'],
    ['running-config', 'nokia_srl', 'info from running'],
    ['version', 'paloalto_panos', 'show system info'],
    ['interfaces', 'cisco_ios', 'show ip interface brief'],
    ['neighbors', 'juniper_junos', 'show lldp neighbors'],
    ['inventory', 'juniper_junos', 'show chassis hardware'],
    ['routes', 'linux', 'ip route'],
    ['mac', 'huawei', 'display mac-address'],
    ['arp', 'fortinet', 'get system arp'],
  ])('`@%s` is on %s `%s`', (word, name, command) => {
    expect(platform(name).words[word]).toBe(command);
  });

  test.each(Object.keys(WORDS) as Word[])('`@%s` has a command on the well-known platforms', (word) => {
    const without: Partial<Record<Word, readonly PlatformName[]>> = {
      'running-config': ['linux'],
      neighbors: ['cisco_asa', 'fortinet'],
      inventory: ['linux', 'fortinet', 'paloalto_panos', 'vyos'],
      mac: ['cisco_xr', 'fortinet', 'vyos'],
    };
    const known: readonly PlatformName[] = [
      ...(['cisco_ios', 'cisco_nxos', 'cisco_xr', 'cisco_asa', 'arista_eos', 'juniper_junos'] as const),
      ...(['huawei', 'hp_comware', 'hp_procurve', 'aruba_aoscx', 'nokia_sros', 'nokia_srl'] as const),
      ...(['fortinet', 'paloalto_panos', 'mikrotik_routeros', 'vyos', 'linux'] as const),
    ];
    const missing = known.filter((name) => platform(name).words[word] === undefined);
    expect(missing.toSorted()).toEqual([...(without[word] ?? [])].toSorted());
  });

  test.each(NAMES)('is played by the lab on %s', (name) => {
    const { commands, words } = TRANSCRIPTS[name];
    for (const command of Object.values(platform(name).words)) {
      expect(readLine(command, commands, words).type, command).toBe('command');
    }
  });

  test.each(NAMES)('has on %s one command, of one line', (name) => {
    for (const [word, command] of Object.entries(platform(name).words)) {
      expect(WORDS).toHaveProperty([word]);
      expect(command).toMatch(/^\S(?:.*\S)?$/);
    }
  });
});
