import type { Platform } from '../../platforms/platform.ts';
import type { Answer, Command, Facts, Transcript } from '../transcript.ts';

/** What one kind of device says in its own words. `{name}` and `{user}` stand for the host and the login name. */
export type DeviceWords = {
  /** Start of the host names. */
  readonly prefix: string;
  /** Software version that the SSH server names. */
  readonly ident: string;
  /** What is printed before the first prompt. */
  readonly greeting: string;
  /** Prompt of each mode that is played, by the platform's names; a login ends in the first. */
  readonly prompts: Readonly<Record<string, string>>;
  /** The question for the secret, where there is one. */
  readonly secretPrompt: string;
  /** The command that prints a few lines about the device. */
  readonly version: string;
  /** The first lines of what that command prints; absent: the platform's title. */
  readonly about?: string;
  /** The command whose output takes several pages. */
  readonly long: string;
  /** The command that leads to the mode in which the device is configured; undefined: it is not played. */
  readonly configure: { readonly command: string; readonly mode: string } | undefined;
  /** What a wrong command is answered with. `{line}`: all that was typed; `{word}`: its first word; `{caret}`: blanks up to the place and `^`. */
  readonly refusal: string;
  /** The pager's question; absent: the device does not page. */
  readonly pager?: string;
};

/**
 * The transcript of a device that behaves as its platform's data say, in the device's words: the commands of the
 * opening, the way to the privileged mode with its question, a short and a long output, a refusal, and the logout.
 */
export function transcriptOf(platform: Platform, words: DeviceWords): Transcript {
  const [loginMode = ''] = Object.keys(words.prompts);
  return {
    ident: words.ident,
    namePrefix: words.prefix,
    greeting: (facts) => fillIn(words.greeting, facts),
    prompts: Object.fromEntries(
      Object.entries(words.prompts).map(([mode, prompt]) => [mode, (facts) => fillIn(prompt, facts)]),
    ),
    loginMode,
    elevation: {
      mode: platform.privileged ?? loginMode,
      prompt: (facts) => fillIn(words.secretPrompt, facts),
      wrong: '',
      wrongPauseMs: 0,
      tries: 3,
      refused: '% Access denied\n',
    },
    commands: commandsOf(platform, words, loginMode),
    words: 'exact',
    refusal: (reading, line, promptWidth) => {
      const at = reading.type === 'unknown' ? reading.at : line.length;
      const [word = ''] = line.trim().split(' ');
      const text = words.refusal
        .replace('{line}', line.trimEnd())
        .replace('{word}', word)
        .replace('{caret}', `${' '.repeat(promptWidth + at)}^`);
      return { text, status: 1 };
    },
    ...(words.pager === undefined ? {} : { pager: pagerOf(words.pager) }),
    lineFeed: 'after-cr-ignored',
    keys: {},
    interrupted: '\n',
    exitStatus: 'kept',
    afterLogout: 'connection-closed',
  };
}

function commandsOf(platform: Platform, words: DeviceWords, loginMode: string): readonly Command[] {
  const modes = Object.keys(words.prompts);
  const working = platform.privileged ?? loginMode;
  const { configure } = words;
  return [
    ...platform.prepare.flatMap(({ command, purpose, mode, otherwise }): readonly Command[] => {
      const answer: Answer = purpose === 'paging' ? { type: 'page-rows', rows: 0 } : print('');
      const where = modes.filter((one) => mode === undefined || one === mode);
      const lines = otherwise === undefined ? [command] : [command, otherwise];
      return where.length === 0 ? [] : lines.map((syntax) => ({ syntax, modes: where, answer }));
    }),
    ...(platform.hiddenPrivileges ?? []).map(
      ({ mode, command }): Command => ({ syntax: command, modes: [mode], answer: { type: 'elevate' } }),
    ),
    ...Object.entries(platform.modes).flatMap(([mode, { enter, leave }]): Command[] => [
      ...(enter ? [{ syntax: enter.command, modes: [enter.mode], answer: entering(platform, mode) }] : []),
      ...(leave
        ? [
            {
              syntax: leave.command,
              modes: [mode],
              answer: { type: 'change-mode', mode: leave.mode } as const,
            },
          ]
        : []),
    ]),
    ...(configure
      ? [
          {
            syntax: configure.command,
            modes: [working],
            answer: { type: 'change-mode', mode: configure.mode } as const,
          },
        ]
      : []),
    {
      syntax: words.version,
      modes,
      answer: (facts) => print(versionText(words.about ?? platform.title, facts)),
    },
    { syntax: words.long, modes: [working], answer: (facts) => print(longText(facts)) },
    {
      syntax: 'show file <name...>',
      modes,
      answer: ({ file }, [name = '']) => {
        const output = file(name);
        return output === undefined ? { type: 'unfit', value: name } : { type: 'replay', output };
      },
    },
    ...(modes.includes(configure?.mode ?? '') &&
    platform.modes[configure?.mode ?? '']?.leave?.command === platform.logout
      ? [
          {
            syntax: platform.logout,
            modes: modes.filter((mode) => mode !== configure?.mode),
            answer: LOG_OUT,
          },
        ]
      : [{ syntax: platform.logout, modes, answer: LOG_OUT }]),
  ];
}

/** The way into a mode: with the secret where one is asked for. */
function entering(platform: Platform, mode: string): Answer {
  const asks = platform.modes[mode]?.enter?.secretPrompt !== undefined;
  return asks && mode === platform.privileged ? { type: 'elevate' } : { type: 'change-mode', mode };
}

function versionText(about: string, { name, index }: Facts): string {
  return `${about}\nSystem name : ${name}\nSerial number : LAB${String(index).padStart(7, '0')}\n`;
}

/** Long enough for three pages of a terminal with 24 rows. */
function longText({ name, index }: Facts): string {
  const lines = Array.from({ length: 60 }, (_, at) => {
    const port = at + 1;
    return `port ${port} of ${name}\n   address 10.${index % 256}.${port}.1/24, link is ${port % 3 === 0 ? 'down' : 'up'}\n`;
  });
  return lines.join('');
}

const LOG_OUT = { type: 'log-out' } as const;

function print(output: string): Answer {
  return { type: 'print', output };
}

function pagerOf(text: string): NonNullable<Transcript['pager']> {
  return { rows: 24, text, erase: `\r${' '.repeat(text.length)}\r` };
}

function fillIn(text: string, { name, username }: Facts): string {
  return text.replaceAll('{name}', name).replaceAll('{user}', username);
}
