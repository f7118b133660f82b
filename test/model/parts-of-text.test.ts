import { describe, expect, test } from 'vitest';
import { replaceParts } from '../../src/model/parts-of-text.ts';
import { type PlatformName, platform } from '../../src/platforms/index.ts';

const redacted = (name: PlatformName, text: string) => replaceParts(text, platform(name).secrets, '•');
const lasting = (name: PlatformName, text: string) => replaceParts(text, platform(name).volatile, '•');

describe('a secret in an output', () => {
  test.each<[PlatformName, string, string]>([
    ['cisco_ios', 'enable secret 9 $9$abc$def', 'enable secret 9 •'],
    ['cisco_ios', 'enable password cisco', 'enable password •'],
    ['cisco_ios', 'username bob privilege 15 secret 5 $1$mERr$hx5', 'username bob privilege 15 secret 5 •'],
    ['cisco_ios', ' password 7 0822455D0A16', ' password 7 •'],
    ['cisco_ios', 'snmp-server community server RO', 'snmp-server community • RO'],
    ['cisco_ios', 'snmp-server host 192.0.2.1 version 2c pu6lic', 'snmp-server host 192.0.2.1 version 2c •'],
    [
      'cisco_ios',
      'snmp-server user u g v3 auth sha secretA priv aes 128 secretB',
      'snmp-server user u g v3 auth sha • priv aes 128 •',
    ],
    ['cisco_ios', 'tacacs-server key 7 070C285F', 'tacacs-server key 7 •'],
    ['cisco_ios', 'radius-server host 192.0.2.1 key hunter2', 'radius-server host 192.0.2.1 key •'],
    ['cisco_ios', ' key 7 070C285F4D06', ' key 7 •'],
    ['cisco_ios', '  key-string 7 00271A', '  key-string 7 •'],
    ['cisco_ios', 'crypto isakmp key hunter2 address 192.0.2.1', 'crypto isakmp key • address 192.0.2.1'],
    ['cisco_ios', 'ntp authentication-key 1 md5 104D000A 7', 'ntp authentication-key 1 md5 • 7'],
    ['cisco_ios', ' ip ospf message-digest-key 1 md5 7 13061E', ' ip ospf message-digest-key 1 md5 7 •'],
    ['cisco_ios', ' neighbor 192.0.2.1 password 7 0822', ' neighbor 192.0.2.1 password 7 •'],
    ['arista_eos', 'username admin secret sha512 $6$ab$cd', 'username admin secret sha512 •'],
    [
      'cisco_nxos',
      'username admin password 5 $5$AB$CD  role network-admin',
      'username admin password 5 •  role network-admin',
    ],
    ['cisco_asa', 'enable password $sha512$5000$ab== pbkdf2', 'enable password • pbkdf2'],
    [
      'juniper_junos',
      '        encrypted-password "$6$ab$cd"; ## SECRET-DATA',
      '        encrypted-password •; ## SECRET-DATA',
    ],
    ['juniper_junos', '    community pu6lic {', '    community • {'],
    [
      'juniper_junos',
      'set system radius-server 192.0.2.1 secret "$9$abc"',
      'set system radius-server 192.0.2.1 secret •',
    ],
    [
      'huawei',
      ' local-user bob password irreversible-cipher $1a$x$y',
      ' local-user bob password irreversible-cipher •',
    ],
    ['huawei', 'snmp-agent community read cipher %^%#ab%^%#', 'snmp-agent community read cipher •'],
    ['hp_comware', ' password hash $h$6$abc', ' password hash •'],
    ['hp_comware', ' snmp-agent community read simple pu6lic', ' snmp-agent community read simple •'],
    ['fortinet', '        set password ENC AK1abc=', '        set password ENC •'],
    ['fortinet', '        set psksecret ENC abc', '        set psksecret ENC •'],
    ['paloalto_panos', '        phash $1$abc$def;', '        phash •;'],
    ['paloalto_panos', '        key -AQ==abc=;', '        key •;'],
    ['hp_procurve', 'snmp-server community "pu6lic" unrestricted', 'snmp-server community • unrestricted'],
    [
      'hp_procurve',
      'password manager user-name "admin" sha1 "abc"',
      'password manager user-name "admin" sha1 •',
    ],
    [
      'aruba_aoscx',
      'user admin group administrators password ciphertext AQBa',
      'user admin group administrators password ciphertext •',
    ],
    ['nokia_sros', '            password "$2y$10$abc"', '            password •'],
    ['nokia_sros', '            authentication-key "abc" hash2', '            authentication-key • hash2'],
    [
      'mikrotik_routeros',
      '/ppp secret add name=bob password=hunter2 service=l2tp',
      '/ppp secret add name=bob password=• service=l2tp',
    ],
    [
      'vyos',
      "set service snmp community pu6lic authorization 'ro'",
      "set service snmp community • authorization 'ro'",
    ],
    [
      'vyos',
      "set system login user a authentication encrypted-password '$6$ab'",
      'set system login user a authentication encrypted-password •',
    ],
    [
      'extreme_exos',
      'configure radius mgmt-access 1 shared-secret encrypted "#$abc"',
      'configure radius mgmt-access 1 shared-secret encrypted •',
    ],
    ['linux', 'root:$6$ab$cd:19000:0:99999:7:::', 'root:•:19000:0:99999:7:::'],
    ['linux', '"password": "hunter2", "x": 1', '"password": •, "x": 1'],
    [
      'linux',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabcd\n-----END RSA PRIVATE KEY-----\nafter',
      '-----BEGIN RSA PRIVATE KEY-----•-----END RSA PRIVATE KEY-----\nafter',
    ],
  ])('of %s goes from `%s`', (name, line, expected) => {
    const around = (text: string) => `interface Ethernet1\n${text}\n mtu 1500\n`;
    // A hash that has been taken away leaves its place, which the next pattern may take again.
    expect(redacted(name, around(line)).replaceAll(/•+/g, '•')).toBe(around(expected));
  });

  test.each<[PlatformName, string]>([
    ['cisco_ios', 'no service password-encryption'],
    ['cisco_ios', 'service password-recovery'],
    ['cisco_ios', 'interface GigabitEthernet0/1'],
    ['cisco_ios', ' description core uplink'],
    ['cisco_ios', 'key chain EIGRP'],
    ['cisco_ios', ' key 1'],
    ['juniper_junos', '    community c1 members 65000:1;'],
    ['huawei', ' undo shutdown'],
    ['fortinet', '        set mode static'],
    ['mikrotik_routeros', 'public-key=dcKiJ0Tp private-key= endpoint-port=13231'],
    ['oneaccess_oneos', 'Key fingerprint:'],
    ['linux', 'Filesystem      Size  Used Avail Use% Mounted on'],
  ])('of %s is not in `%s`', (name, line) => {
    expect(redacted(name, line)).toBe(line);
  });
});

describe('what changes by itself', () => {
  test.each<[PlatformName, string, string]>([
    ['cisco_ios', 'R1 uptime is 1 week, 2 days', 'R1 uptime is 1 week, 3 days'],
    ['cisco_ios', '*12:00:00.123 UTC Mon Nov 23 2026', '*12:00:09.456 UTC Mon Nov 23 2026'],
    ['cisco_ios', 'Current configuration : 1234 bytes', 'Current configuration : 2345 bytes'],
    [
      'cisco_ios',
      '! Last configuration change at 12:00:00 UTC Mon Nov 23 2026 by bob',
      '! Last configuration change at 13:00:00 UTC Tue Nov 24 2026 by eve',
    ],
    ['cisco_ios', 'ntp clock-period 17179864', 'ntp clock-period 17179999'],
    [
      'cisco_ios',
      'O    10.0.0.0/8 [110/2] via 10.1.1.1, 00:12:34, Gi0/1',
      'O    10.0.0.0/8 [110/2] via 10.1.1.1, 1d02h, Gi0/1',
    ],
    [
      'cisco_ios',
      '  Last input 00:00:01, output never, output hang never',
      '  Last input 00:00:07, output 1d, output hang never',
    ],
    [
      'cisco_ios',
      '     12 packets input, 3456 bytes, 0 no buffer',
      '     99 packets input, 9999 bytes, 0 no buffer',
    ],
    [
      'cisco_ios',
      '  5 minute input rate 1000 bits/sec, 1 packets/sec',
      '  5 minute input rate 2000 bits/sec, 3 packets/sec',
    ],
    ['cisco_xr', 'Mon Nov 23 12:00:00.123 UTC', 'Tue Nov 24 01:02:03.456 UTC'],
    [
      'juniper_junos',
      '## Last commit: 2026-11-23 12:00:00 UTC by bob',
      '## Last commit: 2026-11-24 12:00:00 UTC by eve',
    ],
    [
      'huawei',
      'HUAWEI S5720 Routing Switch uptime is 1 week',
      'HUAWEI S5720 Routing Switch uptime is 2 weeks',
    ],
    ['fortinet', '#conf_file_ver=123', '#conf_file_ver=456'],
    ['fortinet', 'set password ENC abc', 'set password ENC def'],
    [
      'linux',
      ' 12:00:00 up 3 days,  2 users,  load average: 0.00, 0.01',
      ' 12:00:05 up 4 days,  1 user,  load average: 1.00, 0.01',
    ],
    ['mikrotik_routeros', '# 2026-11-23 12:00:00 by RouterOS 7.16', '# 2026-11-24 13:00:00 by RouterOS 7.16'],
  ])('of %s is what differs between `%s` and `%s`', (name, one, other) => {
    expect(lasting(name, one)).toBe(lasting(name, other));
    expect(lasting(name, one)).toContain('•');
  });

  test.each<[PlatformName, string]>([
    ['cisco_ios', 'interface GigabitEthernet0/1'],
    ['cisco_ios', ' ip address 10.0.0.1 255.255.255.0'],
    ['cisco_ios', ' ipv6 address 2001:db8::1/64'],
    ['cisco_ios', '  MTU 1500 bytes, BW 100000 Kbit/sec, DLY 100 usec'],
    ['cisco_ios', '  MTU is 1514 bytes'],
    ['hp_comware', 'Number of L2 Discards = 0'],
    ['cisco_ios', ' standby 1 mac-address 0000.0c07.ac01'],
    ['linux', '    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff'],
    ['juniper_junos', 'set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/24'],
  ])('of %s is not `%s`', (name, line) => {
    expect(lasting(name, line)).toBe(line);
  });
});
