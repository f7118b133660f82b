import { type Device, SSH_PORT } from './device.ts';
import { PLAIN_SSH } from './login.ts';

/** What has to be said of a device; everything else has a default. */
type Said = Pick<Device, 'host' | 'platform' | 'username'> & Partial<Device>;

/**
 * A device of which only the host, the platform and the login are known, for programs that have no inventory.
 * @returns the device with what was said, and otherwise: the host as its name, port 22, no password and no secret, no
 *   groups and no variables, UTF-8
 */
export function newDevice(said: Said): Device {
  return {
    name: said.host,
    port: SSH_PORT,
    password: undefined,
    secret: undefined,
    groups: [],
    variables: {},
    encoding: 'utf-8',
    pipelining: false,
    answers: [],
    deadlines: {},
    ssh: PLAIN_SSH,
    ...said,
  };
}
