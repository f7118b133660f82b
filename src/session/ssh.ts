import type { Duplex } from 'node:stream';
import type { DeviceTask } from '../model/job.ts';
import { platformOf } from '../platforms/index.ts';
import { agreementOf, type Offer, offerFor, oldAlgorithmsIn } from './algorithms.ts';
import type { Authority } from './authentication.ts';
import type { Channels } from './channels.ts';
import { Connection } from './connection.ts';
import type { Examiner } from './examiner.ts';
import { HINTS } from './hints.ts';
import { authorityOf, hostKeysOf } from './questions.ts';
import { openRoute, proveRoute } from './route.ts';
import type { Opening } from './run-job.ts';
import { overhearOffer } from './server-offer.ts';
import { trouble } from './trouble.ts';

export { closeBastions } from './route.ts';

/**
 * Connects to a device over SSH and logs in: the way to it, key exchange, authentication.
 * One clock runs per stage; its end, like the end of `deadline`'s parent, ends the connection.
 * @returns undefined where the connection was all that was to be examined
 */
export async function openSsh(
  task: DeviceTask,
  { deadline, onStage, onNote, onLogin, ask, onClosing, examiner }: Opening,
): Promise<Channels | undefined> {
  const { device, job } = task;
  const { loginMs } = job.deadlines;
  const type = platformOf(device);
  const offer = offerFor(device.ssh, type);
  const socket = await openRoute(device, { deadline, onStage, ask, deadlines: job.deadlines, examiner });
  if (examiner) await proveRoute(device, socket, { deadline, deadlines: job.deadlines });
  if (job.examine === 'tcp') {
    socket.destroy();
    return undefined;
  }
  const connection = new Connection(socket, deadline.signal);
  try {
    const stage = (name: Parameters<typeof onStage>[0], what: string) => {
      const time = `${loginMs / 1000} s`;
      onStage(name);
      deadline.set(
        loginMs,
        () =>
          connection.noServer(time) ??
          trouble('timeout', `${what} took longer than ${time}`, HINTS.loginTime),
      );
    };
    stage('handshake', 'the key exchange');
    if (examiner) tellOffer(socket, offer, examiner);
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
      authority: { ...authorityOf(device, ask), ...(examiner && methodsTo(examiner)) },
      pipelining: job.pipelining && !examiner,
      hostKeys: hostKeysOf(device, ask, examiner),
      onHandshake: (negotiated) => {
        const old = oldAlgorithmsIn(negotiated);
        if (old.length > 0) onNote(`old algorithms protect the connection to it: ${old.join(', ')}`);
        stage('authenticate', 'the authentication');
      },
    });
    examiner?.learn('authentication', { way });
    onLogin(way);
    return connection;
  } catch (error) {
    onClosing(connection.close());
    throw error;
  }
}

function tellOffer(socket: Duplex, ours: Offer, examiner: Examiner): void {
  overhearOffer(socket, {
    identified(text) {
      examiner.learn('identification', { text });
      examiner.step('key-exchange');
    },
    offered(offered) {
      const chosen = agreementOf(ours, offered);
      const both = { cipher: chosen.cipher, mac: chosen.mac };
      const old = oldAlgorithmsIn({ kex: chosen.kex, serverHostKey: chosen.hostKey, cs: both, sc: both });
      examiner.learn('key-exchange', { offered, chosen, old });
    },
  });
}

function methodsTo(examiner: Examiner): Pick<Authority, 'offers'> {
  return { offers: (methods) => examiner.learn('authentication', { methods }) };
}
