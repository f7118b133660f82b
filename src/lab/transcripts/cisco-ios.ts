import { endlessLines, manyBytes, slowBytes } from '../long-outputs.ts';
import type { Answer, Command, Facts, Transcript, Unfit } from '../transcript.ts';
import * as outputs from './cisco-ios-outputs.ts';

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

    { syntax: 'show version', modes: anywhere, answer: (facts) => print(outputs.version(facts)) },
    { syntax: 'show clock', modes: anywhere, answer: ({ now }) => print(outputs.clock(now())) },
    { syntax: 'show inventory', modes: anywhere, answer: (facts) => print(outputs.inventory(facts)) },
    { syntax: 'show privilege', modes: anywhere, answer: ({ mode }) => print(outputs.privilege(mode)) },
    { syntax: 'show users', modes: anywhere, answer: (facts) => print(outputs.users(facts)) },
    { syntax: 'show arp', modes: anywhere, answer: (facts) => print(outputs.arp(facts)) },
    { syntax: 'show interfaces', modes: anywhere, answer: (facts) => print(outputs.interfaces(facts)) },
    {
      syntax: 'show interfaces <name...>',
      modes: anywhere,
      answer: (facts, [name = '']) => oneInterface(facts, name),
    },
    {
      syntax: 'show ip interface brief',
      modes: anywhere,
      answer: (facts) => print(outputs.ipInterfaceBrief(facts)),
    },
    { syntax: 'show ip route', modes: anywhere, answer: (facts) => print(outputs.ipRoute(facts)) },
    { syntax: 'show cdp neighbors', modes: anywhere, answer: (facts) => print(outputs.cdpNeighbors(facts)) },
    { syntax: 'show logging', modes: privileged, answer: (facts) => print(outputs.logging(facts)) },
    {
      syntax: 'show running-config',
      modes: privileged,
      answer: (facts) => print(outputs.runningConfig(facts)),
    },
    {
      syntax: 'show startup-config',
      modes: privileged,
      answer: (facts) => print(outputs.startupConfig(facts)),
    },
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
    {
      syntax: 'ping <address>',
      modes: anywhere,
      answer: (_, [address = '']) => print(outputs.ping(address)),
    },

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

function oneInterface(facts: Facts, name: string): Answer | Unfit {
  const wanted = /^(?<kind>[a-z]+) ?(?<number>[\d/]+)$/i.exec(name)?.groups;
  const port = outputs.ports(facts).find((candidate) => {
    const [, kind = '', number] = /^(\D+)(.*)$/.exec(candidate.name) ?? [];
    return number === wanted?.number && kind.toLowerCase().startsWith(wanted?.kind?.toLowerCase() ?? ' ');
  });
  return port ? print(outputs.interfaceDetails(facts, port)) : { type: 'unfit', value: name };
}
