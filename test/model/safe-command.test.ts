import { describe, expect, test } from 'vitest';
import { isReadOnly, wantsConsent } from '../../src/model/safe-command.ts';
import { PLATFORMS, type PlatformName, platform } from '../../src/platforms/index.ts';

const NAMES = Object.keys(PLATFORMS) as PlatformName[];

describe('a command that changes nothing', () => {
  test.each<[PlatformName, string]>([
    ['cisco_ios', 'show version'],
    ['cisco_ios', 'sh ip int br'],
    ['cisco_ios', 'SHOW CLOCK'],
    ['cisco_ios', '  sho run | i bgp|ospf'],
    ['cisco_ios', 'show run | include a|tty'],
    ['cisco_ios', 'ping 192.0.2.1'],
    ['cisco_ios', 'traceroute 192.0.2.1'],
    ['cisco_ios', 'show ?'],
    ['cisco_ios', 'dir'],
    ['cisco_nxos', 'show interface | include up|down | count'],
    ['arista_eos', 'show version | json'],
    ['juniper_junos', 'show route | match 10.0 | no-more'],
    ['huawei', 'dis cur | include bgp'],
    ['hp_comware', 'display interface brief'],
    ['fortinet', 'get system status'],
    ['fortinet', 'execute ping 192.0.2.1'],
    ['mikrotik_routeros', '/ip route print where dst-address=0.0.0.0/0'],
    ['mikrotik_routeros', '/export'],
    ['brocade_fos', 'switchshow'],
    ['pluribus', 'vlan-show'],
    ['netapp_cdot', 'network interface show'],
    ['nokia_sros', '/show router interface'],
    ['vyos', 'show interfaces'],
    ['cisco_tp', 'xStatus SystemUnit'],
    ['generic', 'show version'],
    ['autodetect', 'show version'],
    ['autodetect', '@version'],
    ['audiocode_shell', 'ShowVersion'],
  ])('on %s is `%s`', (name, line) => {
    expect(isReadOnly(platform(name), line)).toBe(true);
    expect(wantsConsent(platform(name), line)).toBe(false);
  });

  test.each<[PlatformName, string]>([
    ['cisco_ios', 'reload'],
    ['cisco_ios', 'rel'],
    ['cisco_ios', 'wr er'],
    ['cisco_ios', 'cle ip bgp *'],
    ['cisco_ios', 'debug all'],
    ['cisco_ios', 'configure terminal'],
    ['cisco_ios', 's'],
    ['cisco_ios', 'shutdown'],
    ['cisco_ios', 'shower'],
    ['cisco_ios', 'show run | redirect flash:x'],
    ['cisco_ios', 'show run | tee flash:x'],
    ['cisco_ios', 'show run | a flash:x'],
    ['cisco_ios', 'show run | r flash:x'],
    ['juniper_junos', 'show configuration | s x'],
    ['juniper_junos', 'show configuration | match a | sav x'],
    ['flexvnf', 'show configuration | save x'],
    ['cisco_ios', ''],
    ['cisco_nxos', 'show clock ; reload'],
    ['cisco_nxos', 'show run > bootflash:x'],
    ['cisco_nxos', 'show run | include x | tee x'],
    ['cisco_nxos', 'show run | vsh'],
    ['arista_eos', 'show run | bash'],
    ['arista_eos', 'show run|tee flash:x'],
    ['juniper_junos', 'show configuration | save x'],
    ['juniper_junos', 'show configuration | match x | append y'],
    ['juniper_junos', 'request system reboot'],
    ['huawei', 'display current-configuration > x.txt'],
    ['huawei', 'reset counters interface'],
    ['fortinet', 'execute reboot'],
    ['fortinet', 'execute date 2026-01-01'],
    ['mikrotik_routeros', '/system reboot'],
    ['mikrotik_routeros', '/export file=x'],
    ['mikrotik_routeros', '/ip route print; /system reboot'],
    ['mikrotik_routeros', '/ip address remove [find]'],
    ['vyos', 'show version; reboot'],
    ['vyos', 'show version > x'],
    ['vyos', 'show version | sh'],
    ['cisco_tp', 'xStatus: x'],
    ['generic', 'version'],
    ['generic', 'show run | sh'],
    ['autodetect', '@version > x'],
  ])('on %s is not `%s`', (name, line) => {
    expect(isReadOnly(platform(name), line)).toBe(false);
    expect(wantsConsent(platform(name), line)).toBe(true);
  });

  test.each(NAMES)('on %s is what it has for each word', (name) => {
    const { words, save, readOnly } = platform(name);
    if (readOnly.commands.length === 0) return;
    for (const command of Object.values(words)) expect(command).toSatisfy(isKnownSafe);
    if (save !== undefined) expect(isReadOnly(platform(name), save)).toBe(false);

    function isKnownSafe(command: string): boolean {
      return isReadOnly(platform(name), command);
    }
  });
});

describe('on what is built on linux', () => {
  test.each<[PlatformName, string]>([
    ['cumulus_linux', 'nv config apply'],
    ['cumulus_linux', 'sudo net commit'],
    ['edgecore_sonic', 'sudo config interface shutdown Ethernet0'],
    ['ovs_linux', 'ovs-vsctl --if-exists del-br br0'],
    ['f5_linux', 'tmsh -q modify sys db x value y'],
    ['dell_isilon', 'isi network interfaces modify x'],
    ['dell_isilon', 'rm x'],
  ])('%s wants a yes for `%s`', (name, line) => {
    expect(wantsConsent(platform(name), line)).toBe(true);
  });

  test.each<[PlatformName, string]>([
    ['cumulus_linux', 'nv show interface'],
    ['edgecore_sonic', 'show runningconfiguration all'],
    ['ovs_linux', 'ovs-vsctl show'],
    ['f5_linux', 'tmsh -q show net route'],
    ['dell_isilon', 'isi status'],
  ])('%s runs `%s`', (name, line) => {
    expect(wantsConsent(platform(name), line)).toBe(false);
  });
});

describe('on linux', () => {
  test.each([
    'rm -rf /tmp/x',
    'sudo rm x',
    'sudo -u root /bin/rm x',
    'cd /tmp && rm x',
    'true; reboot',
    'ls | xargs rm',
    'if true; then halt; fi',
    '(poweroff)',
    'echo $(shutdown -h now)',
    'echo `reboot`',
    'FOO=1 dd if=/dev/zero of=/dev/sda',
    'mkfs.ext4 /dev/sda1',
    'systemctl restart sshd',
    'timeout 5 kill 1',
    '"rm" x',
  ])('`%s` wants a yes', (line) => {
    expect(wantsConsent(platform('linux'), line)).toBe(true);
  });

  test.each([
    'uname -a',
    'df -h',
    'cat /etc/rm',
    'ls /sbin/reboot',
    'grep -r rm .',
    'systemctl status sshd',
    'ip link show',
    'ps aux | grep dd',
    'echo rm',
  ])('`%s` runs', (line) => {
    expect(wantsConsent(platform('linux'), line)).toBe(false);
  });
});
