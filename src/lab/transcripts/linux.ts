import { endlessLines, manyBytes, slowBytes } from '../long-outputs.ts';
import type { Answer, Command, Facts, Transcript } from '../transcript.ts';

/** A Debian host with bash and sudo. */
export const linux: Transcript = {
  ident: 'OpenSSH_9.2p1 Debian-2+deb12u3',
  namePrefix: 'srv',
  greeting: ({ name }) =>
    `Linux ${name} 6.1.0-28-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22) x86_64\n`,
  prompts: {
    user: ({ name, username }) => `${username}@${name}:~$ `,
    root: ({ name, username }) => `root@${name}:/home/${username}# `,
  },
  loginMode: 'user',
  elevation: {
    mode: 'root',
    prompt: ({ username }) => `[sudo] password for ${username}: `,
    wrong: 'Sorry, try again.\n',
    wrongPauseMs: 2000,
    tries: 3,
    refused: 'sudo: 3 incorrect password attempts\n',
  },
  words: 'exact',
  refusal(reading, line) {
    const [command = ''] = line.trim().split(/\s+/);
    switch (reading.type) {
      case 'unknown':
        if (reading.at === line.search(/\S/)) {
          return { text: `bash: ${command}: command not found\n`, status: 127 };
        }
        return {
          text: `${command}: unrecognized argument '${line.slice(reading.at).trimEnd()}'\n`,
          status: 1,
        };
      case 'incomplete':
      case 'ambiguous':
        return { text: `${command}: missing operand\n`, status: 1 };
    }
  },
  lineFeed: 'enter',
  keys: { '\x04': { shown: '', line: 'exit' } },
  interrupted: '^C\n',
  exitStatus: 'told',
  afterLogout: 'channel-closed',
  commands: commands(),
};

function commands(): readonly Command[] {
  const anyone = ['user', 'root'];
  return [
    { syntax: 'sudo -s', modes: anyone, answer: { type: 'elevate' } },
    { syntax: 'exit', modes: ['root'], answer: { type: 'change-mode', mode: 'user', output: 'exit\n' } },
    { syntax: 'exit', modes: ['user'], answer: { type: 'log-out', output: 'logout\n' } },
    { syntax: 'logout', modes: ['user'], answer: { type: 'log-out' } },
    { syntax: 'uname', modes: anyone, answer: print('Linux\n') },
    { syntax: 'uname -n', modes: anyone, answer: ({ name }) => print(`${name}\n`) },
    { syntax: 'uname -r', modes: anyone, answer: print('6.1.0-28-amd64\n') },
    { syntax: 'uname -a', modes: anyone, answer: ({ name }) => print(unameAll(name)) },
    { syntax: 'hostname', modes: anyone, answer: ({ name }) => print(`${name}\n`) },
    { syntax: 'whoami', modes: anyone, answer: (facts) => print(`${user(facts)}\n`) },
    { syntax: 'id', modes: anyone, answer: (facts) => print(id(facts)) },
    { syntax: 'pwd', modes: anyone, answer: ({ username }) => print(`/home/${username}\n`) },
    { syntax: 'date', modes: anyone, answer: ({ now }) => print(`${now().toUTCString()}\n`) },
    { syntax: 'uptime', modes: anyone, answer: (facts) => print(uptime(facts)) },
    { syntax: 'df -h', modes: anyone, answer: (facts) => print(freeSpace(facts)) },
    { syntax: 'true', modes: anyone, answer: print('') },
    { syntax: 'false', modes: anyone, answer: { type: 'print', output: '', status: 1 } },
    { syntax: 'echo', modes: anyone, answer: print('\n') },
    {
      syntax: 'echo <words...>',
      modes: anyone,
      answer: ({ lastStatus }, [words = '']) => print(`${words.replaceAll('$?', String(lastStatus))}\n`),
    },
    { syntax: 'cat /etc/os-release', modes: anyone, answer: () => print(OS_RELEASE) },
    { syntax: 'cat <file...>', modes: anyone, answer: ({ file }, [name = '']) => cat(name, file(name)) },
    {
      syntax: 'seq <last>',
      modes: anyone,
      answer: (_, [last = '']) => print(numbers(Number(last) || 0)),
    },
    { syntax: 'yes', modes: anyone, answer: () => print(endlessLines(() => 'y')) },
    { syntax: 'bytes <count>', modes: anyone, answer: (_, [count]) => print(manyBytes(Number(count) || 0)) },
    { syntax: 'slow', modes: anyone, answer: () => print(slowBytes()) },
  ];
}

function print(output: string | Iterable<string>): Answer {
  return { type: 'print', output };
}

function cat(name: string, output: string | undefined): Answer {
  if (output !== undefined) return { type: 'replay', output };
  return { type: 'print', output: `cat: ${name}: No such file or directory\n`, status: 1 };
}

function* numbers(last: number): Generator<string> {
  for (let number = 1; number <= last; number++) yield `${number}\n`;
}

function user({ mode, username }: Facts): string {
  return mode === 'root' ? 'root' : username;
}

function id(facts: Facts): string {
  const name = user(facts);
  const number = name === 'root' ? 0 : 1000;
  return `uid=${number}(${name}) gid=${number}(${name}) groups=${number}(${name})\n`;
}

function unameAll(name: string): string {
  return `Linux ${name} 6.1.0-28-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22) x86_64 GNU/Linux\n`;
}

function uptime({ now, index }: Facts): string {
  const time = now().toISOString().slice(11, 19);
  return ` ${time} up ${10 + index} days,  3:12,  1 user,  load average: 0.0${index % 10}, 0.03, 0.01\n`;
}

function freeSpace({ index }: Facts): string {
  return `Filesystem      Size  Used Avail Use% Mounted on
udev            1.9G     0  1.9G   0% /dev
tmpfs           392M  1.1M  391M   1% /run
/dev/vda1        40G   ${10 + (index % 20)}G   ${30 - (index % 20)}G  ${25 + (index % 20)}% /
tmpfs           2.0G     0  2.0G   0% /dev/shm
`;
}

const OS_RELEASE = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`;
