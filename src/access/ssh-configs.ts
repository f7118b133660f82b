import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LoginSettings } from '../model/login.ts';
import { type Place, type Problem, UsageError } from '../model/usage-error.ts';
import { type Uid, whyNotOurs } from './file-safety.ts';
import { runMatchExec } from './match-exec.ts';
import { readSshConfig, type SshConfig } from './ssh-config.ts';
import type { ThisMachine } from './this-machine.ts';
import { expandPath } from './tokens.ts';

/** Which files count, and what they may do. */
export type SshConfigChoice = {
  /** Read instead of the user's and the system's, whatever the inventory says; `none`: none. */
  readonly sshConfig: string | undefined;
  /** Run the commands of `Match exec`. */
  readonly sshConfigExec: boolean;
  /** Whose files may name commands; undefined: everybody's. */
  readonly trusted: { readonly uid: Uid } | undefined;
};

/**
 * The files of ssh_config(5) that count, each read once, when it is needed.
 * @param programs the environment of what they run
 * @returns takes what the inventory says of a device; throws UsageError where one cannot be used
 */
export function sshConfigs(
  { sshConfig, sshConfigExec, trusted }: SshConfigChoice,
  { home, localUser }: ThisMachine,
  programs: Readonly<Record<string, string | undefined>>,
): (login: Pick<LoginSettings, 'sshConfigFile' | 'places'>) => SshConfig {
  const known = new Map<string | undefined, SshConfig>();
  const folder = join(home, '.ssh');
  const user = { path: join(folder, 'config'), folder, home };
  const system = { path: '/etc/ssh/ssh_config', folder: '/etc/ssh', home };
  const surroundings = {
    localUser,
    ...(sshConfigExec && { exec: (command: string) => runMatchExec(command, programs) }),
    ...(trusted && { whyForeign: (file: string) => whyNotOurs(file, trusted.uid) }),
  };
  const filesOf = (file: string | undefined, place: Place | undefined) => {
    if (file === undefined) return [user, system];
    if (file.toLowerCase() === 'none') return [];
    const path = expandPath(file, home, {});
    if (!existsSync(path)) {
      const wayOut = 'there is no such file of ssh_config; -F names one, -F none does without';
      throw new UsageError([
        place ? { ...place, message: `ssh_config_file ${file}: ${wayOut}` } : { file, message: wayOut },
      ]);
    }
    return [{ path, folder, home }];
  };
  return ({ sshConfigFile, places }) => {
    const file = sshConfig ?? sshConfigFile;
    const old = known.get(file);
    if (old) return old;
    const config = readSshConfig(
      filesOf(file, sshConfig === undefined ? places?.sshConfigFile : undefined),
      surroundings,
    );
    known.set(file, config);
    return config;
  };
}

/** Reads what some devices name, so that all that is wrong with these files is told at once. */
export function problemsOfConfigs(
  devices: readonly { readonly login: Pick<LoginSettings, 'sshConfigFile' | 'places'> }[],
  configOf: ReturnType<typeof sshConfigs>,
): readonly Problem[] {
  const seen = new Set<string | undefined>();
  const problems = new Map<string, Problem>();
  for (const { login } of devices) {
    // The first that names a file stands for all that do.
    if (seen.has(login.sshConfigFile)) continue;
    seen.add(login.sshConfigFile);
    try {
      configOf(login);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      for (const problem of error.problems) problems.set(new UsageError([problem]).message, problem);
    }
  }
  return [...problems.values()];
}
