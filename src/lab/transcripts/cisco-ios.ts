import { endlessLines, manyBytes, slowBytes } from '../long-outputs.ts';
import { pause } from '../pause.ts';
import type { Answer, Command, Facts, Transcript, Unfit } from '../transcript.ts';

/** A router with Cisco IOS 15: what it prints follows Cisco's command references. */
export const ciscoIos: Transcript = {
  ident: 'Cisco-1.25',
  namePrefix: 'R',
  greeting: ({ name }) => `\n${name} simulated device\n\n`,
  prompts: {
    exec: ({ name }) => `${name}>`,
    privileged: ({ name }) => `${name}#`,
    // In configuration mode IOS cuts the host name to 20 characters.
    configuration: ({ name }) => `${name.slice(0, 20)}(config)#`,
    interface: ({ name }) => `${name.slice(0, 20)}(config-if)#`,
  },
  loginMode: 'exec',
  elevation: {
    mode: 'privileged',
    prompt: () => 'Password: ',
    wrong: '',
    wrongPauseMs: 0,
    tries: 3,
    refused: '% Bad secrets\n\n',
  },
  words: 'abbreviated',
  filters: ['include', 'exclude', 'begin', 'section', 'count'],
  refusal(reading, line, promptWidth) {
    switch (reading.type) {
      case 'unknown':
        return {
          text: `${' '.repeat(promptWidth + reading.at)}^\n% Invalid input detected at '^' marker.\n\n`,
          status: 1,
        };
      case 'incomplete':
        return { text: '% Incomplete command.\n\n', status: 1 };
      case 'ambiguous':
        return { text: `% Ambiguous command:  "${line}"\n`, status: 1 };
    }
  },
  pager: {
    rows: 24,
    text: ' --More-- ',
    erase: `${'\b'.repeat(9)}${' '.repeat(8)}${'\b'.repeat(9)}`,
  },
  lineFeed: 'after-cr-ignored',
  keys: { '\x1a': { shown: '^Z', line: 'end' } },
  interrupted: '\n',
  exitStatus: 'kept',
  afterLogout: 'connection-closed',
  help: {
    '<cr>': '',
    arp: 'ARP table',
    brief: 'Brief summary of IP status and configuration',
    bytes: 'So many bytes of text',
    cdp: 'CDP information',
    clear: 'Reset functions',
    clock: 'Display the system clock',
    configure: 'Enter configuration mode',
    copy: 'Copy from one file to another',
    counters: 'Clear counters on one or all interfaces',
    description: 'Interface specific description',
    detail: 'Show detailed information',
    disable: 'Turn off privileged commands',
    do: 'To run exec commands in config mode',
    enable: 'Turn on privileged commands',
    end: 'Exit from configure mode',
    exit: 'Exit from the EXEC',
    file: 'A stored output',
    hostname: "Set system's network name",
    interface: 'IP interfaces, or one to configure',
    interfaces: 'Interface status and configuration',
    inventory: 'Show the physical inventory',
    ip: 'IP information',
    length: 'Set number of lines on a screen',
    logging: 'Show the contents of logging buffers',
    logout: 'Exit from the EXEC',
    memory: 'Write to NV memory',
    monitor: 'Copy debug output to the current terminal line',
    neighbors: 'CDP neighbor entries',
    no: 'Negate a command or set its defaults',
    ping: 'Send echo messages',
    privilege: 'Show current privilege level',
    reload: 'Halt and perform a cold restart',
    route: 'IP routing table',
    'running-config': 'Current operating configuration',
    show: 'Show running system information',
    shutdown: 'Shutdown the selected interface',
    slow: 'A byte a second, without end',
    'startup-config': 'Contents of startup configuration',
    'tech-support': 'Show system information for Tech-Support, without end',
    terminal: 'Set terminal line parameters',
    users: 'Display information about terminal lines',
    version: 'System hardware and software status',
    width: 'Set width of the display terminal',
    write: 'Write running configuration to memory',
  },
  commands: commands(),
};

function commands(): readonly Command[] {
  const anywhere = ['exec', 'privileged'];
  const privileged = ['privileged'];
  const configuring = ['configuration', 'interface'];
  const nothing = print('');
  const saved = print('Building configuration...\n[OK]\n');
  return [
    { syntax: 'enable', modes: anywhere, answer: { type: 'elevate' } },
    { syntax: 'disable', modes: anywhere, answer: { type: 'change-mode', mode: 'exec' } },
    { syntax: 'exit', modes: anywhere, answer: { type: 'log-out' } },
    { syntax: 'logout', modes: anywhere, answer: { type: 'log-out' } },
    {
      syntax: 'terminal length <rows>',
      modes: anywhere,
      answer: (_, [rows = '']) => number(rows, (value) => ({ type: 'page-rows', rows: value })),
    },
    {
      syntax: 'terminal width <columns>',
      modes: anywhere,
      answer: (_, [columns = '']) => number(columns, () => nothing),
    },
    { syntax: 'terminal monitor', modes: privileged, answer: nothing },
    { syntax: 'terminal no monitor', modes: privileged, answer: nothing },

    { syntax: 'show version', modes: anywhere, answer: (facts) => print(version(facts)) },
    { syntax: 'show clock', modes: anywhere, answer: ({ now }) => print(clock(now())) },
    { syntax: 'show inventory', modes: anywhere, answer: (facts) => print(inventory(facts)) },
    { syntax: 'show privilege', modes: anywhere, answer: ({ mode }) => print(privilege(mode)) },
    { syntax: 'show users', modes: anywhere, answer: (facts) => print(users(facts)) },
    { syntax: 'show arp', modes: anywhere, answer: (facts) => print(arp(facts)) },
    { syntax: 'show interfaces', modes: anywhere, answer: (facts) => print(interfaces(facts)) },
    {
      syntax: 'show interfaces <name...>',
      modes: anywhere,
      answer: (facts, [name = '']) => oneInterface(facts, name),
    },
    { syntax: 'show ip interface brief', modes: anywhere, answer: (facts) => print(ipInterfaceBrief(facts)) },
    { syntax: 'show ip route', modes: anywhere, answer: (facts) => print(ipRoute(facts)) },
    { syntax: 'show cdp neighbors', modes: anywhere, answer: (facts) => print(cdpNeighbors(facts)) },
    { syntax: 'show logging', modes: privileged, answer: (facts) => print(logging(facts)) },
    { syntax: 'show running-config', modes: privileged, answer: (facts) => print(runningConfig(facts)) },
    { syntax: 'show startup-config', modes: privileged, answer: (facts) => print(startupConfig(facts)) },
    {
      syntax: 'show file <name...>',
      modes: anywhere,
      answer: ({ file }, [name = '']) => replay(name, file(name)),
    },
    {
      syntax: 'show bytes <count>',
      modes: anywhere,
      answer: (_, [count = '']) => number(count, (value) => print(manyBytes(value))),
    },
    { syntax: 'show slow', modes: anywhere, answer: () => print(slowBytes()) },
    {
      syntax: 'show tech-support',
      modes: privileged,
      answer: (facts) =>
        print(
          endlessLines((line) => `${facts.name} ------------------ show part ${line} ------------------`),
        ),
    },
    { syntax: 'ping <address>', modes: anywhere, answer: (_, [address = '']) => print(ping(address)) },

    {
      syntax: 'reload',
      modes: privileged,
      answer: confirm('Proceed with reload? [confirm]', {
        type: 'log-out',
        manner: 'rough',
        output: '\n***\n*** --- SHUTDOWN NOW ---\n***\n',
      }),
    },
    {
      syntax: 'clear counters',
      modes: privileged,
      answer: confirm('Clear "show interface" counters on all interfaces [confirm]', nothing),
    },
    { syntax: 'write memory', modes: privileged, answer: saved },
    { syntax: 'write', modes: privileged, answer: saved },
    {
      syntax: 'copy running-config startup-config',
      modes: privileged,
      answer: {
        type: 'ask',
        question: 'Destination filename [startup-config]? ',
        by: 'line',
        yes: /^/,
        confirmed: saved,
        declined: nothing,
      },
    },

    {
      syntax: 'configure terminal',
      modes: privileged,
      answer: {
        type: 'change-mode',
        mode: 'configuration',
        output: 'Enter configuration commands, one per line.  End with CNTL/Z.\n',
      },
    },
    { syntax: 'end', modes: configuring, answer: { type: 'change-mode', mode: 'privileged' } },
    { syntax: 'exit', modes: ['configuration'], answer: { type: 'change-mode', mode: 'privileged' } },
    { syntax: 'exit', modes: ['interface'], answer: { type: 'change-mode', mode: 'configuration' } },
    {
      syntax: 'hostname <name>',
      modes: configuring,
      answer: (_, [name = '']) => ({ type: 'rename', name }),
    },
    { syntax: 'interface <name...>', modes: configuring, answer: { type: 'change-mode', mode: 'interface' } },
    { syntax: 'description <text...>', modes: ['interface'], answer: nothing },
    { syntax: 'shutdown', modes: ['interface'], answer: nothing },
    { syntax: 'ip <words...>', modes: configuring, answer: nothing },
    { syntax: 'logging <words...>', modes: configuring, answer: nothing },
    { syntax: 'no <words...>', modes: configuring, answer: nothing },
  ];
}

function print(output: string | Iterable<string>): Answer {
  return { type: 'print', output };
}

function number(text: string, answer: (value: number) => Answer): Answer | Unfit {
  return /^\d+$/.test(text) ? answer(Number(text)) : { type: 'unfit', value: text };
}

/** `[confirm]` is answered by one key; Enter and y mean yes. */
function confirm(question: string, confirmed: Answer): Answer {
  return { type: 'ask', question, by: 'key', yes: /^[\r\ny]$/i, confirmed, declined: print('') };
}

function replay(name: string, output: string | undefined): Answer {
  if (output === undefined) return print(`%Error opening ${name} (No such file or directory)\n`);
  return { type: 'replay', output };
}

/** The interfaces of a device and their addresses, which differ from device to device. */
function ports({ index }: Facts): readonly Port[] {
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

function ipInterfaceBrief(facts: Facts): string {
  const rows = ports(facts).map(({ name, address, state }) => {
    const protocol = state === 'up' ? 'up' : 'down';
    return `${name.padEnd(26)} ${address.padEnd(15)} YES ${address === 'unassigned' ? 'unset ' : 'NVRAM '} ${state.padEnd(21)} ${protocol}\n`;
  });
  return `Interface                  IP-Address      OK? Method Status                Protocol\n${rows.join('')}`;
}

function interfaces(facts: Facts): string {
  return ports(facts)
    .map((port) => interfaceDetails(facts, port))
    .join('');
}

function oneInterface(facts: Facts, name: string): Answer | Unfit {
  const wanted = /^(?<kind>[a-z]+) ?(?<number>[\d/]+)$/i.exec(name)?.groups;
  const port = ports(facts).find((candidate) => {
    const [, kind = '', number] = /^(\D+)(.*)$/.exec(candidate.name) ?? [];
    return number === wanted?.number && kind.toLowerCase().startsWith(wanted?.kind?.toLowerCase() ?? ' ');
  });
  return port ? print(interfaceDetails(facts, port)) : { type: 'unfit', value: name };
}

function interfaceDetails({ index }: Facts, { name, address, state }: Port): string {
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

function version({ name, index }: Facts): string {
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

function inventory({ index }: Facts): string {
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

function clock(time: Date): string {
  const hours = time.toISOString().slice(11, 23);
  return `*${hours} UTC ${DAYS[time.getUTCDay()]} ${MONTHS[time.getUTCMonth()]} ${time.getUTCDate()} ${time.getUTCFullYear()}\n`;
}

function privilege(mode: string): string {
  return `Current privilege level is ${mode === 'exec' ? 1 : 15}\n`;
}

function users({ username }: Facts): string {
  return `    Line       User       Host(s)              Idle       Location
*  2 vty 0     ${username.padEnd(10)} idle                 00:00:00 127.0.0.1

  Interface    User               Mode         Idle     Peer Address

`;
}

function arp(facts: Facts): string {
  const rows = ports(facts)
    .filter(({ address }) => address !== 'unassigned')
    .map(({ name, address }, place) => {
      const mac = `0050.56${hex(facts.index % 256)}.${hex(Math.floor(facts.index / 256))}${hex(place)}`;
      return `Internet  ${address.padEnd(16)} ${'-'.padStart(7)}   ${mac}  ARPA   ${name}\n`;
    });
  return `Protocol  Address          Age (min)  Hardware Addr   Type   Interface\n${rows.join('')}`;
}

function ipRoute(facts: Facts): string {
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

function cdpNeighbors({ index }: Facts): string {
  return `Capability Codes: R - Router, T - Trans Bridge, B - Source Route Bridge
                  S - Switch, H - Host, I - IGMP, r - Repeater, P - Phone, 
                  D - Remote, C - CVTA, M - Two-port Mac Relay 

Device ID        Local Intrfce     Holdtme    Capability  Platform  Port ID
R${String(index + 1).padEnd(16)}Gig 0/0           142              R S I  CISCO2911 Gig 0/1

Total cdp entries displayed : 1
`;
}

function logging(facts: Facts): string {
  const lines = Array.from(
    { length: 40 },
    (_, place) =>
      `*Mar  1 00:${String(place).padStart(2, '0')}:02.003: %LINEPROTO-5-UPDOWN: Line protocol on Interface ${ports(facts)[place % 8]?.name}, changed state to ${place % 2 ? 'up' : 'down'}\n`,
  );
  return `Syslog logging: enabled (0 messages dropped, 3 messages rate-limited, 0 flushes, 0 overruns)

Log Buffer (8192 bytes):

${lines.join('')}`;
}

function startupConfig(facts: Facts): string {
  const config = configuration(facts);
  return `Using ${config.length} out of 262136 bytes\n!\n${config}`;
}

function runningConfig(facts: Facts): string {
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

function ping(address: string): string {
  return `Type escape sequence to abort.
Sending 5, 100-byte ICMP Echos to ${address}, timeout is 2 seconds:
${`!${pause(2)}`.repeat(5)}
Success rate is 100 percent (5/5), round-trip min/avg/max = 1/1/4 ms
`;
}
