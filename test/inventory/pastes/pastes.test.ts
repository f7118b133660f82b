import { describe, expect, it } from 'vitest';
import { madeOf } from './made-of.ts';

const LINES = 'lines with an address or a name each';
const WORDS_LEFT = 'taken without some words; a line of headings above would name them';

type Example = {
  readonly title: string;
  readonly text: string;
  readonly readAs: string;
  readonly devices: readonly string[];
  readonly left?: readonly string[];
};

const EXAMPLES: readonly Example[] = [
  {
    title: 'ssh_config that lies in no file, with what it says of its hosts',
    text: 'Include /etc/passwd\nHost r1 r2\n  HostName %h.example.net\n  User bob\nHost r2 r3\n  User carol\n  Port 2222\n  ProxyJump gate\n  ProxyCommand nc %h %p\nMatch host r3\n  User dave\nHost *\n  IdentityFile ~/.ssh/net\n  User eve\n',
    readAs: 'ssh_config',
    devices: [
      '2 r1 r1.example.net autodetect username=bob key_file=~/.ssh/net',
      '2 r2 r2.example.net autodetect username=bob jump=gate key_file=~/.ssh/net port=2222',
      '5 r3 r3 autodetect username=carol jump=gate key_file=~/.ssh/net port=2222',
    ],
    left: [
      '1: include, which counts in ~/.ssh/config',
      '9: proxycommand, which counts in ~/.ssh/config',
      '10: match, which counts in ~/.ssh/config',
    ],
  },
  {
    title: 'notes with users and passwords, of which none becomes a name',
    text: '10.0.0.1 password: hunter2\n10.0.0.2 user=admin pass=hunter2\nr3 10.0.0.3 secret hunter2\n10.0.0.4 login: admin1 community s3cret\n10.0.0.5 login: admin\n',
    readAs: LINES,
    devices: [
      '1 10.0.0.1 10.0.0.1 autodetect',
      '2 10.0.0.2 10.0.0.2 autodetect',
      '3 r3 10.0.0.3 autodetect',
      '4 10.0.0.4 10.0.0.4 autodetect',
      '5 10.0.0.5 10.0.0.5 autodetect',
    ],
    left: [`1,2,3,4,5: ${WORDS_LEFT}`],
  },
  {
    title: 'what a terminal has coloured',
    text: '\x1b[31mr1\x1b[0m 10.0.0.1\n10.0.0.2\x1b[K\n',
    readAs: LINES,
    devices: ['1 r1 10.0.0.1 autodetect', '2 10.0.0.2 10.0.0.2 autodetect'],
  },
  {
    title: 'lines of /etc/hosts without those about this machine itself',
    text: '127.0.0.1 localhost\n127.0.1.1 box\n::1 ip6-localhost\nff02::1 ip6-allnodes\n# routers\n10.0.0.1\tr1.example.net r1\n2001:db8::5 r5\nfe80::1 r6\n',
    readAs: LINES,
    devices: ['6 r1.example.net 10.0.0.1 autodetect', '7 r5 2001:db8::5 autodetect'],
    left: [
      '1,2,3,4: this machine itself',
      '5: a comment',
      `6: ${WORDS_LEFT}`,
      '8: an address that holds on its link alone',
    ],
  },
  {
    title: 'addresses, names, ranges and ports, one or several a line',
    text: '10.0.0.1\n10.0.0.2, 10.0.0.3 10.0.0.4\nr5\nsw[01-02].example.net\n10.0.1.1-2\nadmin@r6:2222\n[2001:db8::1]:22\n"10.0.2.1","10.0.2.2"\n[10.0.3.1, 10.0.3.2]\n',
    readAs: LINES,
    devices: [
      '1 10.0.0.1 10.0.0.1 autodetect',
      '2 10.0.0.2 10.0.0.2 autodetect',
      '2 10.0.0.3 10.0.0.3 autodetect',
      '2 10.0.0.4 10.0.0.4 autodetect',
      '3 r5 r5 autodetect',
      '4 sw01.example.net sw01.example.net autodetect',
      '4 sw02.example.net sw02.example.net autodetect',
      '5 10.0.1.1 10.0.1.1 autodetect',
      '5 10.0.1.2 10.0.1.2 autodetect',
      '6 r6 r6 autodetect username=admin port=2222',
      '7 2001:db8::1 2001:db8::1 autodetect port=22',
      '8 10.0.2.1 10.0.2.1 autodetect',
      '8 10.0.2.2 10.0.2.2 autodetect',
      '9 10.0.3.1 10.0.3.1 autodetect',
      '9 10.0.3.2 10.0.3.2 autodetect',
    ],
  },
  {
    title: 'notes with names, types, masks and sentences around the addresses',
    text: 'Core in Kyiv:\n- R1 10.0.0.1 (cisco_ios)\n* sw02: 10.0.0.2/24\n| gw1 | 10.0.4.1 | 255.255.255.0 |\nr9;10.0.0.9;ios;Kyiv\nplease reboot 10.0.0.7 on monday morning\n10.0.0.0/24\nr3 10.0.0.3 10.0.1.3\n10.0.5.1 r51, 10.0.5.2 r52\n',
    readAs: LINES,
    devices: [
      '2 R1 10.0.0.1 cisco_ios',
      '3 sw02 10.0.0.2 autodetect',
      '4 gw1 10.0.4.1 autodetect',
      '5 r9 10.0.0.9 cisco_ios',
      '6 10.0.0.7 10.0.0.7 autodetect',
      '8 r3 10.0.0.3 autodetect',
      '9 r51 10.0.5.1 autodetect',
      '9 r52 10.0.5.2 autodetect',
    ],
    left: [
      '1: no address in it',
      `5,6: ${WORDS_LEFT}`,
      '7: a network and no device',
      '8: a second address of the same line',
    ],
  },
  {
    title: 'what browsers and word processors make of addresses',
    text: '“10.0.0.1”\nr2\u00a010.0.0.2\nhttps://10.0.0.3/admin/login\nssh://admin@r4:2222\n10.0.1.1–10.0.1.2\r\n',
    readAs: LINES,
    devices: [
      '1 10.0.0.1 10.0.0.1 autodetect',
      '2 r2 10.0.0.2 autodetect',
      '3 10.0.0.3 10.0.0.3 autodetect',
      '4 r4 r4 autodetect username=admin port=2222',
      '5 10.0.1.1 10.0.1.1 autodetect',
      '5 10.0.1.2 10.0.1.2 autodetect',
    ],
  },
  {
    title: 'commands of ssh',
    text: 'ssh admin@10.0.0.1\n$ ssh -p 2222 -l bob -J gate r2\nbox:~$ ssh -o Foo=bar -i ~/.ssh/net r3 show version\n',
    readAs: LINES,
    devices: [
      '1 10.0.0.1 10.0.0.1 autodetect username=admin',
      '2 r2 r2 autodetect username=bob jump=gate port=2222',
      '3 r3 r3 autodetect key_file=~/.ssh/net',
    ],
  },
  {
    title: 'ARP tables, without what does not answer and the own addresses of who printed them',
    text: `Protocol  Address          Age (min)  Hardware Addr   Type   Interface
Internet  10.0.0.1                -   aabb.cc00.0100  ARPA   GigabitEthernet0/0
Internet  10.0.0.2               12   aabb.cc00.0200  ARPA   GigabitEthernet0/0
Internet  10.0.0.3                0   Incomplete      ARPA
r4.example.net (10.0.0.4) at 00:50:56:aa:bb:cc [ether] on eth0
10.0.0.5 dev eth0 lladdr 00:50:56:aa:bb:cd REACHABLE
10.0.0.6  FAILED
`,
    readAs: LINES,
    devices: [
      '3 10.0.0.2 10.0.0.2 autodetect',
      '5 r4.example.net 10.0.0.4 autodetect',
      '6 10.0.0.5 10.0.0.5 autodetect',
    ],
    left: [
      '1: no address in it',
      '2: an address of the device that printed it',
      '4,7: an address that does not answer',
    ],
  },
  {
    title: 'no words of an output that is no list',
    text: 'Version 5\nUptime is 3 weeks\nSystem image file is flash\nsome\nmore\nof: it\nand 10.0.0.1 is here\nthe rest of it\nis in prose\n',
    readAs: LINES,
    devices: ['7 10.0.0.1 10.0.0.1 autodetect'],
    left: ['1,2,3,4,5,6,8,9: no address in it', `7: ${WORDS_LEFT}`],
  },
  {
    title: 'words with what they mean before them',
    text: 'name=r1 ip=10.0.0.1\ninterface=ether1 address=10.0.0.2 identity="R2" platform="MikroTik"\n',
    readAs: LINES,
    devices: ['1 r1 10.0.0.1 autodetect', '2 R2 10.0.0.2 autodetect'],
    left: [`2: ${WORDS_LEFT}`],
  },
  {
    title: 'nothing of neighbours in brief, which have no addresses',
    text: 'Device ID         Local Intrfce Holdtme    Capability   Platform   Port ID\nR1-PBX            Gig 1/0/10    144          R S I      2811       Fas 0/0\n',
    readAs: LINES,
    devices: [],
    left: ['1,2: no address in it; "show cdp neighbors detail" (lldp) prints them'],
  },
  {
    title: 'addresses with the masks of their interfaces',
    text: 'Name,IP,Site\nr1,10.0.0.1/24,Kyiv\nr2,10.0.0.0/24,Lviv\n',
    readAs: 'a table with headings',
    devices: ['2 r1 10.0.0.1 autodetect Site=Kyiv'],
    left: ['3: "10.0.0.0/24" is neither an IP address nor a host name'],
  },
  {
    title: 'neighbours of CDP, each once, by what they call themselves',
    text: `sw1#show cdp neighbors detail
-------------------------
Device ID: R2.example.net
Entry address(es):
  IP address: 10.9.9.9
Platform: Cisco C9300-48P,  Capabilities: Switch IGMP
Interface: GigabitEthernet1/0/1,  Port ID (outgoing port): GigabitEthernet0/1
Version :
Cisco IOS Software [Amsterdam], Catalyst L3 Switch Software (CAT9K_IOSXE), IOS-XE
Management address(es):
  IP address: 10.0.0.2
-------------------------
Device ID: R2.example.net
Entry address(es):
  IP address: 10.9.9.13
-------------------------
Device ID:N7K(FOX1234)
System Name: N7K
Interface address(es):
    IPv4 Address: 10.0.0.7
Platform: N7K-C7010, Capabilities: Router Switch
Version:
Cisco Nexus Operating System (NX-OS) Software, Version 6.2(8)
-------------------------
Device ID: SEP001122334455
Entry address(es):
  IP address: 10.0.0.8
Platform: Cisco IP Phone 8841,  Capabilities: Host Phone
-------------------------
Device ID: lonely
Platform: Cisco C9300-48P,  Capabilities: Switch IGMP
`,
    readAs: 'neighbours of CDP or LLDP, in detail',
    devices: ['3 R2.example.net 10.0.0.2 cisco_xe', '17 N7K 10.0.0.7 cisco_nxos'],
    left: [
      '13: a neighbour once more, on another link',
      '25: a telephone',
      '30: a neighbour without an address',
    ],
  },
  {
    title: 'neighbours of LLDP as IOS, EOS and lldpctl tell them',
    text: `Chassis id: aabb.cc00.0200
Port id: Gi0/1
System Name: r2.example.net

System Description:
Cisco IOS Software, IOSv Software

Management Addresses:
    IP: 10.0.0.2

Interface Ethernet1 detected 1 LLDP neighbors:

  Neighbor 001c.7300.0001/Ethernet1, age 10 seconds
  - Chassis ID type: MAC address (4)
    Chassis ID     : 001c.7300.0001
  - System Name: "sw3"
  - System Description: "Arista Networks EOS version 4.28.0F"
  - Management Address        : 10.0.0.3
-------------------------------------------------------------------------------
Interface:    eth0, via: LLDP, RID: 1, Time: 0 day, 00:00:10
  Chassis:
    ChassisID:    mac 00:1c:73:00:00:04
    SysName:      srv4
    SysDescr:     Linux srv4 5.10.0
    MgmtIP:       10.0.0.4
`,
    readAs: 'neighbours of CDP or LLDP, in detail',
    devices: ['1 r2.example.net 10.0.0.2 cisco_ios', '13 sw3 10.0.0.3 arista_eos', '22 srv4 10.0.0.4 linux'],
  },
  {
    title: 'dictionaries and calls of Python, with what names stand for',
    text: `from netmiko import ConnectHandler
from getpass import getpass
user = "admin"
cisco1 = {
    "device_type": "cisco_ios",
    "host": "10.0.0.1",  # lab
    'username': user,
    "password": getpass(),
    "port": 8022,
    "fast_cli": False,
}
devices = [
    {"device_type": "arista_eos", "ip": "10.0.0.2", "password": "hunter2"},
    dict(device_type="juniper_junos", host="10.0." "0.3"),
    {"device_type": "cisco_ios", "ip": f"10.0.0.{i}"},
]
inventory = {"sw4": {"host": '10.0.0.4', "device_type": "cisco_foo"}}
with ConnectHandler(device_type="cisco_nxos", host="10.0.0.9", password=os.environ["PW"]) as c:
    print(c.send_command("show ver"))
`,
    readAs: 'Python with dictionaries for netmiko',
    devices: [
      '4 cisco1 10.0.0.1 cisco_ios username=admin fast_cli=false port=8022',
      '13 10.0.0.2 10.0.0.2 arista_eos',
      '14 10.0.0.3 10.0.0.3 juniper_junos',
      '17 sw4 10.0.0.4 autodetect',
      '18 10.0.0.9 10.0.0.9 cisco_nxos',
    ],
    left: [
      '8,18: password that is worked out in the program',
      '13: password (--keep-secrets writes it down)',
      '15: a device whose address is worked out in the program',
      '17: device type "cisco_foo" is not known: autodetect',
    ],
  },
  {
    title: 'no more of brackets that nobody closes than there is',
    text: `x = ${'{"a": '.repeat(20_000)}\nd = {"host": "10.0.0.1", "device_type": "linux"\n`,
    readAs: LINES,
    devices: ['2 10.0.0.1 10.0.0.1 linux'],
    left: ['1: no address in it', `2: ${WORDS_LEFT}`],
  },
  {
    title: 'dictionaries within lists and dictionaries, whatever texts hold',
    text: `data = {"lab": [{"host": "10.0.0.1", "device_type": "linux", "banner": "}"}], "pair": ({"ip": "10.0.0.2", "device_type": "linux"},), "r3": {"ip": "10.0.0.3", "device_type": "linux"}}
cfg = dict(a=1, b={"ip": "10.0.0.4", "device_type": r"linux"})
`,
    readAs: 'Python with dictionaries for netmiko',
    devices: [
      '1 10.0.0.1 10.0.0.1 linux banner=}',
      '1 10.0.0.2 10.0.0.2 linux',
      '1 r3 10.0.0.3 linux',
      '2 b 10.0.0.4 linux',
    ],
  },
  {
    title: 'what print shows of dictionaries',
    text: "[{'host': '10.0.0.1', 'device_type': 'linux', 'secret': None, 'fast_cli': True}]\n",
    readAs: 'Python with dictionaries for netmiko',
    devices: ['1 10.0.0.1 10.0.0.1 linux fast_cli=true'],
  },
  {
    title: 'a list of addresses in Python',
    text: "hosts = ['10.0.0.1', '10.0.0.2']\n",
    readAs: LINES,
    devices: ['1 10.0.0.1 10.0.0.1 autodetect', '1 10.0.0.2 10.0.0.2 autodetect'],
  },
  {
    title: 'cells of a spreadsheet with headings',
    text: 'Hostname\tMgmt IP\tOS\tSite\tSNMP community\nsw1\t10.0.0.1\tCisco IOS-XE\tKyiv\tpublic\nsw2\t10.0.0.2\tCatalyst 9300\tLviv\t\n',
    readAs: 'a table with headings',
    devices: ['2 sw1 10.0.0.1 cisco_xe Site=Kyiv', '3 sw2 10.0.0.2 autodetect Site=Lviv'],
    left: [
      '2: SNMP community (--keep-secrets writes it down)',
      '3: device type "Catalyst 9300" is not known: autodetect',
    ],
  },
  {
    title: 'a table of a terminal, and a wrong row of it',
    text: 'Hostname   IP address   Port   Type\nsw1        10.0.0.1     22     cisco_ios\nsw2        10.0.0.2     x      cisco_ios\n',
    readAs: 'a table with headings',
    devices: ['2 sw1 10.0.0.1 cisco_ios port=22'],
    left: ['3: port "x" is not a whole number from 1 to 65535'],
  },
  {
    title: 'a table of Markdown',
    text: '| Name | IP | Site |\n|------|:---|-----:|\n| sw1 | 10.0.0.1 | Kyiv |\n| sw2 | 10.0.0.2 | Lviv |\n',
    readAs: 'a table with headings',
    devices: ['3 sw1 10.0.0.1 autodetect Site=Kyiv', '4 sw2 10.0.0.2 autodetect Site=Lviv'],
  },
  {
    title: 'JSON, YAML and other inventories',
    text: '[{"host": "10.0.0.1", "device_type": "cisco_ios"}, {"ip": "10.0.0.2", "device_type": "ios"}]',
    readAs: 'a devices.yaml',
    devices: ['1 10.0.0.1 10.0.0.1 cisco_ios', '1 10.0.0.2 10.0.0.2 cisco_ios'],
  },
  {
    title: 'an INI inventory of Ansible with its groups',
    text: '[core]\nr1 ansible_host=10.0.0.1 ansible_network_os=cisco.ios.ios\n[core:vars]\nansible_user=admin\nansible_password=hunter2\n',
    readAs: 'an INI inventory of Ansible',
    devices: ['2 r1 10.0.0.1 cisco_ios username=admin'],
    left: ['5: password (--keep-secrets writes it down)'],
  },
  {
    title: 'several devices of the ports of one host',
    text: '127.0.0.1:2201\n127.0.0.1:2202\n',
    readAs: LINES,
    devices: [
      '1 127.0.0.1:2201 127.0.0.1 autodetect port=2201',
      '2 127.0.0.1:2202 127.0.0.1 autodetect port=2202',
    ],
  },
  {
    title: 'a device once, whatever often it stands there',
    text: '10.0.0.1\nr2 10.0.0.2\n10.0.0.1\n10.0.0.2\n',
    readAs: LINES,
    devices: ['1 10.0.0.1 10.0.0.1 autodetect', '2 r2 10.0.0.2 autodetect'],
    left: ['3: the same device as in line 1', '4: the address of a device that has a name elsewhere'],
  },
];

describe('Of what is pasted', () => {
  it.each(EXAMPLES)('netrun init makes $title', async ({ text, readAs, devices, left = [] }) => {
    expect(await madeOf(text)).toEqual({ readAs, devices, left });
  });
});
