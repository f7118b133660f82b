import type { Device } from '../model/device.ts';
import type { Stage } from '../model/event.ts';
import type { Command, Job } from '../model/job.ts';
import type { Reply } from '../model/outcome.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Channels, Exit, Program } from './channels.ts';
import type { Deadline } from './deadline.ts';
import { Exchange } from './exchange.ts';
import { idleLimit } from './idle-limit.ts';
import { limitOutput } from './output-limit.ts';
import { recognise } from './prompt.ts';
import { isRefused } from './refusal.ts';
import { Terminal } from './terminal.ts';

type ExecutionOptions = {
  readonly device: Device;
  readonly platform: Platform;
  readonly job: Job;
  readonly command: Command;
  readonly deadline: Deadline;
  readonly listener: { stage(stage: Stage): void; reply(reply: Reply): void };
  readonly now: () => number;
};

/**
 * One command that a device runs as a program of its own, without a shell's prompts: nothing is typed, the end of its
 * output is certain, and its exit status is known. What it prints is taken line by line, outputs and errors in the
 * order in which they arrive.
 */
export class Execution {
  /** It runs on a connection that has taken all credentials. */
  readonly isLoggedIn = true;
  readonly awaited: string;
  readonly #connection: Channels;
  readonly #options: ExecutionOptions;
  readonly #exchange: Exchange;
  readonly #terminals: Readonly<Record<'output' | 'errors', Terminal>>;
  #program: Program | undefined;
  #isDone = false;
  #lastReplyAt: number | undefined;

  constructor(connection: Channels, options: ExecutionOptions) {
    this.#connection = connection;
    this.#options = options;
    this.awaited = `the end of "${options.command.text}"`;
    this.#exchange = new Exchange(options.command.text, options.now());
    this.#terminals = { output: this.#terminal(), errors: this.#terminal() };
  }

  /** The last line that it printed and that is not blank. */
  get lastLine(): string {
    const { output, errors } = this.#terminals;
    const unfinished = output.tail.trim() || errors.tail.trim();
    return unfinished || (this.#exchange.lines.findLast((line) => line.trim() !== '')?.trim() ?? '');
  }

  /** When it ended; undefined before. */
  get lastReplyAt(): number | undefined {
    return this.#lastReplyAt;
  }

  /**
   * Runs the command and gives its reply to the listener.
   * @returns `not-run`, and there is no reply, where the device does not run single commands
   * @throws Trouble
   */
  async perform(): Promise<'run' | 'not-run'> {
    const { command, job, platform, deadline, listener, now } = this.#options;
    listener.stage('command');
    const { ms, reason } = idleLimit(command, platform, job);
    deadline.set(ms, reason);
    this.#program = await this.#connection.execute(command.text);
    if (!this.#program) return 'not-run';
    for (let got = await this.#program.read(); got; got = await this.#program.read()) {
      deadline.restart();
      for (const { stream, bytes } of got) this.#terminals[stream].feed(bytes);
      limitOutput(this.#exchange, this.#unfinishedLength, job);
    }
    this.#lastReplyAt = now();
    const { exit } = this.#program;
    if (!failed(exit) && this.#isDoubtful() && !(await this.#runsCommands())) return 'not-run';
    this.#isDone = true;
    this.#reply(this.#isRejected(exit) ? 'rejected' : 'ok');
    if (this.#exchange.trouble) throw this.#exchange.trouble;
    return 'run';
  }

  /** Ends the program, and gives what it has printed as a `partial` reply. */
  giveUp(): void {
    this.#program?.terminate();
    if (this.#program && !this.#isDone) this.#reply('partial');
  }

  /** Nothing shows that the command has run: there is no output, or one of a command line that greets and prompts. */
  #isDoubtful(): boolean {
    const { output, errors } = this.#terminals;
    const lines = [...this.#exchange.lines.slice(0, MOST_TELNET_LINES), output.tail, errors.tail];
    const isPrompting = recognise(this.#options.platform, output.tail) !== undefined;
    return (
      isPrompting || lines.every((line) => line.trim() === '') || lines.some((line) => TELNET.test(line))
    );
  }

  /** A command line in place of the shell ignores what it is told: there not even this is answered. */
  async #runsCommands(): Promise<boolean> {
    const { deadline } = this.#options;
    const program = await this.#connection.execute(`echo ${PROBE}`);
    if (!program) return false;
    const lines: string[] = [];
    const terminal = new Terminal(TERMINAL, { line: (line) => void lines.push(line), pagerAnswered() {} });
    for (let got = await program.read(); got; got = await program.read()) {
      deadline.restart();
      for (const { bytes } of got) terminal.feed(bytes);
    }
    return [...lines, terminal.unfinished].some((line) => line.includes(PROBE));
  }

  #reply(status: Reply['status']): void {
    const { command, listener, now } = this.#options;
    const exchange = this.#exchange;
    const { output, errors } = this.#terminals;
    if (errors.unfinishedLength > 0) exchange.lines.push(errors.unfinished);
    const kept = exchange.finish(output.unfinished);
    listener.reply({
      command: command.text,
      ...kept,
      status: exchange.trouble ? 'partial' : status,
      ...(this.#isDone ? exitFields(this.#program?.exit) : {}),
      durationMs: (this.#lastReplyAt ?? now()) - exchange.typedAt,
    });
  }

  /** A device that does not tell how a program ended is judged by its words. */
  #isRejected(exit: Exit | undefined): boolean {
    const { job, platform } = this.#options;
    return job.rejectCheck && (exit ? failed(exit) : isRefused(platform, this.#exchange));
  }

  get #unfinishedLength(): number {
    const { output, errors } = this.#terminals;
    return output.unfinishedLength + errors.unfinishedLength;
  }

  #terminal(): Terminal {
    const { encoding } = this.#options.device;
    return new Terminal(
      { ...TERMINAL, encoding },
      { line: (line) => void this.#exchange.lines.push(line), pagerAnswered() {} },
    );
  }
}

/** Nothing wraps and nothing pages where there is no terminal. */
const TERMINAL = { columns: 511, encoding: 'utf-8', isPager: () => false };

function failed(exit: Exit | undefined): boolean {
  return exit !== undefined && ('signal' in exit || exit.code !== 0);
}

function exitFields(exit: Exit | undefined): Pick<Reply, 'exitCode' | 'signal'> {
  if (!exit) return {};
  return 'signal' in exit ? { signal: exit.signal } : { exitCode: exit.code };
}

/** What a Telnet client says that a server has put between SSH and a command line of its own. */
const TELNET = /^Escape character is |^Connection closed by foreign host/;
const MOST_TELNET_LINES = 10;
const PROBE = 'netrun-asks-whether-commands-run';
