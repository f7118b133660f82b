import { knownAs, type LoginSettings, pathTo, type SshServer } from '../model/login.ts';
import { type HostKeyRule, type HostKeys, pinnedKey } from './host-keys.ts';

/**
 * Looks up what is known of the host keys of a server, and of the jump hosts on the way to it.
 * @param login what the inventory says of the server; of jump hosts it says nothing here
 * @param ruleOf how the keys of each of them are checked
 * @returns the server with what a worker has to know of its keys
 */
export function expectHostKeys<T extends SshServer>(
  server: T,
  login: LoginSettings,
  keys: Pick<HostKeys, 'expect'>,
  ruleOf: (login: LoginSettings, server: SshServer) => HostKeyRule = hostKeyRule,
): T {
  const { route } = server.ssh;
  const hostKeys = keys.expect({ ...knownAs(server), path: pathTo(server) }, ruleOf(login, server));
  if (route.type !== 'jump') return { ...server, ssh: { ...server.ssh, hostKeys } };
  // The jump hosts on the way are checked by what holds for every server.
  const jump = expectHostKeys(route.server, {}, keys, ruleOf);
  return { ...server, ssh: { ...server.ssh, hostKeys, route: { ...route, server: jump } } };
}

/** The inventory goes before ssh_config, and that before the default. */
export function hostKeyRule(login: LoginSettings, { ssh }: Pick<SshServer, 'ssh'>): HostKeyRule {
  return {
    checking: login.hostKeyChecking ?? ssh.hostKeyChecking ?? 'accept-new',
    pinned: login.hostKeys?.map(pinnedKey),
    userFiles: ssh.knownHostsFiles,
  };
}
