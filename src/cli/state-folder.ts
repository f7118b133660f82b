import { join } from 'node:path';
import { xdgFolder } from '../access/user-folders.ts';

/** Where netrun keeps what it remembers between runs, as the XDG Base Directory Specification says. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  return env.NETRUN_STATE_DIR || join(xdgFolder('state', env), 'netrun');
}
