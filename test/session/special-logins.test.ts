import { describe, expect, test } from 'vitest';
import { failure, fine, play, summary } from './play.ts';
import { type Answer, type Conversation, commandLine, deaf, KEY, readLine, WAYS } from './scripted-device.ts';

const LINES = 'first\n  second\n';
const SECRET = 's3cret';

describe('a switch whose `enable` asks for a user name before the secret', () => {
  /** What comes of a wrong one: it asks anew, or it prompts again. */
  function procurve(wrong: 'asks-anew' | 'prompts'): Conversation {
    let level = '>';
    function* enable(): Conversation {
      yield 'Username: ';
      const name = yield* readLine();
      yield 'Password: ';
      const given = yield* readLine(() => '\r\n');
      if (name === 'netops' && given === SECRET) level = '#';
      else {
        yield 'Invalid password\r\n';
        if (wrong === 'asks-anew') yield* enable();
      }
    }
    return commandLine({
      greeting: 'HP J9729A\n',
      prompt: () => `sw1${level} `,
      answer: (line): Answer => (line === 'enable' ? enable : line === 'show it' ? LINES : ''),
    });
  }

  for (const way of WAYS) {
    test(`gets the name of the login, then the secret, ${way.title}`, async () => {
      const played = await play(procurve('prompts'), { platform: 'hp_procurve', secret: SECRET, way });
      expect(summary(played)).toEqual(fine([LINES]));
      expect(played.typed).toContain(`enable\rnetops\r${SECRET}\r`);
    });

    for (const wrong of ['asks-anew', 'prompts'] as const) {
      test(`gets a wrong secret once (it ${wrong}), ${way.title}`, async () => {
        const played = await play(procurve(wrong), { platform: 'hp_procurve', secret: 'wrong', way });
        expect(failure(played)).toMatchObject({ kind: 'enable', message: 'the secret was rejected' });
        expect(played.typed.endsWith('enable\rnetops\rwrong\r')).toBe(true);
        expect(played.replies).toEqual([]);
      });
    }
  }
});

describe('a shell that asks for a login of its own', () => {
  /** A wireless controller, in its own words. */
  function wlc(): Conversation {
    return (function* (): Conversation {
      for (;;) {
        yield '\r\n(Cisco Controller) \r\nUser: ';
        const name = yield* readLine();
        yield 'Password:';
        const given = yield* readLine(() => '\r\n');
        if (name === 'netops' && given === 'Lab-pass1') break;
      }
      yield* commandLine({
        greeting: '',
        prompt: () => '(Cisco Controller) >',
        answer: (line) => (line === 'show it' ? LINES : ''),
      });
    })();
  }

  test('gets both once, each after its question', async () => {
    for (const way of WAYS) {
      const played = await play(wlc(), { platform: 'cisco_wlc', way });
      expect(summary(played)).toEqual(fine([LINES]));
      expect(played.typed.startsWith('netops\rLab-pass1\r')).toBe(true);
    }
  });

  test('is told nothing more when it asks again', async () => {
    const script = function* (): Conversation {
      for (;;) {
        yield '\r\nUser Name:';
        yield* readLine();
        yield 'Password:';
        yield* readLine(() => '\r\n');
      }
    };
    const played = await play(script(), { platform: 'cisco_s300' });
    expect(failure(played)).toMatchObject({ kind: 'auth' });
    expect(failure(played)?.retry).toBeUndefined();
    expect(played.typed).toBe('netops\rLab-pass1\r');
  });

  test('of a SmartAX is known by its own words', async () => {
    const script = function* (): Conversation {
      yield '\r\n>>User name:';
      yield* readLine();
      yield '>>User password:';
      yield* readLine(() => '\r\n');
      yield* deaf();
    };
    const played = await play(script(), { platform: 'huawei_smartax' });
    expect(played.typed.trimEnd()).toBe('netops\rLab-pass1');
  });
});

test("Junos: root's login ends in a shell, from which `cli` leads on", async () => {
  for (const way of WAYS) {
    let isInShell = true;
    const script = commandLine({
      greeting: '--- JUNOS 21.4R1.12 Kernel 64-bit\n',
      prompt: () => (isInShell ? 'root@r1:~ # ' : 'root@r1> '),
      answer: (line) => {
        if (line === 'cli') isInShell = false;
        if (line === 'show it') return isInShell ? 'show: Command not found.\n' : LINES;
        return '';
      },
    });
    const played = await play(script, { platform: 'juniper_junos', way });
    expect(summary(played)).toEqual(fine([LINES]));
    expect(played.typed).toContain('cli\rset cli ');
  }
});

test('ASA: the prompt is known in every context', async () => {
  for (const way of WAYS) {
    let context = '/admin';
    const script = commandLine({
      greeting: 'Type help or ? for a list of available commands.\n',
      prompt: () => `fw1/act/pri${context}# `,
      answer: (line) => {
        if (line === 'changeto context CUSTOMER-A') context = '/CUSTOMER-A';
        else if (line === 'changeto system') context = '';
        else if (line === 'show it') return `${context}\n${LINES}`;
        return '';
      },
    });
    const commands = ['show it', 'changeto context CUSTOMER-A', 'show it', 'changeto system', 'show it'];
    const played = await play(script, { platform: 'cisco_asa', commands, way });
    expect(summary(played)).toEqual(
      fine([`/admin\n${LINES}`, '', `/CUSTOMER-A\n${LINES}`, '', `\n${LINES}`]),
    );
    expect(played.endedAtMs).toBeLessThan(5000);
  }
});

test('SmartAX: what pops up where a command could go on gets an Enter, and is no output', async () => {
  for (const way of WAYS) {
    const script = commandLine({
      greeting: '',
      prompt: () => 'MA5600T#',
      answer: (line): Answer => {
        if (line === 'undo smart') return '';
        if (line !== 'display it') return '';
        return function* (): Conversation {
          yield '{ <cr>|frameid/slotid<S><Length 1-15> }:';
          while ((yield KEY) !== '\r');
          yield `\r\n\r\n  Command:\r\n          display it\r\n${LINES.replaceAll('\n', '\r\n')}`;
        };
      },
    });
    const played = await play(script, { platform: 'huawei_smartax', commands: ['display it'], way });
    expect(played.outcome).toMatchObject({ status: 'ok' });
    expect(played.outputs[0]).toContain(LINES);
    expect(played.outputs[0]).not.toContain('<cr>');
  }
});

test('Gaia: where a login ends in the expert shell, `clish` leads on', async () => {
  let isExpert = true;
  const script = commandLine({
    greeting: '',
    prompt: () => (isExpert ? '[Expert@gw1:0]# ' : 'gw1> '),
    answer: (line) => {
      if (line === 'clish') isExpert = false;
      return line === 'show it' ? LINES : '';
    },
  });
  const played = await play(script, { platform: 'checkpoint_gaia' });
  expect(summary(played)).toEqual(fine([LINES]));
});
