import { describe, expect, test } from 'vitest';
import { type PlatformName, platform } from '../../src/platforms/index.ts';
import { recognise, sameButDigits, sameDevice } from '../../src/session/prompt.ts';

type Known = 'cisco_ios' | 'linux';

const PROMPTS: Readonly<Record<Known, readonly (readonly [string, string, string])[]>> = {
  cisco_ios: [
    ['R1>', 'exec', 'R1'],
    ['R1#', 'privileged', 'R1'],
    ['edge1> ', 'exec', 'edge1'],
    ['ams-dc2-core-router-01.example.net# ', 'privileged', 'ams-dc2-core-router-01.example.net'],
    ['RP/0/RSP0/CPU0:ios#', 'privileged', 'RP/0/RSP0/CPU0:ios'],
    ['R1(config)#', 'configuration', 'R1'],
    ['R1(config-if)#', 'configuration', 'R1'],
    ['R1(config-router-af)# ', 'configuration', 'R1'],
    ['R1(config-s)#', 'configuration', 'R1'],
    ['sw_1.lab(config)#', 'configuration', 'sw_1.lab'],
  ],
  linux: [
    ['netops@web1:~$ ', 'user', 'web1'],
    ['root@web1:/home/netops# ', 'root', 'web1'],
    ['[root@db1 ~]# ', 'root', 'db1'],
    ['[me@db1 ~]$ ', 'user', 'db1'],
    ['$ ', 'user', ''],
    ['# ', 'root', ''],
    ['~ $ ', 'user', ''],
    ['web1% ', 'user', 'web1'],
    ['(venv) netops@web1:~$ ', 'user', 'web1'],
    ['└─$ ', 'user', ''],
  ],
};

describe.each(Object.keys(PROMPTS) as Known[])('on %s', (name) => {
  for (const [line, mode, host] of PROMPTS[name]) {
    test(`\`${line}\` is a prompt of the mode ${mode}`, () => {
      expect(recognise(platform(name), line)).toEqual({ text: line, mode, name: host });
    });
  }
});

describe('no prompt of cisco_ios', () => {
  for (const line of [
    '',
    ' ',
    '#',
    '>',
    '###',
    '### end >',
    '### edge> authorised use only #',
    'Unauthorised access is prohibited #',
    '<no> router7#',
    ' --More-- ',
    'Password: ',
    'R1#show clock',
    'R1>enable',
    'R1 #',
    '!R1#',
    'Destination filename [startup-config]?',
    `${'x'.repeat(64)}#`,
    `${'x'.repeat(100_000)}#`,
  ]) {
    test(`is \`${line.slice(0, 50)}\``, () => expect(recognise(platform('cisco_ios'), line)).toBeUndefined());
  }
});

describe('two prompts', () => {
  const seen = (text: string, name: PlatformName = 'cisco_ios') => {
    const prompt = recognise(platform(name), text);
    if (!prompt) throw new Error(`${text} is no prompt`);
    return prompt;
  };
  for (const [one, other, same] of [
    ['R1>', 'R1#', true],
    ['R1#', 'R1(config)#', true],
    ['R1(config)#', 'R1(config-if)#', true],
    ['ams-dc2-core-router-01#', 'ams-dc2-core-router-(config)#', true],
    ['ams-dc2-core-router-(config)#', 'ams-dc2-core-router-01#', true],
    ['R1#', 'R2#', false],
    ['R1#', 'R10#', false],
    ['R10#', 'R1(config)#', false],
    ['switch1#', 'switch11#', false],
    ['R1#', 'r1#', false],
  ] as const) {
    test(`\`${one}\` and \`${other}\` are ${same ? 'one device' : 'two devices'}`, () => {
      expect(sameDevice(seen(one), seen(other))).toBe(same);
    });
  }
  for (const [one, other, same] of [
    ['netops@web1:~$ ', 'root@web1:/home/netops# ', true],
    ['$ ', '# ', true],
    ['netops@web1:~$ ', 'netops@web2:~$ ', false],
    ['netops@web1:~$ ', '# ', false],
  ] as const) {
    test(`\`${one}\` and \`${other}\` are ${same ? 'one host' : 'two hosts'}`, () => {
      expect(sameDevice(seen(one, 'linux'), seen(other, 'linux'))).toBe(same);
    });
  }
});

describe('prompts that differ in a clock', () => {
  for (const [one, other, same] of [
    ['[11:59:59] R1#', '[12:00:00] R1#', true],
    ['(9) $', '(10) $', true],
    ['[11:59:59] R1#', '[12:00:00] R1>', false],
    ['', '', true],
  ] as const) {
    test(`${one} and ${other} are ${same ? '' : 'not '}equal but for numbers`, () => {
      expect(sameButDigits(one, other)).toBe(same);
    });
  }
});
