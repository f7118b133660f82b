import { hostname, userInfo } from 'node:os';
import { homeFolder } from './user-folders.ts';

/** What ssh_config may refer to of the machine and its user. */
export type ThisMachine = {
  readonly home: string;
  readonly localUser: string;
  readonly localHost: string;
};

export function thisMachine(env: Environment): ThisMachine {
  return { home: homeFolder(env), localUser: nameOfUser(env), localHost: hostname() };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A container may run under a number that has no name. */
function nameOfUser(env: Environment): string {
  try {
    return userInfo().username;
  } catch {
    return env.USER || 'user';
  }
}
