import type { Device } from '../model/device.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Deadline } from './deadline.ts';
import { Exchange } from './exchange.ts';
import { HINTS } from './hints.ts';
import { inSeconds } from './idle-limit.ts';
import { isHelp } from './opening.ts';
import { Screen, type Waiting } from './screen.ts';
import type { Transport } from './transport.ts';
import { type Trouble, trouble } from './trouble.ts';

/** Who is told what comes up while a dialogue waits. */
interface DialogueListener {
  /** Something has arrived. @throws Trouble that ends the dialogue */
  arrived(): void;
  /** The device asks something that nobody waits for. @throws Trouble where it cannot be answered */
  asked(question: string): void | Promise<void>;
  /** The device has closed the session: what to make of it. */
  closed(): Trouble;
  /** Lines were thrown away by the device, and are typed again. */
  lostTyped(): void;
}

export type DialogueOptions = {
  readonly device: Device;
  readonly platform: Platform;
  /** Ends the stage in progress. */
  readonly deadline: Deadline;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
};

/** Types lines and waits for what comes back: prompts, pagers, questions, silence. */
export class Dialogue {
  readonly screen: Screen;
  /** What is being waited for, in the user's words. */
  awaited = 'the first prompt';
  readonly #transport: Transport;
  readonly #options: DialogueOptions;
  readonly #listener: DialogueListener;
  /** Data from the device restarts the time limit. */
  #limitIsIdle = false;

  constructor(transport: Transport, options: DialogueOptions, listener: DialogueListener) {
    this.#transport = transport;
    this.#options = options;
    this.#listener = listener;
    this.screen = new Screen(options.platform, options.device.encoding, options.now);
  }

  /** Types lines in one write. */
  type(lines: readonly string[]): readonly Exchange[] {
    const exchanges = lines.map((line) => new Exchange(line, this.#options.now()));
    this.write(exchanges);
    return exchanges;
  }

  write(exchanges: readonly Exchange[]): void {
    const { platform } = this.#options;
    const { enter } = platform;
    // The help key acts at once; an Enter would run what stands before it.
    this.send(exchanges.map(({ text }) => (isHelp(platform, text) ? text : text + enter)).join(''));
    for (const exchange of exchanges) this.screen.type(exchange);
  }

  /** Sends text as it is; what is on the screen has been dealt with until something new arrives. */
  send(text: string): void {
    this.screen.expectAnswer();
    this.#transport.write(text);
  }

  /** Waits until what was typed last has been echoed and the device waits for the next line. */
  async finishTyped(): Promise<void> {
    const { screen } = this;
    this.awaited = screen.prompt ? `the prompt ${screen.prompt.text.trim()}` : 'the prompt';
    const waiting = await this.until((now) => now.for === 'command' && !screen.isTyping);
    if (waiting.for !== 'command') return;
    const help = isHelp(this.#options.platform, screen.current.text);
    if (!waiting.exact || help) screen.adopt(waiting.prompt);
    if (help) this.send(eraser(this.#options.platform, screen.current.text));
  }

  /**
   * An empty line that brings the same prompt again proves that the output before it has ended. Blanks before the
   * Enter tell its echo from a line of the output that is the prompt. A pager may take it for its keys.
   */
  async confirm(): Promise<void> {
    const { screen } = this;
    const { current } = screen;
    if (current.isBlank) return;
    let { keysTaken } = screen;
    for (let tries = 0; !current.closed; tries++) {
      if (screen.keysTaken > keysTaken) tries = 0;
      keysTaken = screen.keysTaken;
      if (tries === MOST_CONFIRMATIONS) {
        throw trouble('prompt', 'an empty line did not bring the prompt again', HINTS.platform);
      }
      if (!screen.echoes) {
        await this.#silence();
        screen.endOutput();
        return;
      }
      this.type([BLANKS]);
      const isLost = (now: Waiting) =>
        now.for === 'command' && (now.exact && screen.canConfirm ? !screen.isTyping : screen.hasAnswered);
      await this.until((now) => current.closed || isLost(now) || !screen.echoes);
    }
  }

  /** Reads until `done`; answers pagers, and tells of questions that `done` does not take. */
  async until(done: (waiting: Waiting) => boolean): Promise<Waiting> {
    const { screen } = this;
    let silences = 0;
    for (;;) {
      let waiting = screen.waiting();
      const isSilent = silences > 0;
      if (waiting.for === 'key' && (waiting.exact || isSilent)) {
        screen.answeredPager();
        this.send(waiting.key);
        waiting = screen.waiting();
      }
      if ((isSilent || waiting.for !== 'command' || waiting.exact) && done(waiting)) return waiting;
      if (isSilent) await this.#onSilence(waiting, silences);
      const listens = silences < MOST_SILENCES && (waiting.for !== 'nothing' || !screen.isLearned);
      const got = await this.#read(listens ? SILENCE_MS : undefined);
      silences = got === 'silence' ? silences + 1 : 0;
    }
  }

  /** Sets the time limit: of a whole stage, or of the time without data. */
  limit(of: 'stage' | 'idle', ms: number, reason: (time: string) => Trouble): void {
    this.#limitIsIdle = of === 'idle';
    this.#options.deadline.set(ms, () => reason(inSeconds(ms)));
  }

  /** Waits until the device says nothing more and shows its prompt. */
  async #silence(): Promise<void> {
    do await this.until((now) => now.for === 'command');
    while ((await this.#read(SILENCE_MS)) !== 'silence');
  }

  async #read(silenceMs: number | undefined): Promise<'silence' | 'data'> {
    const { screen } = this;
    const got = await this.#transport.read(silenceMs);
    if (got === 'silence') return got;
    if (got === undefined) throw this.#listener.closed();
    if (this.#limitIsIdle) this.#options.deadline.restart();
    screen.feed(got);
    this.#listener.arrived();
    if (screen.lostCommand) {
      throw trouble('prompt', 'the pager took a command that was typed ahead for its keys');
    }
    return 'data';
  }

  /** The device says nothing more, and what it shows is not what is awaited. */
  async #onSilence(waiting: Waiting, silences: number): Promise<void> {
    const { screen } = this;
    if (screen.isTyping) {
      if (waiting.for === 'nothing' || silences !== SILENCES_WITHOUT_ECHO || !screen.hasAnswered) return;
      const lost = screen.resolveTyped();
      if (lost.length === 0) return;
      this.#listener.lostTyped();
      this.write(lost);
    } else if (waiting.for === 'answer' && silences === 1 && screen.hasAnswered) {
      await this.#listener.asked(waiting.question);
    } else if (waiting.for === 'nothing' && !screen.isLearned) {
      // A greeting that does not end its line has the prompt behind it.
      const isGlued = PROMPT_END.test(screen.tail);
      if (silences === (isGlued ? 1 : SILENCES_BEFORE_ENTER)) this.send(this.#options.platform.enter);
    }
  }
}

/** How long a device must be silent for what it shows to count when it is not the learned prompt. */
const SILENCE_MS = 500;
/** A slow device may take its time to echo; one that echoes nothing costs this once. */
const SILENCES_WITHOUT_ECHO = 4;
/** After so many nothing is decided any more; only data or the deadline ends the wait. */
const MOST_SILENCES = 8;
/** Some consoles show their prompt only after an Enter. */
const SILENCES_BEFORE_ENTER = 6;
const PROMPT_END = /[>#$%]\s*$/;
/** A pager may take an empty line for its keys, and then there is more output; without any this is enough. */
const MOST_CONFIRMATIONS = 20;
/** An empty line whose echo is not the bare prompt. */
const BLANKS = '  ';
/** What takes a typed line back: Ctrl-U in most line editors. */
function eraser({ eraseLine }: Platform, line: string): string {
  switch (eraseLine) {
    case 'ctrl-x':
      return '\x18';
    case 'backspaces':
      return '\b'.repeat(line.length);
    default:
      return '\x15';
  }
}
