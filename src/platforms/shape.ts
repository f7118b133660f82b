import type { Platform } from './platform.ts';
import { WORDS } from './words.ts';

/** How a value of some type is written in YAML. The compiler holds the shape of a platform equal to its type. */
export type Shape<T> = [T] extends [RegExp]
  ? PatternShape
  : [T] extends [boolean]
    ? SwitchShape
    : [T] extends [number]
      ? NumberShape
      : [T] extends [string]
        ? string extends T
          ? TextShape
          : ChoiceShape<T>
        : [T] extends [readonly (infer Item)[]]
          ? { readonly kind: 'list'; readonly of: Shape<Item> }
          : string extends keyof T
            ? { readonly kind: 'map'; readonly of: Shape<T[keyof T]> }
            : { readonly kind: 'record'; readonly fields: { readonly [Key in keyof T]-?: Field<T, Key> } };

/** One key of a record. */
type Field<T, Key extends keyof T> = {
  /** What it says, for people; the beginning of a sentence. */
  readonly about: string;
  /** `may-be-none`: it is always there in the type, and undefined where there is none. */
  readonly need: undefined extends T[Key] ? 'optional' | 'may-be-none' : 'required';
  readonly shape: Shape<Exclude<T[Key], undefined>>;
};

type PatternShape = {
  readonly kind: 'pattern';
  /** `prompt`: a whole line with the group `name`. `line`: in an unfinished line. `start`: at the start of a line. `text`: anywhere. */
  readonly of: 'prompt' | 'line' | 'start' | 'text';
};
type SwitchShape = { readonly kind: 'switch' };
type NumberShape = { readonly kind: 'number'; readonly from: number; readonly to: number };
/** `line`: it is typed as one line. `keys`: it may hold control characters. `mode`: one of the platform's modes. */
type TextShape = { readonly kind: 'text'; readonly of: 'line' | 'keys' | 'mode' };
type ChoiceShape<T> = { readonly kind: 'choice'; readonly of: readonly T[] };

/** Any shape, for what walks through them. */
export type AnyShape =
  | PatternShape
  | SwitchShape
  | NumberShape
  | TextShape
  | ChoiceShape<string>
  | { readonly kind: 'list'; readonly of: AnyShape }
  | { readonly kind: 'map'; readonly of: AnyShape }
  | RecordShape;

export type RecordShape = {
  readonly kind: 'record';
  readonly fields: Readonly<Record<string, AnyField>>;
};

type AnyField = {
  readonly about: string;
  readonly need: 'required' | 'optional' | 'may-be-none';
  readonly shape: AnyShape;
};

const LINE = { kind: 'text', of: 'line' } as const;
const MODE = { kind: 'text', of: 'mode' } as const;
const LINES = { kind: 'list', of: LINE } as const;
const TEXT_PATTERNS = { kind: 'list', of: { kind: 'pattern', of: 'text' } } as const;

const MODE_CHANGE = {
  kind: 'record',
  fields: {
    mode: {
      about: 'the mode in which the command is given, or to which it leads',
      need: 'required',
      shape: MODE,
    },
    command: { about: 'what is typed', need: 'required', shape: LINE },
    secretPrompt: {
      about: 'the question for the secret, where there is one; it is answered once',
      need: 'optional',
      shape: { kind: 'pattern', of: 'line' },
    },
    usernamePrompt: {
      about: "the question for a user name on the way, answered with the login's",
      need: 'optional',
      shape: { kind: 'pattern', of: 'line' },
    },
    already: {
      about: 'the refusal that says that one is there already',
      need: 'optional',
      shape: { kind: 'pattern', of: 'line' },
    },
  },
} as const;

const ALGORITHMS = { kind: 'list', of: LINE } as const;

/** How a platform is written in YAML: the keys, what they say, and what their values may be. */
export const PLATFORM_SHAPE = {
  kind: 'record',
  fields: {
    title: { about: 'vendor and system, for people', need: 'required', shape: LINE },
    modes: {
      about: 'the levels of the command line by name, in the order in which a prompt is looked up',
      need: 'required',
      shape: {
        kind: 'map',
        of: {
          kind: 'record',
          fields: {
            prompt: {
              about:
                'the whole last line in this mode; (?<name>…) is the part that stays the same in all modes',
              need: 'required',
              shape: { kind: 'pattern', of: 'prompt' },
            },
            enter: {
              about: 'how one gets here from another mode; without it a login may end here',
              need: 'optional',
              shape: MODE_CHANGE,
            },
            leave: { about: 'how one gets back out of it', need: 'optional', shape: MODE_CHANGE },
          },
        },
      },
    },
    privileged: {
      about:
        'the mode in which commands run where privilege is asked for; none: they run where the login ends',
      need: 'may-be-none',
      shape: MODE,
    },
    enable: {
      about:
        'when the privileged mode is entered: by default, where a secret is given (or with --enable), or never',
      need: 'required',
      shape: { kind: 'choice', of: ['always', 'with-secret', 'never'] },
    },
    hiddenPrivileges: {
      about: 'privileges that the prompt does not show, entered where a secret is given',
      need: 'optional',
      shape: { kind: 'list', of: MODE_CHANGE },
    },
    shellLogin: {
      about: 'what the shell itself asks for, where SSH lets everyone in',
      need: 'optional',
      shape: {
        kind: 'record',
        fields: {
          username: {
            about: 'the question for the user name',
            need: 'required',
            shape: { kind: 'pattern', of: 'line' },
          },
          password: {
            about: 'the question for the password',
            need: 'required',
            shape: { kind: 'pattern', of: 'line' },
          },
        },
      },
    },
    prepare: {
      about: 'commands that make outputs exact and hold for the session only, such as terminal length 0',
      need: 'required',
      shape: {
        kind: 'list',
        of: {
          kind: 'record',
          fields: {
            command: { about: 'what is typed', need: 'required', shape: LINE },
            purpose: {
              about: 'what it is for',
              need: 'required',
              shape: { kind: 'choice', of: ['paging', 'width'] },
            },
            mode: { about: 'the mode in which it exists; without it: all', need: 'optional', shape: MODE },
            otherwise: {
              about: 'what is typed in its place where it is refused',
              need: 'optional',
              shape: LINE,
            },
          },
        },
      },
    },
    enter: {
      about: 'what ends a line that is typed',
      need: 'required',
      shape: { kind: 'choice', of: ['\r', '\n', '\r\n'] },
    },
    terminal: {
      about: 'the terminal that is asked for',
      need: 'required',
      shape: {
        kind: 'record',
        fields: {
          type: { about: 'its name in terminfo', need: 'required', shape: LINE },
          columns: {
            about: 'letters in a line',
            need: 'required',
            shape: { kind: 'number', from: 20, to: 10_000 },
          },
          rows: {
            about: 'lines of a page',
            need: 'required',
            shape: { kind: 'number', from: 5, to: 10_000 },
          },
        },
      },
    },
    pagers: {
      about: 'how the device asks for the next page, and other questions that always have the same answer',
      need: 'required',
      shape: {
        kind: 'list',
        of: {
          kind: 'record',
          fields: {
            pattern: {
              about: 'the unfinished line that asks',
              need: 'required',
              shape: { kind: 'pattern', of: 'line' },
            },
            answer: {
              about: 'the keys that answer it',
              need: 'required',
              shape: { kind: 'text', of: 'keys' },
            },
            isVague: {
              about:
                'true: lines of outputs begin like it, so it counts only when the device says nothing more',
              need: 'optional',
              shape: { kind: 'switch' },
            },
          },
        },
      },
    },
    question: {
      about: 'the unfinished line when the device asks for a decision',
      need: 'required',
      shape: { kind: 'pattern', of: 'line' },
    },
    keyQuestion: {
      about: 'questions that take a single key, without an Enter',
      need: 'optional',
      shape: { kind: 'pattern', of: 'line' },
    },
    slow: {
      about: 'commands that may say nothing for minutes',
      need: 'optional',
      shape: { kind: 'pattern', of: 'text' },
    },
    refusals: {
      about: 'starts of lines by which the device says that it refused a command',
      need: 'required',
      shape: { kind: 'list', of: { kind: 'pattern', of: 'start' } },
    },
    typeAhead: {
      about: 'true: the device reads lines that were typed before its prompt, one after the other',
      need: 'required',
      shape: { kind: 'switch' },
    },
    readOnly: {
      about: 'commands that change nothing, and so run without asking',
      need: 'required',
      shape: {
        kind: 'record',
        fields: {
          commands: {
            about: 'the first words of each; sh[ow] is sh, sho and show, and * any words',
            need: 'required',
            shape: LINES,
          },
          unless: {
            about: 'what makes a command write in spite of them, such as a redirection to a file',
            need: 'required',
            shape: TEXT_PATTERNS,
          },
        },
      },
    },
    dangerous: {
      about: 'commands that ask before they run, where all others do not; written as in readOnly',
      need: 'optional',
      shape: LINES,
    },
    words: {
      about: "this platform's command for each word, such as @version",
      need: 'required',
      shape: {
        kind: 'record',
        fields: {
          'running-config': word('running-config'),
          version: word('version'),
          interfaces: word('interfaces'),
          neighbors: word('neighbors'),
          inventory: word('inventory'),
          routes: word('routes'),
          mac: word('mac'),
          arp: word('arp'),
        },
      },
    },
    save: { about: 'the command that saves the configuration', need: 'may-be-none', shape: LINE },
    secrets: {
      about: 'secrets in outputs: the group part of each, or all that matches',
      need: 'required',
      shape: TEXT_PATTERNS,
    },
    volatile: {
      about: 'what changes by itself in outputs, such as clocks and counters; written as secrets are',
      need: 'required',
      shape: TEXT_PATTERNS,
    },
    hasModernSsh: {
      about: 'true: its SSH server is renewed with the system, and is offered nothing that needs SHA-1',
      need: 'optional',
      shape: { kind: 'switch' },
    },
    legacyAlgorithms: {
      about: 'old algorithms that these devices need, offered last',
      need: 'optional',
      shape: {
        kind: 'record',
        fields: {
          kex: { about: 'key exchange', need: 'optional', shape: ALGORITHMS },
          hostKey: { about: 'host keys', need: 'optional', shape: ALGORITHMS },
          cipher: { about: 'ciphers', need: 'optional', shape: ALGORITHMS },
          mac: { about: 'message authentication', need: 'optional', shape: ALGORITHMS },
        },
      },
    },
    helpKey: {
      about: 'the last character of a line that prints help at once, without an Enter',
      need: 'optional',
      shape: { kind: 'text', of: 'line' },
    },
    eraseLine: {
      about: 'how the line that help leaves behind is taken back, where that is not Ctrl-U',
      need: 'optional',
      shape: { kind: 'choice', of: ['ctrl-x', 'backspaces'] },
    },
    usernameSuffix: {
      about: 'what stands behind the user name when one logs in and belongs to the terminal',
      need: 'optional',
      shape: LINE,
    },
    loginAnswers: {
      about: 'what the login itself asks besides name and password, and the answer that it always gets',
      need: 'optional',
      shape: {
        kind: 'list',
        of: {
          kind: 'record',
          fields: {
            question: { about: 'the question', need: 'required', shape: { kind: 'pattern', of: 'line' } },
            answer: { about: 'what is answered', need: 'required', shape: LINE },
          },
        },
      },
    },
    exec: {
      about: 'true: a single command runs as a program of its own (SSH exec), and its exit status counts',
      need: 'optional',
      shape: { kind: 'switch' },
    },
    logout: { about: 'the command that ends the session', need: 'required', shape: LINE },
  },
} as const satisfies Shape<Platform>;

function word(name: keyof typeof WORDS) {
  return { about: WORDS[name], need: 'optional', shape: LINE } as const;
}
