import type { AlgorithmChanges, AlgorithmKind } from '../model/login.ts';
import { type Problem, UsageError } from '../model/usage-error.ts';
import { matchesList } from './host-patterns.ts';
import { type ConfigFile, type ConfigLine, readConfigLines, wordsOf } from './ssh-config-lines.ts';
import { expandTokens } from './tokens.ts';

/** What ~/.ssh/config and its like say of one host; absent: nothing. */
export type SshConfigOptions = {
  /** Where to connect to. */
  readonly hostName: string;
  readonly user?: string;
  readonly port?: number;
  /** As they stand there: with `~` and tokens. */
  readonly identityFiles: readonly string[];
  readonly identitiesOnly?: boolean;
  /** As it stands there; `none`: no agent, `SSH_AUTH_SOCK` and `$NAME`: what that variable says. */
  readonly identityAgent?: string;
  /** With commas between the hops; `none` where that is said. */
  readonly proxyJump?: string;
  /** With its tokens; `none` where that is said. */
  readonly proxyCommand?: string;
  /** As they stand there. */
  readonly userKnownHostsFiles?: readonly string[];
  readonly strictHostKeyChecking?: HostKeyChecking;
  readonly hostKeyAlias?: string;
  readonly algorithms: AlgorithmChanges;
};

type HostKeyChecking = 'yes' | 'accept-new' | 'ask' | 'no';

/** What a lookup depends on besides the files. */
export type Surroundings = {
  /** The user's name on this machine. */
  readonly localUser: string;
  /** Runs the command of a `Match exec` and says whether it succeeded; absent: such a line matches nothing. */
  readonly exec?: (command: string) => boolean;
  /** Why commands of a file are not to be run: somebody else could have written it; absent: they all are. */
  readonly whyForeign?: (file: string) => string | undefined;
};

/** The files of ssh_config(5) that count, read once. */
export interface SshConfig {
  /**
   * What they say of a host; of each keyword the first value counts, as ssh does it.
   * @param host as the user calls it
   * @param user who is to log in, where that is known already
   */
  lookUp(host: string, user?: string): SshConfigOptions;
  /** Every host that they name without a pattern, in their order. */
  readonly hosts: readonly string[];
}

/**
 * Reads the files of ssh_config(5), the ones that count first, with all that they include.
 * @throws UsageError with everything in them that cannot be used
 */
export function readSshConfig(files: readonly ConfigFile[], surroundings: Surroundings): SshConfig {
  const problems: Problem[] = [];
  const contents = files.map((file) => read(file, problems));
  for (const lines of contents) check(lines, surroundings, problems);
  if (problems.length > 0) throw new UsageError(problems);
  return {
    lookUp(host, user) {
      const state: State = {
        host,
        values: new Map(user === undefined ? [] : [['user', user]]),
        identityFiles: [],
        wantsFinalPass: false,
        finalHost: undefined,
        surroundings,
      };
      for (const lines of contents) apply(lines, state, true, { mayMatch: true });
      if (state.wantsFinalPass) {
        state.finalHost = hostNameOf(state);
        for (const lines of contents) apply(lines, state, true, { mayMatch: true });
      }
      return optionsOf(state);
    },
    hosts: [...new Set(contents.flatMap(hostsOf))],
  };
}

type State = {
  readonly host: string;
  /** By keyword, the first value that counted. */
  readonly values: Map<string, string>;
  readonly identityFiles: string[];
  wantsFinalPass: boolean;
  /** In the second pass, that a `Match final` asks for, where the first one leads to. */
  finalHost: string | undefined;
  readonly surroundings: Surroundings;
};

/** Keywords with one value, and whether that is the whole rest of the line or its first word. */
const SINGLE: Readonly<Record<string, 'word' | 'rest'>> = {
  hostname: 'word',
  user: 'word',
  port: 'word',
  identitiesonly: 'word',
  identityagent: 'word',
  userknownhostsfile: 'rest',
  stricthostkeychecking: 'word',
  hostkeyalias: 'word',
  kexalgorithms: 'word',
  hostkeyalgorithms: 'word',
  ciphers: 'word',
  macs: 'word',
};

const ALGORITHM_KEYWORDS: Readonly<Record<AlgorithmKind, string>> = {
  kex: 'kexalgorithms',
  hostKey: 'hostkeyalgorithms',
  cipher: 'ciphers',
  mac: 'macs',
};

const YES_NO: Readonly<Record<string, boolean>> = { yes: true, true: true, no: false, false: false };

const CHECKING: Readonly<Record<string, HostKeyChecking>> = {
  yes: 'yes',
  true: 'yes',
  'accept-new': 'accept-new',
  ask: 'ask',
  no: 'no',
  false: 'no',
  off: 'no',
};

function read(file: ConfigFile, problems: Problem[]): readonly ConfigLine[] {
  try {
    return readConfigLines(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    problems.push({ file: file.path, message: `cannot be read: ${why}; -F none does without it` });
    return [];
  }
}

/** Values that mean nothing, wherever they stand; keywords that netrun does not need may say what they like. */
function check(lines: readonly ConfigLine[], surroundings: Surroundings, problems: Problem[]): void {
  for (const { keyword, words, file, line, included } of lines) {
    const [value = ''] = words;
    const wrong = (what: string) =>
      problems.push({ file, line, message: `${JSON.stringify(value)} is no ${what}` });
    if (keyword === 'port' && !(/^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535))
      wrong('port; write a number from 1 to 65535');
    if (keyword === 'identitiesonly' && !Object.hasOwn(YES_NO, value.toLowerCase()))
      wrong('answer to IdentitiesOnly; write yes or no');
    if (keyword === 'stricthostkeychecking' && !Object.hasOwn(CHECKING, value.toLowerCase()))
      wrong('way of StrictHostKeyChecking; write yes, accept-new, ask or no');
    const command = commandIn(keyword, words, surroundings);
    const why = command === undefined ? undefined : surroundings.whyForeign?.(file);
    if (why !== undefined) {
      const wayOut = '--allow-commands-from-inventory runs it all the same';
      problems.push({ file, line, message: `${command} is not run, since this file ${why}; ${wayOut}` });
    }
    for (const one of included) check(one, surroundings, problems);
  }
}

/** What of a line would be run. */
function commandIn(keyword: string, words: readonly string[], { exec }: Surroundings): string | undefined {
  if (keyword === 'proxycommand' && words[0]?.toLowerCase() !== 'none') return 'ProxyCommand';
  return keyword === 'match' && exec && words.some((word) => word.toLowerCase() === 'exec')
    ? 'Match exec'
    : undefined;
}

/** @param active the block in which the lines begin counts for the host */
function apply(
  lines: readonly ConfigLine[],
  state: State,
  active: boolean,
  { mayMatch }: { mayMatch: boolean },
): void {
  let isActive = active;
  for (const line of lines) {
    if (line.keyword === 'host')
      isActive = mayMatch && matchesList(line.words, state.finalHost ?? state.host);
    else if (line.keyword === 'match') isActive = matches(line.rest, state) && mayMatch;
    else if (line.keyword === 'include') {
      // Blocks of an included file end with it.
      for (const included of line.included) apply(included, state, isActive, { mayMatch: isActive });
    } else if (isActive) take(line, state);
  }
}

function take({ keyword, words, rest }: ConfigLine, { values, identityFiles }: State): void {
  const [word] = words;
  const isCommand = keyword === 'proxycommand';
  const jump = values.get('proxyjump');
  if (keyword === 'identityfile') {
    if (word !== undefined && !identityFiles.includes(word)) identityFiles.push(word);
    return;
  }
  // Of these two only the first counts, whichever it is; but ssh takes a command after `ProxyJump none`.
  if (keyword === 'proxyjump' || keyword === 'proxycommand') {
    if (values.has('proxycommand') || (values.has('proxyjump') && !(isCommand && jump === 'none'))) return;
    const text = isCommand ? rest : rest.replace(/#.*$/, '').trim();
    values.set(keyword, text.toLowerCase() === 'none' ? 'none' : text);
    return;
  }
  const value = SINGLE[keyword] === 'rest' ? rest : word;
  if (SINGLE[keyword] !== undefined && value !== undefined && !values.has(keyword))
    values.set(keyword, value);
}

/** Do the conditions of a Match line hold? */
function matches(rest: string, state: State): boolean {
  const { values, surroundings } = state;
  const words = [...rest.matchAll(/"([^"]*)"|(#)|([^\s="]+)/g)].map(
    ([, quoted, comment, plain]) => quoted ?? comment ?? plain ?? '',
  );
  const end = words.indexOf('#');
  const conditions = (end < 0 ? words : words.slice(0, end)).values();
  const subjects: Readonly<Record<string, () => string>> = {
    host: () => hostNameOf(state),
    originalhost: () => state.host.toLowerCase(),
    user: () => values.get('user') ?? surroundings.localUser,
    localuser: () => surroundings.localUser,
  };
  let holds = true;
  for (const condition of conditions) {
    const name = condition.replace(/^!/, '').toLowerCase();
    const isNegated = condition.startsWith('!');
    let isTrue: boolean;
    if (name === 'all') isTrue = true;
    else if (name === 'canonical' || name === 'final') {
      state.wantsFinalPass ||= name === 'final';
      isTrue = state.finalHost !== undefined;
    } else {
      const { value: pattern = '' } = conditions.next();
      const subject = subjects[name];
      const list = name.endsWith('host') ? pattern.toLowerCase() : pattern;
      // A command is no business of someone who only asks for a host's port.
      if (name === 'exec') isTrue = holds && surroundings.exec?.(commandOf(pattern, state)) === true;
      else isTrue = subject !== undefined && matchesList(list.split(','), subject());
    }
    if (isTrue === isNegated) holds = false;
  }
  return holds;
}

/** A command with the tokens that are known by then; ssh knows some more. */
function commandOf(pattern: string, state: State): string {
  const { values, host, surroundings } = state;
  const tokens = {
    h: hostNameOf(state),
    n: host,
    p: values.get('port') ?? '22',
    r: values.get('user') ?? surroundings.localUser,
    u: surroundings.localUser,
  };
  return expandTokens(pattern, tokens) ?? 'false';
}

/** Where the lines so far lead to. */
function hostNameOf({ values, host, finalHost }: State): string {
  const text = values.get('hostname')?.replaceAll(/%([%h])/g, (_, token) => (token === 'h' ? host : '%'));
  return finalHost ?? (text ?? host).toLowerCase();
}

function optionsOf(state: State): SshConfigOptions {
  const { values, identityFiles } = state;
  const get = (keyword: string) => values.get(keyword);
  const knownHosts = get('userknownhostsfile');
  const lists = Object.entries(ALGORITHM_KEYWORDS).flatMap(([kind, keyword]) => {
    const names = get(keyword);
    return names === undefined ? [] : [[kind, names]];
  });
  const options: { [Name in keyof SshConfigOptions]: SshConfigOptions[Name] | undefined } = {
    hostName: hostNameOf(state),
    user: get('user'),
    port: values.has('port') ? Number(get('port')) : undefined,
    identityFiles,
    identitiesOnly: YES_NO[get('identitiesonly')?.toLowerCase() ?? ''],
    identityAgent: get('identityagent'),
    proxyJump: get('proxyjump'),
    proxyCommand: get('proxycommand'),
    userKnownHostsFiles: knownHosts === undefined ? undefined : wordsOf(knownHosts),
    strictHostKeyChecking: CHECKING[get('stricthostkeychecking')?.toLowerCase() ?? ''],
    hostKeyAlias: get('hostkeyalias'),
    algorithms: Object.fromEntries(lists),
  };
  // Entries forget which value belongs to which name; hostName, identityFiles and algorithms are never undefined.
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as SshConfigOptions;
}

function hostsOf(lines: readonly ConfigLine[]): string[] {
  return lines.flatMap(({ keyword, words, included }) =>
    keyword === 'host' ? words.filter((word) => !/[*?!]/.test(word)) : included.flatMap(hostsOf),
  );
}
