import type { DeviceTask } from '../model/job.ts';
import { platformOf } from '../platforms/index.ts';
import { offerFor, oldAlgorithmsIn } from './algorithms.ts';
import type { Channels } from './channels.ts';
import { Connection } from './connection.ts';
import { authorityOf, hostKeysOf } from './questions.ts';
import { openRoute } from './route.ts';
import type { Opening } from './run-job.ts';
import { trouble } from './trouble.ts';

export { closeBastions } from './route.ts';

/**
 * Connects to a device over SSH and logs in: the way to it, key exchange, authentication.
 * One clock runs per stage; its end, like the end of `deadline`'s parent, ends the connection.
 */
export async function openSsh(
  task: DeviceTask,
  { deadline, onStage, onNote, onLogin, ask, onClosing }: Opening,
): Promise<Channels> {
  const { device, job } = task;
  const { loginMs } = job.deadlines;
  const type = platformOf(device);
  const offer = offerFor(device.ssh, type);
  const socket = await openRoute(device, { deadline, onStage, ask, deadlines: job.deadlines });
  const connection = new Connection(socket, deadline.signal);
  try {
    const stage = (name: Parameters<typeof onStage>[0], what: string) => {
      const time = `${loginMs / 1000} s`;
      onStage(name);
      deadline.set(
        loginMs,
        () =>
          connection.noServer(time) ??
          trouble('timeout', `${what} took longer than ${time}`, '--login-timeout allows more time'),
      );
    };
    stage('handshake', 'the key exchange');
    const way = await connection.authenticate({
      offer,
      credentials: {
        username: device.username + (type.usernameSuffix ?? ''),
        password: device.password,
        identities: device.ssh.identities,
        canUseSha1: device.ssh.legacy || !type.hasModernSsh,
        answers: type.loginAnswers ?? [],
        remembered: device.ssh.remembered,
      },
      authority: authorityOf(device, ask),
      pipelining: job.pipelining,
      hostKeys: hostKeysOf(device, ask),
      onHandshake: (negotiated) => {
        const old = oldAlgorithmsIn(negotiated);
        if (old.length > 0) onNote(`old algorithms protect the connection to it: ${old.join(', ')}`);
        stage('authenticate', 'the authentication');
      },
    });
    onLogin(way);
    return connection;
  } catch (error) {
    onClosing(connection.close());
    throw error;
  }
}
