/** An inventory of one device with these lines more. */
export function device(...lines: readonly string[]): string {
  return ['- device_type: linux', 'host: h', ...lines].join('\n  ');
}

/** Texts of a devices.yaml that are wrong: what is wrong with them, and what a user is told. */
export const BAD_TEXTS: readonly (readonly [what: string, text: string, told: RegExp])[] = [
  ['nothing but comments', '# nothing\n', /^d.yaml:1:1: there are no devices in this file; begin/],
  ['an empty list', 'routers: []', /there are no devices in this file/],
  [
    'a list without items',
    'routers:',
    /^d.yaml:1:1: "routers" must be a device or a list of devices, not nothing/,
  ],
  ['plain text', 'hello', /an inventory is a list of devices, not text/],
  ['a list of text', '- 192.0.2.1', /^d.yaml:1:3: a device is a mapping such as .*, not text$/],
  [
    'a single device',
    'device_type: linux\nip: h',
    /^d.yaml:1:1: this is a single device; make it the item of a list/,
  ],
  [
    'a value at the top',
    'a: {ip: h, device_type: linux}\nversion: 1',
    /^d.yaml:2:1: "version" must be a device/,
  ],
  ['no address', '- device_type: linux', /^d.yaml:1:3: this device has neither ip nor host$/],
  ['an empty address', '- {device_type: linux, ip: }', /neither ip nor host/],
  [
    'hostname for host',
    '- {device_type: linux, hostname: h}',
    /neither ip nor host; did you mean host where it says hostname\?/,
  ],
  [
    'an address that is none',
    '- {device_type: linux, ip: 192.0.2.1/24}',
    /^d.yaml:1:28: "192.0.2.1\/24" is neither an IP address/,
  ],
  ['a user in the address', '- {device_type: linux, ip: me@h}', /"me@h" is neither/],
  [
    'no device type',
    '- ip: h',
    /^d.yaml:1:3: this device has no device_type; add device_type: cisco_ios or the like, or give --platform$/,
  ],
  ['type for device_type', '- {ip: h, type: linux}', /did you mean device_type where it says type\?/],
  [
    'platform for device_type',
    '- {ip: h, platform: linux}',
    /^d.yaml:1:11: unknown key "platform"; did you mean device_type\?$/,
  ],
  [
    'an unknown device type',
    '- {ip: h, device_type: cisco_oss}',
    /^d.yaml:1:24: unknown device type "cisco_oss"; did you mean cisco_ios or .*\? known are cisco_ios, /,
  ],
  [
    'a Telnet type',
    '- {ip: h, device_type: cisco_ios_telnet}',
    /"cisco_ios_telnet" is a Telnet type and netrun speaks SSH only; write cisco_ios$/,
  ],
  [
    'a serial type',
    '- {ip: h, device_type: cisco_ios_serial}',
    /"cisco_ios_serial" is a serial line and netrun speaks SSH only; write cisco_ios$/,
  ],
  ['an inherited name as a type', '- {ip: h, device_type: toString}', /unknown device type "toString"/],
  ['port 0', device('port: 0'), /^d.yaml:3:9: port "0" is not a whole number from 1 to 65535$/],
  ['port 65536', device('port: 65536'), /port "65536" is not a whole number/],
  ['a port in words', device('port: ssh'), /port "ssh" is not a whole number/],
  ['a fraction of a port', device('port: 22.5'), /port "22.5" is not a whole number/],
  ['a list for a port', device('port: [22]'), /^d.yaml:3:9: port must be text, not a list/],
  [
    'a list for a password',
    device('password: [abc]'),
    /^d.yaml:3:13: password must be text, not a list; text that begins with \[ or \{ must be quoted$/,
  ],
  ['a mapping for a user', device('username: {a: b}'), /username must be text, not a mapping/],
  ['a list for a host', '- {device_type: linux, host: [h]}', /^d.yaml:1:30: host must be text, not a list/],
  [
    'a list for a device type',
    '- {device_type: [linux], host: h}',
    /^d.yaml:1:17: device_type must be text, not a list/,
  ],
  ['a password of two lines', device('password: "a\\nreload"'), /password must be a single line$/],
  [
    'a number for groups',
    device('groups: 3'),
    /^d.yaml:3:11: groups must be a list of names, not 3; a group that is called so is written in quotes: groups: "3"$/,
  ],
  ['a switch for tags', device('tags: true'), /tags must be a list of names, not true/],
  ['a mapping for groups', device('groups: {a: b}'), /groups must be a list of names, not a mapping/],
  ['an unknown encoding', device('encoding: latin-1'), /unknown encoding "latin-1"; did you mean latin1\?$/],
  ['a strange encoding', device('encoding: klingon'), /unknown encoding "klingon"; write utf-8, latin1/],
  [
    'no number of seconds',
    device('conn_timeout: soon'),
    /^d.yaml:3:17: conn_timeout "soon" is not a number of seconds greater than 0/,
  ],
  ['no seconds', device('timeout: 0'), /timeout "0" is not a number of seconds greater than 0/],
  ['more seconds than a timer holds', device('timeout: 99999999'), /timeout "99999999" is not a number/],
  [
    'a switch that is none',
    device('pipelining: yes'),
    /^d.yaml:3:15: pipelining "yes" is neither true nor false$/,
  ],
  ['a list for a switch', device('pipelining: [true]'), /^d.yaml:3:15: pipelining must be text, not a list/],
  [
    'a text for answers',
    device('answers: y'),
    /^d.yaml:3:12: answers must map questions to texts, such as \{confirm: y\}, and this is text$/,
  ],
  [
    'a question that is no regular expression',
    device('answers:', "  '(y/n': y"),
    /^d.yaml:4:5: "\(y\/n" is no regular expression: Unterminated group; put/,
  ],
  [
    'a group of unknown names',
    'r1: {device_type: linux, ip: h}\ncore: [r2]',
    /^d.yaml:2:8: group "core" names "r2", which is no device; did you mean r1\?$/,
  ],
  ['a group called all', 'r1: {device_type: linux, ip: h}\nall: [r1]', /^d.yaml:2:6: all is every device/],
  [
    'a key given twice',
    device('port: 1', 'port: 2'),
    /^d.yaml:4:3: the key "port" is given twice, first in line 3; keep one of them$/,
  ],
  [
    'a device given twice',
    'r1: {device_type: linux, ip: h}\nr1: {device_type: linux, ip: i}',
    /the key "r1" is given twice/,
  ],
];
