import { describe, expect, it } from 'vitest';
import { deviceTypeOf } from '../../src/inventory/platform-names.ts';

describe('What other tools call a platform', () => {
  it.each([
    // NAPALM's drivers
    ['ios', 'cisco_ios'],
    ['iosxr', 'cisco_xr'],
    ['nxos', 'cisco_nxos'],
    ['nxos_ssh', 'cisco_nxos'],
    ['eos', 'arista_eos'],
    ['junos', 'juniper_junos'],
    // scrapli's platforms
    ['cisco_iosxe', 'cisco_xe'],
    ['cisco_iosxr', 'cisco_xr'],
    ['cisco_nxos', 'cisco_nxos'],
    ['juniper_junos', 'juniper_junos'],
    ['nokia_srlinux', 'nokia_srl'],
    // Ansible's network_os
    ['cisco.ios.ios', 'cisco_ios'],
    ['cisco.iosxr.iosxr', 'cisco_xr'],
    ['cisco.asa.asa', 'cisco_asa'],
    ['arista.eos.eos', 'arista_eos'],
    ['junipernetworks.junos.junos', 'juniper_junos'],
    ['vyos.vyos.vyos', 'vyos'],
    ['dellemc.os10.os10', 'dell_os10'],
    ['community.network.routeros', 'mikrotik_routeros'],
    ['community.network.sros', 'nokia_sros'],
    ['nokia.sros.md', 'nokia_sros'],
    ['fortinet.fortios.fortios', 'fortinet'],
    // people
    ['Cisco IOS', 'cisco_ios'],
    ['IOS-XE', 'cisco_xe'],
    [' Cisco IOS-XR ', 'cisco_xr'],
    ['NX-OS', 'cisco_nxos'],
    ['Arista EOS', 'arista_eos'],
    ['FortiOS', 'fortinet'],
    // netmiko
    ['cisco_ios_ssh', 'cisco_ios_ssh'],
    ['hp_procurve', 'hp_procurve'],
  ])('%s is %s', (name, type) => {
    expect(deviceTypeOf(name)).toBe(type);
  });

  it.each(['iosss', 'a.b.c', 'toString', 'constructor', '', 'cisco_ios_telnet'])(
    '%j stays what it is',
    (name) => {
      expect(deviceTypeOf(name)).toBe(name);
    },
  );
});
