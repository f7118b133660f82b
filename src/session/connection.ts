import type { Duplex } from 'node:stream';
import type { ClientChannel, ConnectConfig } from 'ssh2';
import { asSsh2, type Negotiated, type Offer } from './algorithms.ts';
import { type Authority, type Credentials, type Login, logIn } from './authentication.ts';
import type { Channels, Program, TerminalSize } from './channels.ts';
import { openShell, sendServiceAhead } from './flights.ts';
import { Greeting } from './greeting.ts';
import type { HostKeyCheck } from './host-key.ts';
import { hearRefusals, keepGroupExchange, nameSignatures } from './quirks.ts';
import { keepOffer } from './server-offer.ts';
import { ShellTransport } from './shell-transport.ts';
import {
  closedBy,
  type Ended,
  expiredPassword,
  explainError,
  type Phase,
  refusedShell,
  withoutShell,
} from './ssh-errors.ts';
import { SshProgram } from './ssh-program.ts';
import { ssh2 } from './ssh2.ts';
import type { Transport } from './transport.ts';
import type { Trouble } from './trouble.ts';

/** How a connection is to be logged in. */
export type LoginOptions = {
  readonly offer: Offer;
  readonly credentials: Credentials;
  readonly authority: Omit<Authority, 'giveUp'>;
  readonly pipelining: boolean;
  /** Who decides about the server's keys; `giveUp` ends the connection. */
  readonly hostKeys: (giveUp: (reason: unknown) => void) => HostKeyCheck;
  readonly onHandshake: (negotiated: Negotiated) => void;
};

/** An SSH connection, and the one place that hears of its end. */
export class Connection implements Channels {
  readonly #client = new ssh2.Client();
  readonly #socket: Duplex;
  readonly #signal: AbortSignal;
  readonly #gone: Promise<void>;
  /** Rejects what waits for the connection. */
  #fail: (error: unknown) => void = () => {};
  #phase: Phase = 'handshake';
  /** What ended the connection; the first cause counts, later ones follow from it. */
  #cause: unknown;
  /** What both sides offer. */
  #offers: Ended['offers'] = () => undefined;
  #greeting: Greeting | undefined;
  #login: Login | undefined;
  /** Requests were sent ahead, and none of them has been answered. */
  #wasCutOff = () => false;

  /** @param socket carries it: a TCP connection, or a channel of another SSH connection */
  constructor(socket: Duplex, signal: AbortSignal) {
    this.#socket = socket;
    this.#signal = signal;
    corkWrites(socket);
    this.#gone = new Promise((resolve) => socket.once('close', () => resolve()));
    // ssh2 may report several errors of one cause, and none at all when the other end just closes.
    this.#client.on('error', (error) => this.#onError(error));
    this.#client.on('close', () => {
      // It is the usual end of what we have closed, and an error with its stack costs as much as a packet.
      if (this.#cause === undefined) this.#end(closedBy(this.#ended));
    });
    socket.on('error', () => {});
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  readonly #onAbort = () => this.#end(this.#signal.reason);

  /** Resolves when the server has let us in, with what did it. */
  async authenticate(options: LoginOptions): Promise<string> {
    const { offer, credentials, authority, pipelining, onHandshake } = options;
    const hostKeys = options.hostKeys((reason) => this.#end(reason));
    const login = logIn(credentials, { ...authority, giveUp: (reason) => this.#end(reason) });
    this.#login = login;
    this.#client.on('change password', () => this.#end(expiredPassword()));
    // A later one is of a new exchange of keys.
    this.#client.once('handshake', (negotiated) => {
      hostKeys.proven();
      kept.forget();
      this.#phase = 'authentication';
      onHandshake(negotiated);
    });
    const kept = keepOffer(this.#socket);
    this.#offers = (way) => ({ netrun: offer, device: kept.offer(way) });
    let isAhead = false;
    this.#wasCutOff = () => isAhead && !login.wasAnswered();
    await this.#until<void>((resolve) => {
      this.#client.once('ready', () => {
        this.#phase = 'session';
        login.succeeded();
        resolve();
      });
      let refusal: ReturnType<typeof hearRefusals> = () => undefined;
      const authHandler: Login['next'] = (left, partial, give) => {
        const heard = refusal();
        login.next(heard?.left ?? left, heard?.isPartial ?? partial, give);
      };
      const config: ConnectConfig = {
        sock: this.#socket as NonNullable<ConnectConfig['sock']>, // any Duplex will do
        username: credentials.username,
        readyTimeout: 0,
        algorithms: asSsh2(offer),
        hostVerifier: hostKeys.verifier,
        authHandler: authHandler as NonNullable<ConnectConfig['authHandler']>, // its types know no `null` and no `false`
      };
      this.#client.connect(config);
      refusal = hearRefusals(this.#client);
      keepGroupExchange(this.#client);
      nameSignatures(this.#client);
      this.#greeting = new Greeting(this.#socket, (reason) => this.#end(reason));
      isAhead = pipelining && credentials.identities.length === 0 && sendServiceAhead(this.#client);
    });
    return login.way();
  }

  /** What is wrong when no SSH server has answered so far; undefined when one has. */
  noServer(time: string): Trouble | undefined {
    return this.#greeting?.explain(time);
  }

  get identification(): string {
    return this.#greeting?.identification ?? '';
  }

  async shell(terminal: TerminalSize, ahead: string): Promise<Transport> {
    const channel = await this.#until<ClientChannel>((resolve, reject) =>
      openShell(this.#client, terminal, ahead, (error, opened) => {
        if (error) reject(refusedShell(error));
        else resolve(opened);
      }),
    ).catch((error: unknown) => {
      throw withoutShell(error);
    });
    return new ShellTransport(channel, this);
  }

  async execute(command: string): Promise<Program | undefined> {
    return this.#until<Program | undefined>((resolve, reject) =>
      this.#client.exec(command, (error, channel) => {
        // At once, since a short program's end may be in the same packet.
        if (!error) resolve(new SshProgram(channel, this));
        // A channel that was not opened has a reason; what is left is a request that was refused.
        else if ('reason' in error) reject(refusedShell(error));
        else resolve(undefined);
      }),
    );
  }

  /**
   * Opens a TCP connection from the server to another address; any number of them at the same time.
   * @throws what ssh2 says where the server does not open it
   */
  forward(host: string, port: number): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      this.#client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
        if (error) reject(error);
        else resolve(channel);
      });
    });
  }

  /** Calls `listener`, and none that was given before, when the connection has ended. */
  onEnd(listener: (error: unknown) => void): void {
    this.#fail = listener;
    if (this.#cause !== undefined) listener(this.#cause);
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#fail = () => {};
    this.#cause ??= CLOSED;
    this.#client.end();
    let force: NodeJS.Timeout | undefined;
    const forced = new Promise<void>((resolve) => {
      force = setTimeout(() => {
        this.#socket.destroy();
        // A channel whose connection hangs never says that it is closed.
        resolve();
      }, CLOSE_MS);
    });
    await Promise.race([this.#gone, forced]);
    clearTimeout(force);
  }

  #until<T>(begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      this.onEnd((error) => reject(this.#login?.rejection() ?? error));
      try {
        if (this.#cause === undefined) begin(resolve, reject);
      } catch (error) {
        reject(error);
      }
    });
  }

  #onError(error: Error & { level?: string }): void {
    // It goes on with the next method then, and comes to its own end.
    if (this.#phase === 'authentication' && error.level === 'agent') this.#login?.agentFailed(error.message);
    else this.#end(explainError(error, this.#ended));
  }

  #end(error: unknown): void {
    if (this.#cause !== undefined) return;
    this.#cause = error;
    this.#fail(error);
  }

  get #ended(): Ended {
    return {
      phase: this.#phase,
      wasCutOff: this.#wasCutOff(),
      said: this.#greeting?.said ?? '',
      offers: this.#offers,
    };
  }
}

/** We have closed it ourselves. */
const CLOSED = Symbol('closed');
const CLOSE_MS = 1000;

/** ssh2 writes a packet in several small pieces; together they are one segment. */
function corkWrites(socket: Duplex): void {
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
