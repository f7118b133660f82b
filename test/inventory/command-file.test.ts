import { describe, expect, it } from 'vitest';
import { commandsFor, parseCommandFile } from '../../src/inventory/command-file.ts';
import { devicesOf } from './devices-of.ts';
import { problemsOf } from './problems-of.ts';

const inventory = devicesOf(
  `
routers:
  - {name: r1, ip: 192.0.2.1, device_type: cisco_ios}
  - {name: r2, ip: 192.0.2.2, device_type: cisco_ios}
servers:
  - {name: web, ip: 192.0.3.1, device_type: linux}
core: [r1, web]
`,
  'devices.yaml',
  {},
);
const plan = (text: string, file: string) => parseCommandFile(text, file, inventory);
const perDevice = (text: string, file = 'c.yaml') => {
  const parsed = plan(text, file);
  return inventory.devices.map((device) => commandsFor(parsed, device).map((command) => command.text));
};
const commandsOfR1 = (text: string) => {
  const parsed = plan(text, 'c.yaml');
  return inventory.devices.slice(0, 1).flatMap((device) => commandsFor(parsed, device));
};

describe('a file of lines', () => {
  const both = (commands: string[]) => [commands, commands, commands];
  it.each([
    ['gives each line to every device', 'show version\nshow clock\n', ['show version', 'show clock']],
    ['skips comments and empty lines', '# all\n\n  # more\nshow version\n \n', ['show version']],
    [
      'drops blanks at the end and keeps those at the start',
      ' show version \t\r\nend\r\n',
      [' show version', 'end'],
    ],
    ['drops a byte order mark', '\uFEFFshow version', ['show version']],
    ['takes a comment sign inside a line as it is', 'show run | i #1', ['show run | i #1']],
    ['takes a colon inside a line as it is', 'interface: foo', ['interface: foo']],
    [
      'takes a colon at the end of a later line as it is',
      'show version\nbanner:',
      ['show version', 'banner:'],
    ],
    ['ends lines as an old Mac does', 'show version\rshow clock', ['show version', 'show clock']],
  ])('%s', (_, text, commands) => {
    expect(perDevice(text, 'commands.txt')).toEqual(both(commands));
    expect(perDevice(text, 'stdin')).toEqual(both(commands));
  });

  it('needs a command', () => {
    const expected = 'c.txt: there are no commands in this file; write one a line';
    expect(problemsOf(() => plan('# nothing\n', 'c.txt'))).toBe(expected);
    expect(problemsOf(() => plan('', 'c.txt'))).toBe(expected);
  });
});

describe('a YAML file of commands', () => {
  it.each([
    ['its name', 'all: show version', 'c.yml'],
    ['its name in capitals', 'all: show version', 'C.YAML'],
    ['a first line that ends with a colon', '# c\n\nall:\n  - show version', 'stdin'],
    ['a first line after a byte order mark', '\uFEFFall: \r\n- show version', 'stdin'],
    ['the start of a document', '---\nall: show version', 'stdin'],
  ])('is known by %s', (_, text, file) => {
    expect(perDevice(text, file)[0]).toEqual(['show version']);
  });

  it('gives each device the commands of what names it best', () => {
    expect(perDevice('all: a\ncisco_ios: p\ncore: g\nr1: d')).toEqual([['d'], ['p'], ['g']]);
    expect(perDevice('"*": a\n192.0.2.2: h\nr1_ssh: x'.replace('r1_ssh', 'cisco_ios_ssh'))).toEqual([
      ['x'],
      ['h'],
      ['a'],
    ]);
  });

  it('gives a device of two groups the commands of the first in the file', () => {
    expect(perDevice('core: c\nrouters: r')).toEqual([['c'], ['r'], ['c']]);
    expect(perDevice('routers: r\ncore: c')).toEqual([['r'], ['r'], ['c']]);
  });

  it('prefers a name to a host', () => {
    expect(perDevice('192.0.2.1: h\nr1: n')[0]).toEqual(['n']);
  });

  it('gives nothing to a device that it does not name', () => {
    expect(perDevice('r1: show version')).toEqual([['show version'], [], []]);
  });

  it('may name a platform that no device has', () => {
    const linuxOnly = { ...inventory, devices: inventory.devices.slice(2) };
    expect(() => parseCommandFile('cisco_ios: a\nall: b', 'c.yaml', linuxOnly)).not.toThrow();
  });

  it.each([
    ['a text', 'all: show version', ['show version']],
    ['a list', 'all: [show version, show clock]', ['show version', 'show clock']],
    ['lines', 'all: |\n  show version\n  # no\n  show clock\n', ['show version', 'show clock']],
    ['mappings', 'all:\n- command: show version\n- show clock', ['show version', 'show clock']],
    ['one mapping', 'all: {command: show version}', ['show version']],
    ['numbers as they are written', 'all: [010, yes]', ['010', 'yes']],
    ['a list without a target', '- show version\n- show clock', ['show version', 'show clock']],
    ['what an alias stands for', 'r2: &c [show version]\nr1: *c', ['show version']],
  ])('takes %s', (_, text, commands) => {
    expect(perDevice(text)[0]).toEqual(commands);
  });

  it('may give a command a time limit and answers', () => {
    const text = `
r1:
- command: reload
  timeout: 600
  answers: {'Save\\?': no, '\\[confirm\\]': y}
- show version
`;
    expect(commandsOfR1(text)).toEqual([
      {
        text: 'reload',
        idleMs: 600_000,
        answers: [
          { question: /Save\?/, text: 'no' },
          { question: /\[confirm\]/, text: 'y' },
        ],
      },
      { text: 'show version' },
    ]);
  });

  it('gives each line of a command its time limit and answers', () => {
    const text = 'all:\n  command: |\n    a\n    b\n  timeout: .5\n  answers: [{question: q, answer: 012}]\n';
    const own = { idleMs: 500, answers: [{ question: /q/, text: '012' }] };
    expect(commandsOfR1(text)).toEqual([
      { text: 'a', ...own },
      { text: 'b', ...own },
    ]);
  });

  it('takes a time limit without a value for none', () => {
    expect(commandsOfR1('all: {command: a, timeout: }')).toEqual([{ text: 'a' }]);
  });

  it.each([
    [
      'an unknown target',
      'al: a\nrouter: b',
      /^c.yaml:1:1: "al" is no platform, and no group or device of devices.yaml; did you mean all.*\nc.yaml:2:1: "router" is .*did you mean routers/,
    ],
    ['a Telnet type', 'cisco_ios_telnet: a', /"cisco_ios_telnet" is no platform/],
    ['plain lines', 'show version', /^c.yaml:1:1: a YAML file of commands maps .*, and this is text$/],
    ['nothing', '# c', /^c.yaml:1:1: a YAML file of commands maps .*, and this is nothing$/],
    ['an empty mapping', '{}', /and this is a mapping$/],
    ['no command', 'all:', /^c.yaml:1:\d: a command is missing here$/],
    ['an empty command', 'all: ["", a]', /^c.yaml:1:7: a command is missing here$/],
    ['an empty list', 'all: []', /^c.yaml:1:6: there are no commands in this list$/],
    ['a list in a list', 'all: [[a]]', /^c.yaml:1:7: a command must be text, not a list$/],
    ['a list for a command', 'all: [{command: [a]}]', /^c.yaml:1:17: a command must be text, not a list$/],
    ['an empty item', 'all: [{}]', /a command is missing here; write \{command: show version\}$/],
    [
      'a misspelt key',
      'all: [{comand: a}]',
      /^c.yaml:1:8: unknown key "comand"; did you mean command\?; known are command, timeout and answers$/,
    ],
    [
      'a command with a colon',
      'all:\n- show run | i a: b',
      /^c.yaml:2:3: unknown key "show run \| i a"; put a command that has ": " in it in quotes$/,
    ],
    [
      'a time limit without a command',
      'all: [{timeout: 5}]',
      /^c.yaml:1:7: a command is missing here; write \{command: show version\}$/,
    ],
    [
      'a time limit that is none',
      'all: {command: a, timeout: 0}',
      /^c.yaml:1:28: timeout "0" is not a number of seconds greater than 0/,
    ],
    [
      'a list for a time limit',
      'all: {command: a, timeout: [5]}',
      /^c.yaml:1:28: timeout must be text, not a list/,
    ],
    [
      'a text for answers',
      'all: {command: a, answers: y}',
      /^c.yaml:1:28: answers must map questions to texts, such as \{confirm: y\}, and this is text$/,
    ],
    [
      'a question that is no regular expression',
      "all: {command: a, answers: {'*': y}}",
      /^c.yaml:1:29: "\*" is no regular expression: Nothing to repeat; put \\ before a sign that means itself$/,
    ],
    [
      'all that is wrong with one command',
      'all:\n- {timeout: x, answers: y, comand: a}',
      /^c.yaml:2:13: timeout .*\nc.yaml:2:25: answers .*\nc.yaml:2:28: unknown key "comand"; did you mean command/,
    ],
    ['all under both its names', "all: a\n'*': b", /^c.yaml:2:1: "\*" names all again; keep one of the two$/],
    [
      'a platform under both its names',
      'cisco_ios_ssh: a\ncisco_ios: b',
      /^c.yaml:2:1: "cisco_ios" names cisco_ios again; keep one of the two$/,
    ],
    ['a target given twice', 'r1: a\nr1: b', /the key "r1" is given twice/],
    ['a YAML error', 'all: [a', /a \[ or \{ is opened and never closed/],
  ])('refuses %s', (_, text, expected) => {
    expect(problemsOf(() => plan(text, 'c.yaml'))).toMatch(expected);
  });
});
