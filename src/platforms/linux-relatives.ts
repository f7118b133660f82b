import { linux } from './linux.ts';
import type { Platform } from './platform.ts';

/** NVIDIA Cumulus Linux. */
export const cumulusLinux = {
  ...linux,
  title: 'NVIDIA Cumulus Linux',
  refusals: [
    ...linux.refusals,
    /^% (?:Unknown command|Command incomplete)/,
    /^Error: .* (?:is not|invalid)\b/,
  ],
  words: {
    ...linux.words,
    'running-config': 'nv config show',
    version: 'nv show system',
    interfaces: 'nv show interface',
    inventory: 'decode-syseeprom',
  },
  save: 'nv config save',
  dangerous: [
    ...linux.dangerous,
    ...[
      'nv set',
      'nv unset',
      'nv config apply',
      'nv config replace',
      'nv action',
      'net add',
      'net del',
      'net commit',
    ],
    'ifreload',
  ],
} satisfies Platform;

/** Corelight sensors. */
export const corelightLinux = {
  ...linux,
  title: 'Corelight',
  words: { version: 'uname -a', interfaces: 'ip address', routes: 'ip route', arp: 'ip neighbour' },
} satisfies Platform;

/** Edgecore SONiC: its commands are programs of the shell. */
export const edgecoreSonic = {
  ...linux,
  title: 'Edgecore SONiC',
  refusals: [...linux.refusals, /^Error: (?:No such (?:command|option)|Missing argument|Got unexpected)/],
  words: {
    'running-config': 'show runningconfiguration all',
    version: 'show version',
    interfaces: 'show interfaces status',
    neighbors: 'show lldp table',
    inventory: 'show platform syseeprom',
    routes: 'show ip route',
    mac: 'show mac',
    arp: 'show arp',
  },
  save: 'sudo config save -y',
  dangerous: [...linux.dangerous, 'config', 'sonic-installer', 'sonic_installer', 'sonic-clear', 'vtysh'],
} satisfies Platform;

/** Open vSwitch hosts. */
export const ovsLinux = {
  ...linux,
  title: 'Open vSwitch',
  words: {
    'running-config': 'ovs-vsctl show',
    version: 'ovs-vsctl --version',
    interfaces: 'ip address',
    routes: 'ip route',
    arp: 'ip neighbour',
  },
  dangerous: [
    ...linux.dangerous,
    ...[
      'ovs-vsctl * add-*',
      'ovs-vsctl * del-*',
      'ovs-vsctl * set',
      'ovs-vsctl * clear',
      'ovs-ofctl * add-*',
    ],
    ...['ovs-ofctl * del-*', 'ovs-ofctl * mod-*'],
  ],
} satisfies Platform;

/** F5 BIG-IP with a shell: the state of the unit stands behind the host name. */
export const f5Linux = {
  ...linux,
  title: 'F5 BIG-IP, shell',
  words: {
    'running-config': 'tmsh -q show running-config',
    version: 'tmsh -q show sys version',
    interfaces: 'tmsh -q show net interface',
    inventory: 'tmsh -q show sys hardware',
    routes: 'tmsh -q show net route',
    mac: 'tmsh -q show net fdb',
    arp: 'tmsh -q show net arp',
  },
  save: 'tmsh save sys config',
  dangerous: [
    ...linux.dangerous,
    ...[
      'tmsh * create',
      'tmsh * modify',
      'tmsh * delete',
      'tmsh * save',
      'tmsh * load',
      'tmsh * reboot',
      'bigstart',
    ],
  ],
} satisfies Platform;

/** Dell EMC Isilon OneFS: a FreeBSD shell. */
export const dellIsilon = {
  ...linux,
  title: 'Dell EMC Isilon OneFS',
  modes: {
    user: linux.modes.user,
    root: { ...linux.modes.root, enter: { ...linux.modes.root.enter, command: 'sudo su' } },
  },
  words: { version: 'isi version', interfaces: 'ifconfig', routes: 'netstat -rn', arp: 'arp -an' },
  dangerous: [
    ...linux.dangerous,
    ...['isi * create', 'isi * modify', 'isi * delete', 'isi * remove', 'isi config', 'isi_for_array'],
  ],
} satisfies Platform;
