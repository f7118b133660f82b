import { connect, type Socket } from 'node:net';
import ssh2, {
  type AuthContext,
  type Connection,
  type ParsedKey,
  type ServerChannel,
  type Session,
} from 'ssh2';
import type { Behaviour, FaultStage } from './behaviour.ts';
import { converse, type Ending } from './conversation.ts';
import type { Counters } from './counters.ts';
import { byteString } from './pause.ts';
import type { Random } from './random.ts';
import { Shell, type ShellDevice } from './shell.ts';
import type { Transcript } from './transcript.ts';
import type { Wire } from './wire.ts';

/** All that one device's SSH server needs. */
export type SshDevice = {
  readonly transcript: Transcript;
  readonly behaviour: Behaviour;
  readonly device: ShellDevice;
  /** What may stand behind the user name. */
  readonly usernameSuffix: string;
  readonly hostKey: ParsedKey;
  readonly random: Random;
  readonly count: (what: keyof Counters) => void;
  /** Is called for every shell; takes what is typed there. */
  readonly newRecord: () => (typed: string) => void;
};

/** Plays the SSH server of a device on one connection, until that is closed. */
export function serve(device: SshDevice, wire: Wire): void {
  const { behaviour, transcript, hostKey } = device;
  if (isEndedEarly(device, wire)) return;
  // A Server for each connection costs 13 µs, and knows its socket without a look at private members.
  const server = new ssh2.Server({
    hostKeys: [{ key: hostKey }],
    ident: behaviour.ident ?? transcript.ident,
    banner: behaviour.authenticationBanner,
    keepaliveInterval: NEVER_MS,
    ...(behaviour.algorithms === 'unusual' && { algorithms: { kex: ['diffie-hellman-group18-sha512'] } }),
  });
  if (behaviour.fault?.after === 'key-exchange') breakOffAfterOffer(behaviour, wire);
  server.on('connection', (connection: Connection) => {
    connection.on('error', () => {}); // whatever a client does wrong is its own affair
    authenticate(connection, device, wire);
    connection.on('session', (accept, reject) => {
      if (behaviour.refuses.includes('session')) reject();
      else if (behaviour.fault?.after === 'authentication') return;
      else if (behaviour.fault?.after === 'channel') {
        const session = accept();
        // What nobody listens to ssh2 would refuse.
        session
          .on('pty', () => {})
          .on('shell', () => {})
          .on('exec', () => {});
        breaksOff('channel', behaviour, wire);
      } else play(accept(), device, wire);
    });
    connection.on('tcpip', (accept, reject, { destIP, destPort }) => {
      if (behaviour.forwarding === 'refused') reject();
      else
        carry(accept, reject, { host: destIP, port: destPort }, () => breaksOff('carried', behaviour, wire));
    });
  });
  // The types ask for a net.Socket; what ssh2 uses of it (data, write, end, pause, resume) every Duplex has.
  server.injectSocket(wire.stream as Socket);
}

/** Whatever answers instead of an SSH server, or what ends before there is one. */
function isEndedEarly({ behaviour, transcript }: SshDevice, wire: Wire): boolean {
  const { impostor, fault } = behaviour;
  if (impostor) {
    wire.stream.write(Buffer.from(impostor.says, 'latin1'));
    if (impostor.effect === 'close') wire.close();
  } else if (fault?.after === 'identification') {
    wire.stream.write(`SSH-2.0-${behaviour.ident ?? transcript.ident}\r\n`, () =>
      breaksOff('identification', behaviour, wire),
    );
  } else if (!breaksOff('connect', behaviour, wire)) {
    return false;
  }
  if (fault?.effect !== 'deafness') wire.stream.resume(); // or the end of the connection would go unseen
  return true;
}

/** The first that a server writes is its version, and the second the algorithms that it knows. */
function breakOffAfterOffer(behaviour: Behaviour, wire: Wire): void {
  const { stream } = wire;
  const write = stream.write.bind(stream) as (data: Buffer, done?: () => void) => boolean; // how ssh2 calls it
  let written = 0;
  stream.write = ((data: Buffer) => {
    written += 1;
    if (written > 2) return true;
    return write(data, written === 2 ? () => breaksOff('key-exchange', behaviour, wire) : undefined);
  }) as typeof stream.write;
}

/**
 * Carries a connection to another address, as a jump host does.
 * @param breaksOffNow called when some has come back over it; true: nothing more is carried
 */
function carry(
  accept: () => ServerChannel,
  reject: () => void,
  address: { readonly host: string; readonly port: number },
  breaksOffNow: () => boolean,
): void {
  const socket = connect({ ...address, noDelay: true });
  socket.once('error', reject);
  socket.once('connect', () => {
    socket.off('error', reject);
    const channel = accept();
    let bytes = 0;
    socket.on('data', (data) => {
      const before = bytes;
      bytes += data.length;
      if (before < SOME_BYTES && bytes >= SOME_BYTES && breaksOffNow()) socket.unpipe(channel);
    });
    socket.on('error', () => channel.destroy()).on('close', () => channel.destroy());
    channel.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    channel.pipe(socket).pipe(channel);
  });
}

/** More than a login takes, and than is read at a time. */
const SOME_BYTES = 200_000;

/** The longest that a Node timer takes: the lab asks no client whether it is alive. */
const NEVER_MS = 2 ** 31 - 1;

/** Carries out the behaviour's fault if this is its place. */
function breaksOff(stage: FaultStage, { fault }: Behaviour, wire: Wire): boolean {
  if (fault?.after !== stage) return false;
  switch (fault.effect) {
    case 'close':
      wire.close();
      break;
    case 'reset':
      wire.reset();
      break;
    case 'silence':
      break;
    case 'deafness':
      wire.stream.pause();
      break;
  }
  return true;
}

function authenticate(
  connection: Connection,
  { behaviour, device, usernameSuffix, count }: SshDevice,
  wire: Wire,
): void {
  const { authentication, loginTries } = behaviour;
  const isExpired = behaviour.password === 'expired';
  const names = [device.username, device.username + usernameSuffix];
  let triesLeft = loginTries;
  const check = (context: AuthContext, password: string | undefined): void => {
    if (names.includes(context.username) && password === device.password) {
      count('loginsAccepted');
      context.accept();
      breaksOff('authentication', behaviour, wire);
      return;
    }
    count('loginsRejected');
    triesLeft -= 1;
    if (triesLeft > 0) context.reject([authentication]);
    else connection.end();
  };
  connection.on('authentication', (context) => {
    if (breaksOff('handshake', behaviour, wire)) return;
    if (context.method !== authentication) context.reject([authentication]);
    else if (context.method === 'password' && isExpired)
      context.requestChange('WARNING: Your password has expired.', () => context.reject([]));
    else if (context.method === 'password') check(context, context.password);
    else if (context.method === 'keyboard-interactive') {
      context.prompt([{ prompt: 'Password: ', echo: false }], (answers: unknown) => {
        // An aborted request calls back with an Error, which the types leave out.
        if (Array.isArray(answers)) check(context, answers[0]);
      });
    }
  });
}

function play(session: Session, ssh: SshDevice, wire: Wire): void {
  const { refuses } = ssh.behaviour;
  let terminalRows = 0;
  // Where the client wants no answer there is nothing to call, which the types leave out.
  const answer = (
    accept: (() => void) | undefined,
    reject: (() => void) | undefined,
    refused: boolean,
  ): void => (refused ? reject : accept)?.();
  session.on('pty', (accept, reject, { rows }) => {
    terminalRows = rows;
    answer(accept, reject, refuses.includes('pty'));
  });
  session.on('env', (accept, reject) => answer(accept, reject, false));
  session.on('window-change', (accept, reject) => answer(accept, reject, false));
  session.on('shell', (accept, reject) => {
    if (refuses.includes('shell')) {
      reject();
      return;
    }
    const shell = newShell(ssh, terminalRows);
    void talk(accept(), shell, shell.greet(), ssh, wire);
  });
  session.on('exec', (accept, reject, { command }) => {
    if (refuses.includes('exec')) {
      reject();
      return;
    }
    const shell = newShell(ssh, 0);
    const channel = accept();
    // ssh2 takes the end of the input for the end of the session, and would not tell of signals any more.
    session.on('eof', () => Object.assign(session, { _ending: false }));
    const killed = new Promise<string>((resolve) => {
      session.on('signal', (_accept, _reject, { name }) => resolve(name));
    });
    void talk(channel, shell, shell.execute(byteString(command)), ssh, wire, killed);
  });
}

function newShell({ transcript, behaviour, device, random }: SshDevice, terminalRows: number): Shell {
  return new Shell({ transcript, behaviour, device, terminalRows, random });
}

async function talk(
  channel: ServerChannel,
  shell: Shell,
  opening: ReturnType<Shell['greet']>,
  { behaviour, transcript, random, count, newRecord }: SshDevice,
  wire: Wire,
  killed?: Promise<string>,
): Promise<void> {
  const gone = new AbortController();
  void killed?.then((signal) => {
    count('programsKilled');
    if (transcript.exitStatus === 'told') channel.exit(signal, false, '');
    channel.end();
    gone.abort();
  });
  const leave = (): void => gone.abort();
  channel.on('close', leave).on('error', leave);
  wire.stream.once('close', leave);
  const { chunk, idleTimeoutMs } = behaviour;
  const speaker = { channel, chunk, idleTimeoutMs, random, gone: gone.signal, count, heard: newRecord() };
  const ending: Ending = await converse(shell, opening, speaker);
  switch (ending.type) {
    case 'exit':
      if (transcript.exitStatus === 'told') channel.exit(ending.status);
      channel.end(() => {
        if (transcript.afterLogout === 'connection-closed') wire.close();
      });
      return;
    case 'hang-up':
      wire.close();
      return;
    case 'fault':
      breaksOff(behaviour.fault?.after ?? 'shell', behaviour, wire);
      return;
    case 'gone':
      return;
  }
}
