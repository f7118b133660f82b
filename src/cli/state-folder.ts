import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where netrun keeps what it remembers between runs, as the XDG Base Directory Specification says. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  return (
    env.NETRUN_STATE_DIR ||
    join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'netrun')
  );
}
