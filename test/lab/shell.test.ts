import { describe, expect, test } from 'vitest';
import { deeds, greeted, privileged, shellOf, shown } from './play.ts';

describe('a Cisco IOS shell', () => {
  test('greets and shows the prompt of user EXEC', () => {
    expect(shown(shellOf('cisco_ios').greet())).toBe('\r\nR7 simulated device\r\n\r\nR7>');
  });

  test('asks for the secret without an echo, and opens privileged EXEC with it', () => {
    const shell = greeted('cisco_ios');
    expect(shown(shell.type('enable\r'))).toBe('enable\r\nPassword: ');
    const opened = shell.type('secret-1\r');
    expect(shown(opened)).toBe('\r\nR7#');
    expect(deeds(opened)).toEqual(['enableAttempts']);
  });

  test('asks three times for the secret, then says that the secrets are bad', () => {
    const shell = greeted('cisco_ios');
    shell.type('en\r');
    expect(shown(shell.type('x\r'))).toBe('\r\nPassword: ');
    expect(shown(shell.type('y\r'))).toBe('\r\nPassword: ');
    const refused = shell.type('z\r');
    expect(shown(refused)).toBe('\r\n% Bad secrets\r\n\r\nR7>');
    expect(deeds(refused)).toEqual(['enableAttempts', 'enableRejections']);
  });

  test('counts a secret and a password that arrive as commands', () => {
    const shell = greeted('cisco_ios');
    expect(deeds(shell.type('secret-1\r'))).toEqual(['commands', 'secretLeaks']);
    expect(deeds(shell.type('pass-1\r'))).toEqual(['commands', 'secretLeaks']);
  });

  test('enables without a secret where none is asked', () => {
    expect(shown(greeted('cisco_ios', { privilege: 'for-nothing' }).type('enable\r'))).toBe('enable\r\nR7#');
  });

  test('takes every unambiguous abbreviation, in either case', () => {
    const full = shown(greeted('cisco_ios').type('show ip interface brief\r')).replace(/^.*\r\n/, '');
    expect(full).toContain(
      'GigabitEthernet0/0         10.7.0.1        YES NVRAM  up                    up\r\n',
    );
    for (const short of ['sh ip int br', 'SHOW IP INTERFACE BRIEF', '  sh   ip i b ']) {
      expect(shown(greeted('cisco_ios').type(`${short}\r`)).replace(/^.*\r\n/, '')).toBe(full);
    }
  });

  test.each([
    ['foo', "   ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"],
    ['show fo', "        ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"],
    ['show running-config', "        ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"],
    ['show version x', "                ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"],
    ['show interfaces gi9/9', "                   ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"],
    ['show ip', '% Incomplete command.\r\n\r\n'],
    ['show i', '% Ambiguous command:  "show i"\r\n'],
  ])('refuses %j at > with the caret under the word that is wrong', (line, refusal) => {
    expect(shown(greeted('cisco_ios').type(`${line}\r`))).toBe(`${line}\r\n${refusal}R7>`);
  });

  test('filters an output with include, exclude, begin, section and count', () => {
    const output = (line: string) =>
      shown(privileged({ pageRows: 0 }).type(`${line}\r`))
        .split('\r\n')
        .slice(1, -1);
    expect(output('sh run | include hostname')).toEqual(['hostname R7']);
    expect(output('sh run | i ^interface.*0/[01]')).toEqual([
      'interface GigabitEthernet0/0',
      'interface GigabitEthernet0/1',
    ]);
    expect(output('show ip interface brief | e down|Int|Loop')).toHaveLength(6);
    expect(output('sh run | begin ^line vty').slice(0, 2)).toEqual(['line vty 0 4', ' login local']);
    expect(output('sh run | sec router')).toEqual([
      'router ospf 1',
      ' router-id 10.255.0.7',
      ' network 10.0.0.0 0.255.255.255 area 0',
    ]);
    expect(output('sh run | count ^interface')).toEqual(['Number of lines which match regexp = 9']);
    expect(output('sh run | nonsense x')[1]).toBe("% Invalid input detected at '^' marker.");
  });

  test('shows help at once, and the line again after it', () => {
    expect(shown(greeted('cisco_ios').type('sh ip ?'))).toBe(
      'sh ip ?\r\n  arp        ARP table\r\n  interface  IP interfaces, or one to configure\r\n  route      IP routing table\r\n\r\nR7>sh ip ',
    );
    expect(shown(greeted('cisco_ios').type('show ve?'))).toBe('show ve?\r\nversion\r\nR7>show ve');
    expect(shown(greeted('cisco_ios').type('nonsense ?'))).toBe(
      'nonsense ?\r\n% Unrecognized command\r\nR7>nonsense ',
    );
  });

  test('rubs out with backspace and Ctrl-U, and Ctrl-C drops the line', () => {
    const shell = greeted('cisco_ios');
    expect(shown(shell.type('ab\x7f'))).toBe('ab\b \b');
    expect(shown(shell.type('cd\x15'))).toBe('cd\b\b\b   \b\b\b');
    expect(shown(shell.type('reload\x03'))).toBe('reload\r\nR7>');
    expect(shown(shell.type('\r'))).toBe('\r\nR7>');
  });

  test('stops a long output after 23 lines; Enter shows a line, space a page, q ends it', () => {
    const shell = privileged();
    const first = shown(shell.type('show running-config\r'));
    expect(first.split('\r\n')).toHaveLength(1 + 23 + 1);
    expect(first.endsWith('\r\n --More-- ')).toBe(true);
    const erase = '\b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b';
    const line = shown(shell.type('\r'));
    expect(line.startsWith(erase)).toBe(true);
    expect(line.split('\r\n')).toHaveLength(2);
    expect(shown(shell.type(' ')).split('\r\n')).toHaveLength(24);
    expect(shown(shell.type('q'))).toBe(`${erase}R7#`);
  });

  test('pages are joined to the same output that comes at once without paging', () => {
    const whole = privileged();
    expect(shown(whole.type('terminal length 0\r'))).toBe('terminal length 0\r\nR7#');
    const paged = privileged();
    let joined = shown(paged.type('show running-config\r'));
    while (joined.endsWith(' --More-- ')) {
      joined = joined.slice(0, -10) + shown(paged.type(' ')).slice(26);
    }
    expect(joined).toBe(shown(whole.type('show running-config\r')));
  });

  test('an output of exactly one page is not stopped', () => {
    const lines = (count: number) => 'line\n'.repeat(count);
    const files = { fits: lines(23), over: lines(24) };
    expect(shown(privileged({}, files).type('show file fits\r'))).not.toContain('More');
    expect(shown(privileged({}, files).type('show file over\r'))).toContain('More');
  });

  test('asks before a reload: one key answers, and only y and Enter mean yes', () => {
    const shell = privileged();
    expect(shown(shell.type('reload\r'))).toBe('reload\r\nProceed with reload? [confirm]');
    expect(shown(shell.type('n'))).toBe('\r\nR7#');
    shell.type('reload\r');
    expect(deeds(shell.type('\r'))).toEqual(['confirmations', 'hang-up']);
  });

  test('asks for the name of the file that is written', () => {
    const shell = privileged();
    expect(shown(shell.type('copy running-config startup-config\r'))).toMatch(
      /\r\nDestination filename \[startup-config]\? $/,
    );
    expect(shown(shell.type('\r'))).toBe('\r\nBuilding configuration...\r\n[OK]\r\nR7#');
  });

  test('shows the modes of configuration in the prompt, with the host name cut to 20 characters', () => {
    const shell = privileged();
    expect(shown(shell.type('conf t\r'))).toMatch(/\r\nR7\(config\)#$/);
    expect(shown(shell.type('hostname ams-dc2-core-router-01\r'))).toMatch(
      /\r\nams-dc2-core-router-\(config\)#$/,
    );
    expect(shown(shell.type('int gi0/0\r'))).toMatch(/\(config-if\)#$/);
    expect(shown(shell.type('\x1a'))).toBe('^Z\r\nams-dc2-core-router-01#');
  });

  test('takes CR, LF and CR LF as one line end', () => {
    const shell = greeted('cisco_ios');
    for (const end of ['\n', '\r', '\r\n']) expect(shown(shell.type(end))).toBe('\r\nR7>');
  });

  test('ends with exit', () => {
    expect(deeds(greeted('cisco_ios').type('exit\r'))).toEqual(['commands', 'exit']);
  });
});

describe('a Linux shell', () => {
  test('greets and shows the prompt of the user', () => {
    expect(shown(shellOf('linux').greet())).toMatch(/\r\nadmin@srv7:~\$ $/);
  });

  test('runs commands and knows their exit status', () => {
    const shell = greeted('linux');
    expect(shown(shell.type('uname -n\r'))).toBe('uname -n\r\nsrv7\r\nadmin@srv7:~$ ');
    expect(shown(shell.type('foo\r'))).toBe('foo\r\nbash: foo: command not found\r\nadmin@srv7:~$ ');
    expect(shown(shell.type('echo $?\r'))).toBe('echo $?\r\n127\r\nadmin@srv7:~$ ');
  });

  test('sudo thinks about a wrong password, and gives up after three', () => {
    const shell = greeted('linux');
    expect(shown(shell.type('sudo -s\r'))).toBe('sudo -s\r\n[sudo] password for admin: ');
    const wrong = shell.type('x\r');
    expect(shown(wrong)).toBe('\r\nSorry, try again.\r\n[sudo] password for admin: ');
    expect(wrong).toContainEqual({ type: 'deaf', ms: 2000 });
    shell.type('y\r');
    expect(shown(shell.type('z\r'))).toBe('\r\nsudo: 3 incorrect password attempts\r\nadmin@srv7:~$ ');
    shell.type('sudo -s\r');
    expect(shown(shell.type('secret-1\r'))).toBe('\r\nroot@srv7:/home/admin# ');
    expect(shown(shell.type('exit\r'))).toBe('exit\r\nexit\r\nadmin@srv7:~$ ');
  });

  test('takes CR LF as two line ends', () => {
    expect(shown(greeted('linux').type('\r\n'))).toBe('\r\nadmin@srv7:~$ \r\nadmin@srv7:~$ ');
  });

  test('runs a command without a terminal: no echo, no prompt, lines that end with LF', () => {
    const said = shellOf('linux').execute('uname -n');
    expect(shown(said)).toBe('srv7\n');
    expect(said.at(-1)).toEqual({ type: 'exit', status: 0 });
    expect(shellOf('linux').execute('false').at(-1)).toEqual({ type: 'exit', status: 1 });
  });
});

describe('behaviours', () => {
  test('the message of the day is printed as it is, a missing line end included', () => {
    expect(shown(shellOf('cisco_ios', { motd: '# no > é\nPassword: ' }).greet())).toBe(
      '# no > Ã©\r\nPassword: R7>',
    );
  });

  test('the shell may ask for a login of its own, and hangs up after three wrong ones', () => {
    const shell = shellOf('cisco_ios', { shellLogin: 'name-and-password' });
    expect(shown(shell.greet())).toBe('\r\nUser Access Verification\r\n\r\nUsername: ');
    expect(shown(shell.type('admin\r'))).toBe('admin\r\nPassword: ');
    expect(shown(shell.type('pass-1\r'))).toBe('\r\n\r\nR7 simulated device\r\n\r\nR7>');
    const closed = shellOf('cisco_ios', { shellLogin: 'password' });
    closed.greet();
    const wrong = closed.type('\x03x\ry\rz\r');
    expect(shown(wrong)).toBe('\r\nPassword: \r\nPassword: \r\n% Bad passwords\r\n');
    expect(deeds(wrong)).toEqual(['loginsRejected', 'loginsRejected', 'loginsRejected', 'hang-up']);
  });

  test('enable may ask for a user name, and deny at the first wrong secret', () => {
    const shell = greeted('cisco_ios', { privilege: 'by-name-and-secret', wrongSecret: 'denied' });
    expect(shown(shell.type('enable\radmin\rx\r'))).toBe(
      'enable\r\nUsername: admin\r\nPassword: \r\n% Access denied\r\n\r\nR7>',
    );
  });

  test('a greeting may stop in the pager before there is a prompt', () => {
    const shell = shellOf('cisco_ios', { greeting: 'paged', motd: 'line\n'.repeat(30) });
    expect(shown(shell.greet())).toBe(`${'line\r\n'.repeat(23)} --More-- `);
    expect(shown(shell.type(' '))).toMatch(/\x08(?:line\r\n){7}R7>$/);
  });

  test('a prompt may hold a clock and a counter', () => {
    const shell = greeted('cisco_ios', { promptPrefix: '[{time}]', promptSuffix: ' {count} ' });
    expect(shown(shell.type('\r'))).toBe('\r\n[12:34:56]R7> 2 ');
  });

  test.each([
    ['line-end', '\r\nR7>'],
    ['none', 'R7>'],
    ['twice', 'terminal length 0\r\nterminal length 0\r\nR7>'],
  ] as const)('echo: %s', (echo, seen) => {
    expect(shown(greeted('cisco_ios', { echo }).type('terminal length 0\r'))).toBe(seen);
  });

  test.each([
    ['line-feed', 'terminal \r\nlength 0\r\nR7>'],
    ['space-return', 'terminal  \rlength 0\r\nR7>'],
    ['scroll', 'terminal \rR7>$nal     \b\b\b\bleng\rR7>$leng    \b\b\b\bth 0\rR7>$th 0    \b\b\b\b\r\nR7>'],
  ] as const)('an echo that reaches the edge: %s', (style, seen) => {
    const shell = greeted('cisco_ios', { wrapEcho: { column: 12, style } });
    const said = shown(shell.type('terminal length 0\r'));
    expect(said).toBe(seen);
  });

  test('a prompt may have two lines, a suffix and colours', () => {
    const behaviour = { promptPrefix: '[12:00]\n', promptSuffix: ' ', promptStyle: 'ansi' } as const;
    const shell = greeted('cisco_ios', behaviour);
    expect(shown(shell.type('\r'))).toBe(
      '\r\n\x1b[?2004l\r\x1b[?2004h\x1b]0;R7\x07\x1b[1;32m[12:00]\r\nR7> \x1b[0m\x1b[K',
    );
  });

  test('a refused paging command is an error, and the pager stays', () => {
    const shell = privileged({ pagingCommand: 'refused' });
    expect(shown(shell.type('terminal length 0\r'))).toContain(
      "\r\n            ^\r\n% Invalid input detected at '^' marker.",
    );
    expect(shown(shell.type('show run\r'))).toContain(' --More-- ');
  });

  test('half an output is printed where the device breaks off there', () => {
    const shell = privileged({ fault: { after: 'half-output', effect: 'silence' } });
    shell.type('terminal length 0\r');
    const said = shell.type('show clock\r');
    expect(shown(said)).toBe('show clock\r\n*12:34:56.789 UT');
    expect(deeds(said)).toEqual(['commands', 'fault']);
    expect(shell.type('x\r')).toEqual([]);
  });

  test('hostile outputs hold the prompt, and messages', () => {
    const files = { lines: 'line\n'.repeat(13) };
    const shell = privileged({ pageRows: 0, hostile: ['lookalike', 'syslog'] }, files);
    const lines = shown(shell.type('show file lines\r')).split('\r\n');
    expect(lines[8]).toBe('R7#');
    expect(lines[13]).toBe('R7#show version');
    expect(lines[16]).toMatch(/^\*Mar {2}1 .*%LINK-3-UPDOWN/);
  });

  test('syslog messages come after one prompt in three, and the prompt does not come again', () => {
    const shell = privileged({ hostile: ['syslog'] });
    const answers = Array.from({ length: 90 }, () => shown(shell.type('show clock\r')));
    const disturbed = answers.filter((answer) => answer.endsWith('changed state to up\r\n'));
    expect(disturbed.length).toBeGreaterThan(15);
    expect(disturbed.length).toBeLessThan(45);
  });

  test('a reply delay is a pause between the line end and the answer', () => {
    const said = greeted('cisco_ios', { replyDelayMs: 100 }).type('\r');
    expect(said).toEqual([{ type: 'text', text: `\r\n${String.fromCharCode(0xe000 + 100)}R7>` }]);
  });
});
