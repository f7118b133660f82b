import type { ClientChannel } from 'ssh2';
import { Arrivals } from './arrivals.ts';
import type { Exit, Printed, Program } from './channels.ts';
import { type Carrier, endWith } from './shell-transport.ts';

/** A channel in which a command runs. */
export class SshProgram implements Program {
  readonly #channel: ClientChannel;
  readonly #arrivals: Arrivals<Printed>;
  #exit: Exit | undefined;

  constructor(channel: ClientChannel, connection: Carrier) {
    this.#channel = channel;
    this.#arrivals = new Arrivals<Printed>({
      pause: () => void [channel.pause(), channel.stderr.pause()],
      resume: () => void [channel.resume(), channel.stderr.resume()],
    });
    const listen = (stream: Printed['stream']) => (bytes: Buffer) =>
      this.#arrivals.put({ stream, bytes }, bytes.length);
    channel.on('data', listen('output'));
    channel.stderr.on('data', listen('errors'));
    channel.on('exit', (code: number | null, signal?: string) => {
      this.#exit = code === null ? { signal: (signal ?? '').replace(/^SIG/, '') } : { code };
    });
    endWith(channel, connection, this.#arrivals);
    // What waits for input gets its end, rather than to wait for ever.
    channel.end();
  }

  get exit(): Exit | undefined {
    return this.#exit;
  }

  async read(): Promise<readonly Printed[] | undefined> {
    const pieces = await this.#arrivals.take();
    return pieces === 'silence' ? [] : pieces;
  }

  terminate(): void {
    if (this.#arrivals.isOver && this.#exit) return;
    const { _client: client, outgoing } = this.#channel as unknown as Inside; // looked at before it is used
    const signal = client?._protocol?.signal;
    // ssh2's own method does nothing behind the end of the input, where RFC 4254, section 6.9, has no such limit.
    if (outgoing?.state === 'eof' && typeof signal === 'function')
      signal.call(client?._protocol, outgoing.id, 'TERM');
    else this.#channel.signal('TERM');
    this.#channel.close();
  }
}

/** Members that ssh2 keeps to itself. */
type Inside = {
  _client?: { _protocol?: { signal?: (id: number, name: string) => void } };
  outgoing?: { id: number; state: string };
};
