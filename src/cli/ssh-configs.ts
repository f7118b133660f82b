import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { whyNotOurs } from '../access/file-safety.ts';
import { runMatchExec } from '../access/match-exec.ts';
import { readSshConfig, type SshConfig } from '../access/ssh-config.ts';
import { expandPath } from '../access/tokens.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Io } from './io.ts';
import type { RunOptions } from './options.ts';
import type { ThisMachine } from './this-machine.ts';

/**
 * The files of ssh_config(5) that count, each read once, when it is needed.
 * @param programs the environment of what they run
 * @returns takes the file that the inventory names for a device; throws UsageError where one cannot be used
 */
export function sshConfigs(
  options: Pick<RunOptions, 'sshConfig' | 'sshConfigExec' | 'allowCommandsFromInventory'>,
  { home, localUser }: ThisMachine,
  programs: Io['env'],
): (file: string | undefined) => SshConfig {
  const { sshConfig, sshConfigExec, allowCommandsFromInventory } = options;
  const uid = process.getuid?.();
  const known = new Map<string | undefined, SshConfig>();
  const folder = join(home, '.ssh');
  const user = { path: join(folder, 'config'), folder, home };
  const system = { path: '/etc/ssh/ssh_config', folder: '/etc/ssh', home };
  const surroundings = {
    localUser,
    ...(sshConfigExec && { exec: (command: string) => runMatchExec(command, programs) }),
    ...(!allowCommandsFromInventory && { whyForeign: (file: string) => whyNotOurs(file, uid) }),
  };
  const filesOf = (file: string | undefined) => {
    if (file === undefined) return [user, system];
    if (file.toLowerCase() === 'none') return [];
    const path = expandPath(file, home, {});
    if (!existsSync(path)) {
      throw new UsageError([
        { file, message: 'there is no such file of ssh_config; -F names one, -F none does without' },
      ]);
    }
    return [{ path, folder, home }];
  };
  return (ofDevice) => {
    const file = sshConfig ?? ofDevice;
    const old = known.get(file);
    if (old) return old;
    const config = readSshConfig(filesOf(file), surroundings);
    known.set(file, config);
    return config;
  };
}
