import { pause } from '../pause.ts';
import type { Facts } from '../transcript.ts';

/** The interfaces of a device and their addresses, which differ from device to device. */
export function ports({ index }: Facts): readonly Port[] {
  const site = `${Math.floor(index / 256)}.${index % 256}`;
  const gigabit = Array.from({ length: 8 }, (_, place) => ({
    name: `GigabitEthernet0/${place}`,
    address: place % 3 === 2 ? 'unassigned' : `10.${(index + place) % 256}.${place}.1`,
    state: place % 3 === 2 ? ('administratively down' as const) : ('up' as const),
  }));
  return [...gigabit, { name: 'Loopback0', address: `10.255.${site}`, state: 'up' }];
}

type Port = {
  readonly name: string;
  readonly address: string;
  readonly state: 'up' | 'administratively down';
};

export function ipInterfaceBrief(facts: Facts): string {
  const rows = ports(facts).map(({ name, address, state }) => {
    const protocol = state === 'up' ? 'up' : 'down';
    return `${name.padEnd(26)} ${address.padEnd(15)} YES ${address === 'unassigned' ? 'unset ' : 'NVRAM '} ${state.padEnd(21)} ${protocol}\n`;
  });
  return `Interface                  IP-Address      OK? Method Status                Protocol\n${rows.join('')}`;
}

export function interfaces(facts: Facts): string {
  return ports(facts)
    .map((port) => interfaceDetails(facts, port))
    .join('');
}

export function interfaceDetails({ index }: Facts, { name, address, state }: Port): string {
  const place = Number(name.at(-1));
  const mac = `0050.56${hex(index % 256)}.${hex(Math.floor(index / 256))}${hex(place)}`;
  const protocol = state === 'up' ? 'up' : 'down';
  const hardware = name.startsWith('Loopback')
    ? '  Hardware is Loopback\n'
    : `  Hardware is iGbE, address is ${mac} (bia ${mac})\n  Description: link ${place} to core\n`;
  const ip = address === 'unassigned' ? '' : `  Internet address is ${address}/24\n`;
  const packets = index * 1000 + place * 17;
  return `${name} is ${state}, line protocol is ${protocol} 
${hardware}${ip}  MTU 1500 bytes, BW 1000000 Kbit/sec, DLY 10 usec, 
     reliability 255/255, txload 1/255, rxload 1/255
  Encapsulation ARPA, loopback not set
  Keepalive set (10 sec)
  Full Duplex, 1Gbps, media type is RJ45
  ARP type: ARPA, ARP Timeout 04:00:00
  Last input 00:00:01, output 00:00:02, output hang never
  Last clearing of "show interface" counters never
  5 minute input rate 2000 bits/sec, 3 packets/sec
  5 minute output rate 1000 bits/sec, 2 packets/sec
     ${packets} packets input, ${packets * 96} bytes, 0 no buffer
     0 input errors, 0 CRC, 0 frame, 0 overrun, 0 ignored
     ${packets - 7} packets output, ${packets * 88} bytes, 0 underruns
     0 output errors, 0 collisions, 1 interface resets
`;
}

export function version({ name, index }: Facts): string {
  return `Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version 15.2(4)M7, RELEASE SOFTWARE (fc2)
Technical Support: http://www.cisco.com/techsupport
Copyright (c) 1986-2014 by Cisco Systems, Inc.
Compiled Thu 02-Oct-14 09:41 by prod_rel_team

ROM: System Bootstrap, Version 15.0(1r)M16, RELEASE SOFTWARE (fc1)

${name} uptime is 1 week, ${index % 7} days, 3 hours, 12 minutes
System returned to ROM by power-on
System image file is "flash0:c2900-universalk9-mz.SPA.152-4.M7.bin"
Last reload type: Normal Reload

Cisco CISCO2911/K9 (revision 1.0) with 483328K/40960K bytes of memory.
Processor board ID ${serial(index)}
8 Gigabit Ethernet interfaces
DRAM configuration is 64 bits wide with parity enabled.
255K bytes of non-volatile configuration memory.
250880K bytes of ATA System CompactFlash 0 (Read/Write)

Configuration register is 0x2102

`;
}

export function inventory({ index }: Facts): string {
  return `NAME: "CISCO2911/K9", DESCR: "CISCO2911/K9 chassis, Hw Serial#: ${serial(index)}, Hw Revision: 1.0"
PID: CISCO2911/K9      , VID: V07 , SN: ${serial(index)}

NAME: "C2911 AC Power Supply", DESCR: "C2911 AC Power Supply"
PID: PWR-2911-AC       , VID: V03 , SN: QCS${String(index).padStart(8, '0')}

`;
}

function serial(index: number): string {
  return `FTX${String(index).padStart(8, '0')}`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function clock(time: Date): string {
  const hours = time.toISOString().slice(11, 23);
  return `*${hours} UTC ${DAYS[time.getUTCDay()]} ${MONTHS[time.getUTCMonth()]} ${time.getUTCDate()} ${time.getUTCFullYear()}\n`;
}

export function privilege(mode: string): string {
  return `Current privilege level is ${mode === 'exec' ? 1 : 15}\n`;
}

export function users({ username }: Facts): string {
  return `    Line       User       Host(s)              Idle       Location
*  2 vty 0     ${username.padEnd(10)} idle                 00:00:00 127.0.0.1

  Interface    User               Mode         Idle     Peer Address

`;
}

export function arp(facts: Facts): string {
  const rows = ports(facts)
    .filter(({ address }) => address !== 'unassigned')
    .map(({ name, address }, place) => {
      const mac = `0050.56${hex(facts.index % 256)}.${hex(Math.floor(facts.index / 256))}${hex(place)}`;
      return `Internet  ${address.padEnd(16)} ${'-'.padStart(7)}   ${mac}  ARPA   ${name}\n`;
    });
  return `Protocol  Address          Age (min)  Hardware Addr   Type   Interface\n${rows.join('')}`;
}

export function ipRoute(facts: Facts): string {
  const routes = ports(facts)
    .filter(({ address }) => address !== 'unassigned')
    .map(({ name, address }) => {
      const network = address.replace(/\d+$/, '0');
      return `      ${network}/24 is variably subnetted, 2 subnets, 2 masks
C        ${network}/24 is directly connected, ${name}
L        ${address}/32 is directly connected, ${name}
`;
    });
  return `Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP
       D - EIGRP, EX - EIGRP external, O - OSPF, IA - OSPF inter area 
       + - replicated route, % - next hop override

Gateway of last resort is not set

${routes.join('')}`;
}

export function cdpNeighbors({ index }: Facts): string {
  return `Capability Codes: R - Router, T - Trans Bridge, B - Source Route Bridge
                  S - Switch, H - Host, I - IGMP, r - Repeater, P - Phone, 
                  D - Remote, C - CVTA, M - Two-port Mac Relay 

Device ID        Local Intrfce     Holdtme    Capability  Platform  Port ID
R${String(index + 1).padEnd(16)}Gig 0/0           142              R S I  CISCO2911 Gig 0/1

Total cdp entries displayed : 1
`;
}

export function logging(facts: Facts): string {
  const lines = Array.from(
    { length: 40 },
    (_, place) =>
      `*Mar  1 00:${String(place).padStart(2, '0')}:02.003: %LINEPROTO-5-UPDOWN: Line protocol on Interface ${ports(facts)[place % 8]?.name}, changed state to ${place % 2 ? 'up' : 'down'}\n`,
  );
  return `Syslog logging: enabled (0 messages dropped, 3 messages rate-limited, 0 flushes, 0 overruns)

Log Buffer (8192 bytes):

${lines.join('')}`;
}

export function startupConfig(facts: Facts): string {
  const config = configuration(facts);
  return `Using ${config.length} out of 262136 bytes\n!\n${config}`;
}

export function runningConfig(facts: Facts): string {
  const config = configuration(facts);
  return `Building configuration...\n\nCurrent configuration : ${config.length} bytes\n!\n${config}`;
}

function configuration(facts: Facts): string {
  const interfaceLines = ports(facts).map(({ name, address, state }) => {
    const ip = address === 'unassigned' ? ' no ip address\n' : ` ip address ${address} 255.255.255.0\n`;
    const down = state === 'up' ? '' : ' shutdown\n';
    const physical = name.startsWith('Gigabit') ? ` description link ${name.at(-1)} to core\n` : '';
    const speed = name.startsWith('Gigabit') ? ' duplex auto\n speed auto\n' : '';
    return `interface ${name}\n${physical}${ip}${down}${speed}!\n`;
  });
  return `! Last configuration change at 09:12:45 UTC Mon Mar 2 2026 by ${facts.username}
version 15.2
service timestamps debug datetime msec
service timestamps log datetime msec
no service password-encryption
!
hostname ${facts.name}
!
boot-start-marker
boot-end-marker
!
no aaa new-model
ip cef
no ip domain lookup
!
${interfaceLines.join('')}router ospf 1
 router-id 10.255.${Math.floor(facts.index / 256)}.${facts.index % 256}
 network 10.0.0.0 0.255.255.255 area 0
!
ip forward-protocol nd
no ip http server
ip ssh version 2
!
banner motd ^C
${facts.name} simulated device
^C
!
line con 0
line vty 0 4
 login local
 transport input ssh
!
end

`;
}

export function ping(address: string): string {
  return `Type escape sequence to abort.
Sending 5, 100-byte ICMP Echos to ${address}, timeout is 2 seconds:
${`!${pause(2)}`.repeat(5)}
Success rate is 100 percent (5/5), round-trip min/avg/max = 1/1/4 ms
`;
}
