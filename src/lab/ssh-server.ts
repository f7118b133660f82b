import type { Socket } from 'node:net';
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
  if (breaksOff('connect', behaviour, wire)) {
    wire.stream.resume(); // or the end of the connection would go unseen
    return;
  }
  // A Server for each connection costs 13 µs, and knows its socket without a look at private members.
  const server = new ssh2.Server({
    hostKeys: [{ key: hostKey }],
    ident: behaviour.ident ?? transcript.ident,
    banner: behaviour.authenticationBanner,
    keepaliveInterval: NEVER_MS,
  });
  server.on('connection', (connection: Connection) => {
    connection.on('error', () => {}); // whatever a client does wrong is its own affair
    authenticate(connection, device, wire);
    connection.on('session', (accept, reject) => {
      if (behaviour.refuses.includes('session')) reject();
      else if (behaviour.fault?.after !== 'authentication') play(accept(), device, wire);
    });
  });
  // The types ask for a net.Socket; what ssh2 uses of it (data, write, end, pause, resume) every Duplex has.
  server.injectSocket(wire.stream as Socket);
}

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
  }
  return true;
}

function authenticate(
  connection: Connection,
  { behaviour, device, usernameSuffix, count }: SshDevice,
  wire: Wire,
): void {
  const { authentication, loginTries } = behaviour;
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
