import type { AskMain } from '../model/ask.ts';
import type { Device } from '../model/device.ts';
import type { Stage } from '../model/event.ts';
import type { Command, Job } from '../model/job.ts';
import type { Reply } from '../model/outcome.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Deadline } from './deadline.ts';
import { Dialogue } from './dialogue.ts';
import type { Examiner } from './examiner.ts';
import type { Exchange } from './exchange.ts';
import { idleLimit } from './idle-limit.ts';
import { Login } from './login.ts';
import { limitOutput } from './output-limit.ts';
import { isRefused } from './refusal.ts';
import type { Transport } from './transport.ts';
import { closedSession, type Trouble, trouble } from './trouble.ts';

/** What a session tells while it goes on. */
interface SessionListener {
  stage(stage: Stage): void;
  reply(reply: Reply): void;
  /** Something the user should know although it is no failure. */
  note(note: string): void;
  /** What was sent ahead did not arrive as commands, and has been sent again. */
  lostAhead(): void;
}

export type SessionOptions = {
  readonly device: Device;
  readonly platform: Platform;
  readonly job: Job;
  /** What `aheadOf` gave, if it was sent with the request for the shell. */
  readonly sentAhead: readonly string[];
  /** Ends the stage in progress; the session sets it. */
  readonly deadline: Deadline;
  readonly listener: SessionListener;
  readonly ask: AskMain;
  /** Told what is learned of the device. */
  readonly examiner?: Examiner | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
};

/** One device's command line: what is typed, when, and what comes back. */
export class Session {
  readonly #options: SessionOptions;
  readonly #dialogue: Dialogue;
  readonly #login: Login;
  /** Typed commands whose replies have not been given yet, in order. */
  readonly #commands: Typed[] = [];
  #lastReplyAt: number | undefined;
  #isLoggedIn = false;
  /** Questions of the command in progress. */
  #answers = 0;
  /** A reply that could not be kept whole. */
  #lost: Trouble | undefined;

  constructor(transport: Transport, options: SessionOptions) {
    this.#options = options;
    this.#dialogue = new Dialogue(transport, options, {
      arrived: () => this.#arrived(),
      asked: (question) => this.#asked(question),
      closed: () => (this.#isLoggedIn ? closedSession() : this.#login.closed()),
      lostTyped: () => {
        if (options.sentAhead.length > 0) options.listener.lostAhead();
      },
    });
    this.#login = new Login(this.#dialogue, options);
  }

  /** What is being waited for, in the user's words. */
  get awaited(): string {
    return this.#dialogue.awaited;
  }

  /** The last line that the device printed. */
  get lastLine(): string {
    return this.#screen.lastLine;
  }

  /** The device has taken all credentials, and its commands have begun. */
  get isLoggedIn(): boolean {
    return this.#isLoggedIn;
  }

  /** When the last byte of the last reply arrived; undefined before the first. */
  get lastReplyAt(): number | undefined {
    return this.#lastReplyAt;
  }

  /**
   * Logs in (prompt, privilege, paging), sends the job's commands in order and gives their replies to the listener.
   * @throws Trouble; nothing may be typed after it, since the device may be waiting for an answer
   */
  async perform(): Promise<void> {
    const { job, listener } = this.#options;
    const dialogue = this.#dialogue;
    const exchange = await this.#login.perform();
    this.#isLoggedIn = true;
    listener.stage('command');
    const [first, ...others] = job.commands;
    if (exchange && first) {
      this.#commands.push({ command: first, exchange });
      this.#limitCommand(first);
      await dialogue.finishTyped();
    }
    this.#login.noteMissingSecret();
    for (const command of exchange ? others : job.commands) {
      if (this.#login.needsProof || this.#screen.pagerWasSeen) await dialogue.confirm();
      this.#limitCommand(command);
      for (const typed of dialogue.type([command.text])) this.#commands.push({ command, exchange: typed });
      await dialogue.finishTyped();
    }
    await dialogue.confirm();
    this.#options.examiner?.learn('paging', { pages: this.#screen.keysTaken });
    this.#giveReplies();
    if (this.#lost) throw this.#lost;
  }

  /** Types the logout; only after `perform` has succeeded. */
  logout(): void {
    this.#dialogue.send(this.#options.platform.logout + this.#options.platform.enter);
  }

  /** Gives what has arrived of a command that did not end, as a `partial` reply. */
  giveUp(): void {
    this.#giveReplies();
    const exchange = this.#commands.shift()?.exchange;
    const screen = this.#screen;
    // Closes the file of a greeting that did not end.
    if (exchange !== screen.current) screen.current.finish();
    if (!exchange) return;
    const waiting = screen.waiting();
    const isAtPrompt = waiting.for === 'command' && waiting.exact;
    const durationMs = this.#options.now() - exchange.typedAt;
    const output =
      exchange === screen.current ? exchange.finish(isAtPrompt ? '' : screen.unfinished) : { output: '' };
    const { text: command, prompt } = exchange;
    this.#options.listener.reply({
      command,
      ...promptField(prompt),
      ...output,
      status: 'partial',
      durationMs,
    });
  }

  get #screen() {
    return this.#dialogue.screen;
  }

  #arrived(): void {
    const { current, unfinishedLength } = this.#screen;
    limitOutput(current, unfinishedLength, this.#options.job);
    this.#giveReplies();
    if (this.#lost) throw this.#lost;
  }

  async #asked(question: string): Promise<void> {
    if (!this.#screen.isLearned) await this.#login.asked(question);
    else if (!this.#answer(question)) {
      throw trouble(
        'question',
        `the device asks: ${question}`,
        '--answer answers it, or give a command that does not ask',
      );
    }
  }

  #giveReplies(): void {
    this.#login.look();
    const { platform, job, listener } = this.#options;
    for (let next = this.#commands[0]; next?.exchange.closed; next = this.#commands[0]) {
      this.#commands.shift();
      const { exchange } = next;
      const answered = job.rejectCheck && isRefused(platform, exchange) ? 'rejected' : 'ok';
      const { text: command, prompt, promptAt, typedAt } = exchange;
      const output = exchange.finish();
      this.#lost ??= exchange.trouble;
      this.#lastReplyAt = promptAt;
      const status = exchange.trouble ? 'partial' : answered;
      const durationMs = promptAt - typedAt;
      listener.reply({ command, ...promptField(prompt), ...output, status, durationMs });
    }
  }

  /** How long the device may be silent while a command runs. */
  #limitCommand(command: Command): void {
    const { job, platform } = this.#options;
    this.#answers = 0;
    const { ms, reason } = idleLimit(command, platform, job);
    this.#dialogue.limit('idle', ms, reason);
  }

  /** Types the answer that the command or the job has for a question; says whether there was one. */
  #answer(question: string): boolean {
    const { job, platform } = this.#options;
    const command = this.#commands.find(({ exchange }) => exchange === this.#screen.current)?.command;
    const answers = [...(command?.answers ?? []), ...job.answers];
    const answer = answers.find((one) => one.question.test(question));
    this.#answers++;
    if (!command || !answer || this.#answers > MOST_ANSWERS) return false;
    // A question that takes a single key would leave the Enter to the next prompt.
    const isKey = answer.text !== '' && platform.keyQuestion?.test(question) === true;
    this.#dialogue.send(isKey ? answer.text : answer.text + platform.enter);
    return true;
  }
}

function promptField(prompt: string | undefined): Pick<Reply, 'prompt'> {
  return prompt === undefined ? {} : { prompt };
}

/** A device that asks the same question for ever is not answered for ever. */
const MOST_ANSWERS = 50;

type Typed = { readonly command: Command; readonly exchange: Exchange };
