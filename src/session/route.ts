import type { Duplex } from 'node:stream';
import type { AskMain } from '../model/ask.ts';
import type { Deadlines } from '../model/device.ts';
import type { Stage } from '../model/event.ts';
import { addressOf, type SshServer, sharedConnection, withOtherPort } from '../model/login.ts';
import { offerFor } from './algorithms.ts';
import { Connection } from './connection.ts';
import { Deadline, unlessAborted } from './deadline.ts';
import type { Examiner } from './examiner.ts';
import { HINTS } from './hints.ts';
import { authorityOf, hostKeysOf } from './questions.ts';
import { openCommand, openSocket } from './socket.ts';
import { retriable, Trouble, trouble } from './trouble.ts';

/** What opening a way needs. */
export type RouteOptions = {
  readonly deadline: Deadline;
  readonly deadlines: Pick<Deadlines, 'connectMs' | 'loginMs'>;
  readonly onStage: (stage: Stage) => void;
  readonly ask: AskMain;
  /** Told what is learned on the way; of jump hosts nothing is. */
  readonly examiner?: Examiner | undefined;
};

/**
 * Opens the way to a server, over which SSH can be spoken to it.
 * @throws Trouble that says why there is none, or the reason that ended the deadline
 */
export async function openRoute(server: SshServer, options: RouteOptions): Promise<Duplex> {
  const { deadline, onStage } = options;
  const { route } = server.ssh;
  switch (route.type) {
    case 'direct': {
      const address = addressOf(server);
      let stage: Stage | undefined;
      const onNext = (next: Stage) => {
        stage = next;
        onStage(next);
      };
      setTime(options, (time) => (stage === 'resolve' ? notFound(address, time) : noConnection(time)));
      return openSocket(address, server.port, deadline.signal, onNext, options.examiner);
    }
    case 'command':
      onStage('connect');
      return openCommand(route.command);
    case 'jump': {
      onStage('connect');
      const bastion = await unlessAborted(
        bastionOf(route.server, route.connection, options),
        deadline.signal,
      );
      setTime(options);
      return bastion.open(addressOf(server), server.port, deadline.signal);
    }
  }
}

/**
 * Waits until a way leads to somebody who answers: that of a command is there before it has connected.
 * @throws Trouble, or the reason that ended the deadline; the way is closed then
 */
export async function proveRoute({ ssh }: SshServer, way: Duplex, times: RouteTimes): Promise<void> {
  if (ssh.route.type !== 'command') return;
  setTime(times, (time) =>
    trouble('connect', `nothing came through the proxy command within ${time}`, HINTS.proxyCommand),
  );
  let look = () => {};
  const answered = new Promise<void>((resolve, reject) => {
    // What has arrived stays there for who reads it.
    look = () => {
      if (way.readableLength > 0) resolve();
    };
    way.on('readable', look);
    way.once('error', reject);
    way.once('close', () => reject(trouble('connect', 'the proxy command ended', HINTS.proxyCommand)));
  });
  try {
    await unlessAborted(answered, times.deadline.signal);
  } catch (error) {
    way.on('error', () => {});
    way.destroy();
    throw error;
  } finally {
    way.off('readable', look);
  }
}

/** Closes the connections to jump hosts, which stay open for the next device otherwise. */
export function closeBastions(): void {
  const all = [...bastions.values()];
  bastions.clear();
  for (const { stop } of all) stop.abort();
}

type RouteTimes = Pick<RouteOptions, 'deadline' | 'deadlines'>;

function setTime({ deadline, deadlines: { connectMs } }: RouteTimes, reason = noConnection): void {
  deadline.set(connectMs, () => reason(`${connectMs / 1000} s`));
}

function noConnection(time: string): Trouble {
  return trouble('connect', `no connection within ${time}`, HINTS.address);
}

function notFound(name: string, time: string): Trouble {
  return trouble('resolve', `the name ${name} was not looked up within ${time}`, HINTS.name);
}

/** A connection to a jump host, and what goes through it. */
type Bastion = { open(host: string, port: number, signal: AbortSignal): Promise<Duplex> };

/**
 * By the connection that they are. One that could not be made is kept as well: what keeps netrun out is the same for
 * all devices behind it, and a password that was refused is not to be shown again.
 */
const bastions = new Map<string, { readonly ready: Promise<Bastion>; readonly stop: AbortController }>();

/** Why a connection to a jump host was given up: the device has ended for which it was begun, and asked the main thread. */
const LEFT = Symbol('left');

async function bastionOf(server: SshServer, connection: number, options: RouteOptions): Promise<Bastion> {
  const { username, host, port } = server;
  const name = `${username}@${host}:${port} ${connection} ${sharedConnection(server) ?? ''}`;
  for (let known = bastions.get(name); known; known = bastions.get(name)) {
    try {
      return await known.ready;
    } catch (error) {
      if (error !== LEFT || options.deadline.signal.aborted) throw error;
    }
  }
  return begin(server, name, options);
}

function begin(server: SshServer, name: string, options: RouteOptions): Promise<Bastion> {
  const stop = new AbortController();
  const forget = () => {
    if (bastions.get(name)?.stop === stop) bastions.delete(name);
  };
  const ready = connect(server, options, stop.signal, forget).catch((error: unknown) => {
    if (!(error instanceof Trouble)) forget();
    throw error;
  });
  bastions.set(name, { ready, stop });
  return ready;
}

/** Connects to a jump host and logs in there, in its own time. */
async function connect(
  server: SshServer,
  options: RouteOptions,
  stop: AbortSignal,
  onLost: () => void,
): Promise<Bastion> {
  const label = `the jump host ${withOtherPort(server.host, server.port)}`;
  const { loginMs } = options.deadlines;
  const deadline = new Deadline(stop);
  let connection: Connection | undefined;
  const { ask } = options;
  const onTime = (what: string) =>
    deadline.set(loginMs, () =>
      trouble('timeout', `${what} took longer than ${loginMs / 1000} s`, HINTS.loginTime),
    );
  const askInTime: AskMain = async (question) => {
    using _ = deadline.hold();
    try {
      return await ask(question);
    } catch (error) {
      throw options.deadline.signal.aborted ? LEFT : error;
    }
  };
  try {
    const socket = await openRoute(server, {
      ...options,
      deadline,
      onStage: () => {},
      ask: askInTime,
      examiner: undefined,
    });
    const opened = new Connection(socket, deadline.signal);
    connection = opened;
    onTime('its key exchange');
    await opened.authenticate({
      offer: offerFor(server.ssh, undefined),
      credentials: {
        username: server.username,
        password: server.password,
        identities: server.ssh.identities,
        canUseSha1: server.ssh.legacy,
        answers: [],
        remembered: undefined,
      },
      authority: authorityOf(server, askInTime),
      pipelining: false,
      hostKeys: hostKeysOf(server, askInTime),
      onHandshake: () => onTime('its authentication'),
    });
    deadline.clear();
    return carry(opened, label, onLost);
  } catch (error) {
    void connection?.close();
    deadline[Symbol.dispose]();
    throw error instanceof Trouble ? of(label, error) : error;
  }
}

function carry(connection: Connection, label: string, onLost: () => void): Bastion {
  const channels = new Set<Duplex>();
  let lost: Trouble | undefined;
  connection.onEnd((reason) => {
    onLost();
    lost =
      reason instanceof Trouble ? of(label, reason) : trouble('closed', `${label} is not needed any more`);
    // Of its own accord a channel would only say that it is closed.
    for (const channel of channels) channel.emit('error', lost);
    void connection.close();
  });
  return {
    async open(host, port, signal) {
      if (lost) throw lost;
      const opening = connection.forward(host, port).then(
        (channel) => {
          // Nobody may be there yet to hear of it.
          channel.on('error', () => {});
          channels.add(channel);
          channel.once('close', () => channels.delete(channel));
          if (signal.aborted) channel.destroy();
          return channel;
        },
        (error: Error & { reason?: number }) => {
          throw lost ?? refused(label, error);
        },
      );
      return unlessAborted(opening, signal);
    },
  };
}

/** What a jump host says where it does not open a connection (RFC 4254, section 5.1). */
function refused(label: string, error: Error & { reason?: number }): Trouble {
  const why = error.message.replace(/^\(SSH\) Channel open failure: /, '');
  switch (error.reason) {
    case 1:
      return trouble(
        'connect',
        `${label} forbids connections to this address: ${why}`,
        'see AllowTcpForwarding and PermitOpen in its sshd_config',
        error,
      );
    case 2:
      return trouble('connect', `${label} cannot connect to it: ${why}`, HINTS.port, error);
    default:
      return retriable(
        'before-authentication',
        trouble('connect', `${label} opens no connection: ${why}`, 'does it allow no more of them?', error),
      );
  }
}

/** Trouble with a jump host: all devices behind it have the same sentence, and none of them is to try again. */
function of(label: string, its: Trouble): Trouble {
  const { failure } = its;
  const message = failure.message.startsWith(label)
    ? failure.message
    : `${label} cannot be used: ${failure.message.replace(/\bthe device\b/g, 'it')}`;
  // With a cause it is no orderly end of the device's own.
  return trouble(failure.kind, message, failure.hint, its.cause ?? its);
}
