import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { UsageError } from '../model/usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The user's home folder.
 * @throws UsageError where there is none: a container or a service may run under a number that nobody has
 */
export function homeFolder(env: Environment): string {
  if (env.HOME) return env.HOME;
  try {
    return homedir();
  } catch {
    throw new UsageError([
      { message: 'this user has no home folder: set HOME to the folder that netrun is to take for it' },
    ]);
  }
}

/** A folder of the user's for one purpose, as the XDG Base Directory Specification says. */
export function xdgFolder(purpose: keyof typeof XDG, env: Environment): string {
  const { variable, usual } = XDG[purpose];
  const named = env[variable];
  // By the specification others do not count.
  return named && isAbsolute(named) ? named : join(homeFolder(env), usual);
}

const XDG = {
  config: { variable: 'XDG_CONFIG_HOME', usual: '.config' },
  state: { variable: 'XDG_STATE_HOME', usual: join('.local', 'state') },
} as const;
