import type { Device } from '../model/device.ts';
import type { Stage } from '../model/event.ts';
import type { Command, Job } from '../model/job.ts';
import type { Reply } from '../model/outcome.ts';
import type { ModeChange, Platform, PrepareCommand } from '../platforms/platform.ts';
import type { Deadline } from './deadline.ts';
import { Exchange } from './exchange.ts';
import { steps } from './modes.ts';
import { isHelp, openingLines, waysFromStart } from './opening.ts';
import { sameButDigits } from './prompt.ts';
import { Screen, type Waiting } from './screen.ts';
import type { Transport } from './transport.ts';
import { type Trouble, trouble } from './trouble.ts';

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
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
};

/** One device's command line: what is typed, when, and what comes back. */
export class Session {
  readonly #transport: Transport;
  readonly #options: SessionOptions;
  readonly #screen: Screen;
  /** Typed commands whose replies have not been given yet, in order. */
  readonly #commands: Typed[] = [];
  #awaited = 'the first prompt';
  #lastReplyAt: number | undefined;
  /** Typed commands of the opening that have not been looked through for refusals. */
  readonly #prepared: (readonly [PrepareCommand, Exchange])[] = [];
  /** The device may stop in its pager, which would take what is typed ahead for its keys. */
  #mayPage = false;
  /** Questions of the command in progress. */
  #answers = 0;
  /** A reply that could not be kept whole. */
  #lost: Trouble | undefined;
  /** Commands that print nothing seem to print the same: it may be the upper line of a prompt of two lines. */
  #hasPromptHead = false;
  #preparedOutput: string | undefined;
  /** Data from the device restarts the time limit. */
  #limitIsIdle = false;

  constructor(transport: Transport, options: SessionOptions) {
    this.#transport = transport;
    this.#options = options;
    this.#screen = new Screen(options.platform, options.device.encoding, options.now);
  }

  /** What is being waited for, in the user's words. */
  get awaited(): string {
    return this.#awaited;
  }

  /** The last line that the device printed. */
  get lastLine(): string {
    return this.#screen.lastLine;
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
    const typedAhead = await this.#login();
    listener.stage('command');
    const [first] = this.#commands;
    if (first) {
      this.#limitCommand(first.command);
      await this.#finishTyped();
    }
    this.#noteMissingSecret();
    for (const command of job.commands.slice(typedAhead)) {
      if (this.#mayPage || this.#hasPromptHead || this.#screen.pagerWasSeen) await this.#confirm();
      this.#limitCommand(command);
      for (const exchange of this.#type([command.text])) this.#commands.push({ command, exchange });
      await this.#finishTyped();
    }
    await this.#confirm();
    this.#giveReplies();
    if (this.#lost) throw this.#lost;
  }

  /** Types the logout; only after `perform` has succeeded. */
  logout(): void {
    this.#send(this.#options.platform.logout + this.#options.platform.enter);
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
    this.#options.listener.reply({ command: exchange.text, ...output, status: 'partial', durationMs });
  }

  /** @returns how many of the job's commands have been typed already */
  async #login(): Promise<number> {
    const { platform, job } = this.#options;
    this.#limit('stage', job.deadlines.loginMs, (time) =>
      trouble(
        'prompt',
        `no prompt came within ${time}`,
        `is the platform right (${platform.title})? --login-timeout allows more time`,
      ),
    );
    if (this.#options.sentAhead.length > 0)
      return this.#openAhead(waysFromStart(platform, this.#options.device, job));
    const first = await this.#until((waiting) => waiting.for === 'command');
    if (platform.typeAhead) {
      return this.#openAhead(first.for === 'command' ? this.#waysToPrivilege(first.prompt.mode) : []);
    }
    // Only a proven prompt tells the mode: a greeting may hold lines that look like prompts.
    this.#type(['']);
    await this.#finishTyped();
    for (const way of this.#waysToPrivilege(this.#screen.prompt?.mode)) {
      await this.#enter(way, this.#type([way.command]));
    }
    for (const prepare of platform.prepare) {
      this.#prepare([prepare], this.#type([prepare.command]));
      await this.#finishTyped();
    }
    return 0;
  }

  /** Types the whole opening in one write: up to the secret's prompt, or with the first command. */
  async #openAhead(ways: readonly ModeChange[]): Promise<number> {
    const { platform, job, sentAhead, now } = this.#options;
    const [way, ...further] = ways;
    const lines = openingLines(platform, job, way);
    const exchanges = lines.map((line) => new Exchange(line, now()));
    if (sentAhead.length > 0) for (const exchange of exchanges) this.#screen.type(exchange);
    else this.#write(exchanges);
    this.#prepare(platform.prepare, exchanges);
    const last = exchanges.slice(platform.prepare.length);
    if (way) {
      await this.#enter(way, last);
      for (const next of further) await this.#enter(next, this.#type([next.command]));
      return 0;
    }
    await this.#until(() => this.#screen.isLearned);
    const missed = this.#waysToPrivilege(this.#screen.prompt?.mode);
    if (missed.length > 0 || last.length === 0) await this.#finishTyped();
    for (const next of missed) await this.#enter(next, this.#type([next.command]));
    const [command] = job.commands;
    const [exchange] = last;
    if (missed.length > 0 || !command || !exchange) return 0;
    this.#commands.push({ command, exchange });
    return 1;
  }

  #prepare(commands: readonly PrepareCommand[], exchanges: readonly Exchange[]): void {
    for (const [i, command] of commands.entries()) {
      const exchange = exchanges[i];
      if (exchange) this.#prepared.push([command, exchange]);
    }
  }

  /** The commands that lead to the privileged mode, where the job wants it and it can be had. */
  #waysToPrivilege(mode: string | undefined): readonly ModeChange[] {
    const { platform, job, device } = this.#options;
    if (!job.enable || platform.privileged === undefined || platform.enable === 'never') return [];
    if (mode === undefined || mode === platform.privileged) return [];
    const ways = steps(platform, mode, platform.privileged) ?? [];
    return device.secret !== undefined || ways.every((way) => !way.secretPrompt) ? ways : [];
  }

  /** Only a proven prompt tells the mode: a greeting may hold lines that look like prompts. */
  #noteMissingSecret(): void {
    const { platform, job, device, listener } = this.#options;
    const mode = this.#screen.prompt?.mode;
    if (!job.enable || platform.enable !== 'always' || device.secret !== undefined) return;
    if (mode === undefined || platform.privileged === undefined) return;
    const missed = steps(platform, mode, platform.privileged)?.find((way) => way.secretPrompt);
    if (missed) listener.note(`"${missed.command}" was not sent, since no secret is set`);
  }

  /** Waits for the mode that a typed command leads to, and answers its question for the secret once. */
  async #enter(way: ModeChange, typed: readonly Exchange[]): Promise<void> {
    const { platform, job, device, listener } = this.#options;
    const screen = this.#screen;
    const from = screen.prompt?.mode;
    listener.stage('enable');
    this.#limit('stage', job.deadlines.loginMs, (time) =>
      trouble(
        'enable',
        `"${way.command}" was not answered within ${time}`,
        '--login-timeout allows more time',
      ),
    );
    this.#awaited = `the answer to "${way.command}"`;
    const exchange = typed.at(-1);
    const asksSecret = () => screen.current === exchange && way.secretPrompt?.test(screen.tail) === true;
    const atPrompt = (waiting: Waiting) => waiting.for === 'command' && screen.current === exchange;
    let waiting = await this.#until((now) => asksSecret() || atPrompt(now));
    if (asksSecret()) {
      const linesBefore = screen.current.lines.length;
      const goesOn = () => screen.current.lines.length > linesBefore;
      this.#send((device.secret ?? '') + platform.enter);
      this.#awaited = 'the answer to the secret';
      waiting = await this.#until((now) => goesOn() && (asksSecret() || atPrompt(now)));
      if (asksSecret() || (waiting.for === 'command' && waiting.prompt.mode === from)) {
        throw trouble(
          'enable',
          'the secret was rejected',
          'check "secret" in the inventory, or give it with --ask-secret',
        );
      }
    }
    if (waiting.for !== 'command') return;
    // Sent ahead, it may have found the device privileged already.
    if (waiting.prompt.mode === from && from !== platform.privileged) {
      const said = screen.current.lines.join('\n').trim() || 'it stays in the same mode';
      throw trouble(
        'enable',
        `the device does not take "${way.command}": ${said}`,
        '--no-enable runs the commands without it',
      );
    }
    screen.adopt(waiting.prompt);
  }

  /** Types lines in one write. */
  #type(lines: readonly string[]): readonly Exchange[] {
    const exchanges = lines.map((line) => new Exchange(line, this.#options.now()));
    this.#write(exchanges);
    return exchanges;
  }

  #write(exchanges: readonly Exchange[]): void {
    const { platform } = this.#options;
    const { enter } = platform;
    // The help key acts at once; an Enter would run what stands before it.
    this.#send(exchanges.map(({ text }) => (isHelp(platform, text) ? text : text + enter)).join(''));
    for (const exchange of exchanges) this.#screen.type(exchange);
  }

  /** Sends text as it is; what is on the screen has been dealt with until something new arrives. */
  #send(text: string): void {
    this.#screen.expectAnswer();
    this.#transport.write(text);
  }

  /** Waits until what was typed last has been echoed and the device waits for the next line. */
  async #finishTyped(): Promise<void> {
    const screen = this.#screen;
    this.#awaited = screen.prompt ? `the prompt ${screen.prompt.text.trim()}` : 'the prompt';
    const waiting = await this.#until((now) => now.for === 'command' && !screen.isTyping);
    if (waiting.for !== 'command') return;
    const help = isHelp(this.#options.platform, screen.current.text);
    if (!waiting.exact || help) screen.adopt(waiting.prompt);
    if (help) this.#send(CLEAR_LINE);
  }

  /**
   * An empty line that brings the same prompt again proves that the output before it has ended. Blanks before the
   * Enter tell its echo from a line of the output that is the prompt. A pager may take it for its keys.
   */
  async #confirm(): Promise<void> {
    const screen = this.#screen;
    const { current } = screen;
    if (current.isBlank) return;
    let { keysTaken } = screen;
    for (let tries = 0; !current.closed; tries++) {
      if (screen.keysTaken > keysTaken) tries = 0;
      keysTaken = screen.keysTaken;
      if (tries === MOST_CONFIRMATIONS) {
        throw trouble('prompt', 'an empty line did not bring the prompt again', 'is the platform right?');
      }
      if (!screen.echoes) {
        await this.#silence();
        screen.endOutput();
        return;
      }
      this.#type([BLANKS]);
      const isLost = (now: Waiting) =>
        now.for === 'command' && (now.exact && screen.canConfirm ? !screen.isTyping : screen.hasAnswered);
      await this.#until((now) => current.closed || isLost(now) || !screen.echoes);
    }
  }

  /** Waits until the device says nothing more and shows its prompt. */
  async #silence(): Promise<void> {
    for (;;) {
      await this.#until((now) => now.for === 'command');
      const got = await this.#transport.read(SILENCE_MS);
      if (got === 'silence') return;
      if (got === undefined) throw trouble('closed', 'the device closed the session');
      this.#screen.feed(got);
    }
  }

  /** Reads until `done`; answers pagers, and throws on a question that `done` does not take. */
  async #until(done: (waiting: Waiting) => boolean): Promise<Waiting> {
    const { deadline } = this.#options;
    const screen = this.#screen;
    let silences = 0;
    for (;;) {
      let waiting = screen.waiting();
      const isSilent = silences > 0;
      if (waiting.for === 'key' && (waiting.exact || isSilent)) {
        screen.answeredPager();
        this.#send(waiting.key);
        waiting = screen.waiting();
      }
      if ((isSilent || waiting.for !== 'command' || waiting.exact) && done(waiting)) return waiting;
      if (isSilent) this.#onSilence(waiting, silences);
      const listens = silences < MOST_SILENCES && (waiting.for !== 'nothing' || !screen.isLearned);
      const got = await this.#transport.read(listens ? SILENCE_MS : undefined);
      if (got === 'silence') {
        silences++;
        continue;
      }
      if (got === undefined) throw trouble('closed', 'the device closed the session');
      silences = 0;
      if (this.#limitIsIdle) deadline.restart();
      screen.feed(got);
      this.#limitOutput();
      if (screen.lostCommand) {
        throw trouble('prompt', 'the pager took a command that was typed ahead for its keys');
      }
      this.#giveReplies();
      if (this.#lost) throw this.#lost;
    }
  }

  #giveReplies(): void {
    for (let next = this.#prepared[0]; next?.[1].closed; next = this.#prepared[0]) {
      this.#prepared.shift();
      if (isRefused(this.#options.platform, next[1])) this.#noteRefusal(...next);
      else this.#lookForPromptHead(next[1].lines.join('\n').trim());
    }
    const { platform, job, listener } = this.#options;
    for (let next = this.#commands[0]; next?.exchange.closed; next = this.#commands[0]) {
      this.#commands.shift();
      const { exchange } = next;
      const answered = job.rejectCheck && isRefused(platform, exchange) ? 'rejected' : 'ok';
      const { text: command, promptAt, typedAt } = exchange;
      const output = exchange.finish();
      this.#lost ??= exchange.trouble;
      this.#lastReplyAt = promptAt;
      const status = exchange.trouble ? 'partial' : answered;
      listener.reply({ command, ...output, status, durationMs: promptAt - typedAt });
    }
  }

  /** Keeps a large output out of the memory, and one that never ends out of the disk. */
  #limitOutput(): void {
    const { maxBytes, spillFolder } = this.#options.job.output;
    const { current, unfinishedLength } = this.#screen;
    if (unfinishedLength > LONGEST_LINE) {
      throw trouble('output-limit', 'a line of the output is longer than 64 MB');
    }
    if (current.size + unfinishedLength > maxBytes) {
      const most = `${Math.round(maxBytes / 2 ** 20)} MB`;
      throw trouble('output-limit', `the output is larger than ${most}`, '--max-output allows more');
    }
    if (spillFolder !== undefined) current.spill(spillFolder);
    if (current.trouble) throw current.trouble;
  }

  #lookForPromptHead(output: string): void {
    this.#hasPromptHead ||= output !== '' && sameButDigits(output, this.#preparedOutput ?? '');
    this.#preparedOutput = output;
  }

  #noteRefusal(prepare: PrepareCommand, exchange: Exchange): void {
    if (prepare.purpose === 'paging') this.#mayPage = true;
    const said = exchange.lines.findLast((line) => line.trim() !== '')?.trim() ?? '';
    this.#options.listener.note(`"${prepare.command}" was refused: ${said}`);
  }

  /** Sets the time limit: of a whole stage, or of the time without data. */
  #limit(of: 'stage' | 'idle', ms: number, reason: (time: string) => Trouble): void {
    this.#limitIsIdle = of === 'idle';
    this.#options.deadline.set(ms, () => reason(`${Number((ms / 1000).toFixed(1))} s`));
  }

  /** How long the device may be silent while a command runs. */
  #limitCommand({ text, idleMs }: Command): void {
    const { job, platform } = this.#options;
    this.#answers = 0;
    const usual = job.deadlines.idleMs;
    const ms = idleMs ?? (platform.slow?.test(text) ? Math.max(usual, SLOW_COMMAND_MS) : usual);
    this.#limit('idle', ms, (time) =>
      trouble('timeout', `nothing came for ${time}`, '--timeout allows more time'),
    );
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
    this.#send(isKey ? answer.text : answer.text + platform.enter);
    return true;
  }

  /** The device says nothing more, and what it shows is not what is awaited. */
  #onSilence(waiting: Waiting, silences: number): void {
    const screen = this.#screen;
    if (screen.isTyping) {
      if (waiting.for === 'nothing' || silences !== SILENCES_WITHOUT_ECHO || !screen.hasAnswered) return;
      const lost = screen.resolveTyped();
      if (lost.length === 0) return;
      if (this.#options.sentAhead.length > 0) this.#options.listener.lostAhead();
      this.#write(lost);
    } else if (waiting.for === 'answer' && silences === 1 && screen.hasAnswered) {
      if (!screen.isLearned) {
        throw trouble(
          'auth',
          `the device asks for another login: ${waiting.question}`,
          'netrun does not answer logins inside the shell on this platform',
        );
      }
      if (this.#answer(waiting.question)) return;
      throw trouble(
        'question',
        `the device asks: ${waiting.question}`,
        '--answer answers it, or give a command that does not ask',
      );
    } else if (waiting.for === 'nothing' && !screen.isLearned) {
      // A greeting that does not end its line has the prompt behind it.
      const isGlued = PROMPT_END.test(screen.tail);
      if (silences === (isGlued ? 1 : SILENCES_BEFORE_ENTER)) this.#send(this.#options.platform.enter);
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
/** Ctrl-U: line editors throw away what was typed. */
const CLEAR_LINE = '\x15';

/** A line is held in memory until it ends, whatever becomes of the output. */
const LONGEST_LINE = 64 * 2 ** 20;
/** A device that asks the same question for ever is not answered for ever. */
const MOST_ANSWERS = 50;
/** Platform data names the commands that may be silent for so long. */
const SLOW_COMMAND_MS = 600_000;

type Typed = { readonly command: Command; readonly exchange: Exchange };

/** The device says, at the start of a line of a short answer, that it does not take the command. */
function isRefused(platform: Platform, { lines }: Exchange): boolean {
  if (lines.length > LONGEST_REFUSAL) return false;
  return lines.some((line) => platform.refusals.some((refusal) => refusal.test(line)));
}

const LONGEST_REFUSAL = 10;
