import './quick-keys.ts';
import './diffie-hellman.ts';
import type { Socket } from 'node:net';
import { Client, type ClientChannel, type ConnectConfig } from 'ssh2';
import type { AnswerTo, HostKeyAsk } from '../model/ask.ts';
import type { DeviceTask } from '../model/job.ts';
import { addressOf } from '../model/login.ts';
import { platformOf } from '../platforms/index.ts';
import { algorithms } from './algorithms.ts';
import { openShell, sendServiceAhead, type TerminalSize } from './flights.ts';
import { Greeting } from './greeting.ts';
import { passwordLogin } from './password-login.ts';
import type { Opening } from './run-job.ts';
import { ShellTransport } from './shell-transport.ts';
import { openSocket } from './socket.ts';
import {
  closedBy,
  type Ended,
  expiredPassword,
  explainError,
  type Phase,
  refusedShell,
} from './ssh-errors.ts';
import type { Transport } from './transport.ts';
import { type Trouble, trouble } from './trouble.ts';

/**
 * Opens a shell on a device over SSH: TCP, key exchange, authentication, pseudo-terminal.
 * One clock runs per stage; its end, like the end of `deadline`'s parent, ends the connection.
 */
export async function openSsh(
  task: DeviceTask,
  { deadline, onStage, ask, ahead, onClosing }: Opening,
): Promise<Transport> {
  const { device, job } = task;
  const { connectMs, loginMs } = job.deadlines;
  onStage('connect');
  deadline.set(connectMs, () =>
    trouble(
      'connect',
      `no connection within ${connectMs / 1000} s`,
      'is the address right, and reachable? --connect-timeout allows more time',
    ),
  );
  const socket = await openSocket(addressOf(device), device.port, deadline.signal);
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
    await connection.authenticate({
      username: device.username,
      password: device.password ?? '',
      pipelining: job.pipelining,
      onHostKey: (key) =>
        ask({ type: 'host-key', host: device.host, port: device.port, path: [], ...publicKey(key) }),
      onHandshake: () => stage('authenticate', 'the authentication'),
    });
    stage('shell', 'opening the shell');
    return await connection.shell(platformOf(device).terminal, ahead);
  } catch (error) {
    onClosing(connection.close());
    throw error;
  }
}

/** An SSH connection, and the one place that hears of its end. */
class Connection {
  readonly #client = new Client();
  readonly #socket: Socket;
  readonly #signal: AbortSignal;
  readonly #gone: Promise<void>;
  /** Rejects what waits for the connection. */
  #fail: (error: unknown) => void = () => {};
  #phase: Phase = 'handshake';
  /** What ended the connection; the first cause counts, later ones follow from it. */
  #cause: unknown;
  #offers: string[] = [];
  #greeting: Greeting | undefined;
  /** Requests were sent ahead, and none of them has been answered. */
  #wasCutOff = () => false;

  constructor(socket: Socket, signal: AbortSignal) {
    this.#socket = socket;
    this.#signal = signal;
    corkWrites(socket);
    this.#gone = new Promise((resolve) => socket.once('close', () => resolve()));
    // ssh2 may report several errors of one cause, and none at all when the other end just closes.
    this.#client.on('error', (error) => this.#end(explainError(error, this.#ended)));
    this.#client.on('close', () => this.#end(closedBy(this.#ended)));
    socket.on('error', () => {});
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  readonly #onAbort = () => this.#end(this.#signal.reason);

  /** Resolves when the device has let us in. */
  authenticate({ username, password, pipelining, onHostKey, onHandshake }: LoginOptions): Promise<void> {
    const login = passwordLogin(username, password, (reason) => this.#end(reason));
    this.#client.on('change password', () => this.#end(expiredPassword()));
    this.#client.once('handshake', () => {
      this.#phase = 'authentication';
      onHandshake();
    });
    let isAhead = false;
    this.#wasCutOff = () => isAhead && !login.wasAnswered();
    return this.#until((resolve) => {
      this.#client.once('ready', () => {
        this.#phase = 'session';
        resolve();
      });
      const config: ConnectConfig = {
        sock: this.#socket,
        username,
        readyTimeout: 0,
        algorithms,
        hostVerifier: (key: Buffer, verify: (isRight: boolean) => void) => {
          void this.#verify(onHostKey(key), verify);
        },
        authHandler: login.next as NonNullable<ConnectConfig['authHandler']>, // its types know no `null` and no `false`
        debug: (line) => this.#keepOffer(line),
      };
      this.#client.connect(config);
      this.#greeting = new Greeting(this.#socket, (reason) => this.#end(reason));
      isAhead = pipelining && sendServiceAhead(this.#client);
    }, login);
  }

  /** ssh2 goes on with the key exchange at anything but `false`. */
  async #verify(asked: Promise<AnswerTo<HostKeyAsk>>, verify: (isRight: boolean) => void): Promise<void> {
    const answer = await asked.catch((error: unknown) => this.#end(error));
    if (answer?.verdict === 'refuse') this.#end(trouble('host-key', answer.why, answer.hint));
    verify(this.#cause === undefined);
  }

  /** What is wrong when no SSH server has answered so far; undefined when one has. */
  noServer(time: string): Trouble | undefined {
    return this.#greeting?.explain(time);
  }

  /** Opens a pseudo-terminal with a shell in it. */
  async shell(terminal: TerminalSize, ahead: string): Promise<Transport> {
    const channel = await this.#until<ClientChannel>((resolve, reject) =>
      openShell(this.#client, terminal, ahead, (error, opened) => {
        if (error) reject(refusedShell(error));
        else resolve(opened);
      }),
    );
    return new ShellTransport(channel, this);
  }

  /** Calls `listener` when the connection has ended. */
  onEnd(listener: (error: unknown) => void): void {
    this.#fail = listener;
    if (this.#cause !== undefined) listener(this.#cause);
  }

  /** Says good-bye, and makes sure within a second that the socket is gone. */
  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#fail = () => {};
    this.#cause ??= CLOSED;
    this.#client.end();
    const force = setTimeout(() => this.#socket.destroy(), CLOSE_MS);
    await this.#gone;
    clearTimeout(force);
  }

  #until<T = void>(
    begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => void,
    login?: { rejection(): Trouble | undefined },
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      this.onEnd((error) => reject(login?.rejection() ?? error));
      try {
        if (this.#cause === undefined) begin(resolve, reject);
      } catch (error) {
        reject(error);
      }
    });
  }

  #end(error: unknown): void {
    if (this.#cause !== undefined) return;
    this.#cause = error;
    this.#fail(error);
  }

  get #ended(): Ended {
    return { phase: this.#phase, wasCutOff: this.#wasCutOff(), offers: this.#offers };
  }

  /** ssh2 tells both sides' offers in its debug text only, just before it gives up. */
  #keepOffer(line: string): void {
    const found = this.#phase === 'handshake' ? OFFER.exec(line) : null;
    if (!found) return;
    const [, side, what, names] = found;
    this.#offers.push(`${side === 'local' ? 'netrun' : 'device'}: ${names}`);
    if (what !== undefined && this.#offers.length > 2) this.#offers.splice(0, this.#offers.length - 2);
  }
}

type LoginOptions = {
  readonly username: string;
  readonly password: string;
  readonly pipelining: boolean;
  readonly onHostKey: (key: Buffer) => Promise<AnswerTo<HostKeyAsk>>;
  readonly onHandshake: () => void;
};

/** A public key as SSH sends it (RFC 4253, section 6.6) begins with the name of its type. */
function publicKey(key: Buffer): Pick<HostKeyAsk, 'keyType' | 'key'> {
  return { keyType: key.toString('latin1', 4, 4 + key.readUInt32BE(0)), key: key.toString('base64') };
}

/** We have closed it ourselves. */
const CLOSED = Symbol('closed');
const OFFER = /^Handshake: \((local|remote)\) (.+?): (.*)$/;
const CLOSE_MS = 1000;

/** ssh2 writes a packet in several small pieces; together they are one segment. */
function corkWrites(socket: Socket): void {
  const write = socket.write.bind(socket) as (data: Uint8Array) => boolean; // the only form that ssh2 calls
  let isCorked = false;
  socket.write = (data: Uint8Array | string) => {
    if (!isCorked) {
      isCorked = true;
      socket.cork();
      process.nextTick(() => {
        isCorked = false;
        socket.uncork();
      });
    }
    return write(data as Uint8Array);
  };
}
