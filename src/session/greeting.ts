import type { Duplex } from 'node:stream';
import { HINTS } from './hints.ts';
import { type Trouble, trouble } from './trouble.ts';

/**
 * What the other end says before it names its SSH version. RFC 4253, section 4.2, lets a server send lines before
 * that, so only what no SSH server would begin with is known at once to be none.
 */
export class Greeting {
  #said = '';
  #isSsh = false;

  /** @param onForeign called when it is clear that no SSH server answers */
  constructor(socket: Duplex, onForeign: (reason: Trouble) => void) {
    const listen = (data: Buffer) => {
      this.#said += data.toString('latin1');
      this.#isSsh = /^SSH-/m.test(this.#said);
      if (this.identification !== '' || this.#said.length > MOST_KEPT) socket.off('data', listen);
      else if (!this.#isSsh && FOREIGN.test(this.#said)) onForeign(this.#noServer());
    };
    socket.on('data', listen);
  }

  /** What the server calls itself and its software, without `SSH-2.0-`; empty where it has not. */
  get identification(): string {
    return /^SSH-[\d.]+-(.*?)\r?\n/m.exec(this.#said)?.[1] ?? '';
  }

  /** The first line that was said, where no SSH version was named; empty where there is none. */
  get said(): string {
    return this.#isSsh ? '' : this.#firstLine();
  }

  /** Why there was no key exchange, where the other end never named an SSH version. */
  explain(time: string): Trouble | undefined {
    if (this.#isSsh) return undefined;
    if (this.#said !== '') return this.#noServer();
    return trouble(
      'timeout',
      `it is connected, but no SSH server answered within ${time}`,
      `${HINTS.port}; ${HINTS.loginTime}`,
    );
  }

  #noServer(): Trouble {
    return trouble('connect', `what answers is no SSH server: it says "${this.#firstLine()}"`, HINTS.port);
  }

  #firstLine(): string {
    const line = this.#said.split(/\r?\n/).find((one) => one.trim() !== '') ?? '';
    return line.slice(0, 60);
  }
}

const MOST_KEPT = 512;
/** HTTP, markup, TLS, and Telnet's negotiation. */
const FOREIGN = /^(?:HTTP\/|<|\x16\x03|\xff[\xfb-\xfe])/;
