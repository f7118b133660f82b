import type { AskMain } from '../model/ask.ts';
import type { Device } from '../model/device.ts';
import type { Stage } from '../model/event.ts';
import type { Job } from '../model/job.ts';
import type { ModeChange, Platform, PrepareCommand } from '../platforms/platform.ts';
import type { Dialogue } from './dialogue.ts';
import type { Examiner } from './examiner.ts';
import { Exchange } from './exchange.ts';
import { HINTS } from './hints.ts';
import { steps } from './modes.ts';
import { openingLines, readsAhead, waysFromStart, waysToPrivilege } from './opening.ts';
import { sameButDigits } from './prompt.ts';
import { isRefused } from './refusal.ts';
import type { Waiting } from './screen.ts';
import { ShownSecret } from './shown-secret.ts';
import { closedSession, type Trouble, trouble } from './trouble.ts';

interface LoginListener {
  stage(stage: Stage): void;
  note(note: string): void;
}

type LoginOptions = {
  readonly device: Device;
  readonly platform: Platform;
  readonly job: Job;
  readonly sentAhead: readonly string[];
  readonly listener: LoginListener;
  readonly ask: AskMain;
  /** Told what is learned of the device. */
  readonly examiner?: Examiner | undefined;
  readonly now: () => number;
};

/** From the open shell to the prompt at which the commands are typed: login in the shell, privilege, paging. */
export class Login {
  readonly #dialogue: Dialogue;
  readonly #options: LoginOptions;
  /** What the shell's own login has been told. */
  readonly #told = new Set<'username' | 'password'>();
  readonly #secret: ShownSecret;
  /** The password of the shell's own login. */
  readonly #password: ShownSecret;
  /** Typed commands of the opening that have not been looked through for refusals. */
  readonly #prepared: (readonly [PrepareCommand, Exchange])[] = [];
  /** The device may stop in its pager, which would take what is typed ahead for its keys. */
  #mayPage = false;
  /** Commands that print nothing seem to print the same: it may be the upper line of a prompt of two lines. */
  #hasPromptHead = false;
  #preparedOutput: string | undefined;

  constructor(dialogue: Dialogue, options: LoginOptions) {
    this.#dialogue = dialogue;
    this.#options = options;
    const { username } = options.device;
    this.#secret = new ShownSecret({ username, use: 'enable' }, options.ask);
    this.#password = new ShownSecret({ username, use: 'login' }, options.ask);
  }

  /** An output is to be proven complete before anything more is typed. */
  get needsProof(): boolean {
    return this.#mayPage || this.#hasPromptHead;
  }

  /** @returns the job's first command, where it has been typed already */
  async perform(): Promise<Exchange | undefined> {
    const { platform, job, device, sentAhead, examiner } = this.#options;
    const dialogue = this.#dialogue;
    dialogue.limit('stage', job.deadlines.loginMs, (time) =>
      trouble(
        'prompt',
        `no prompt came within ${time}`,
        `is it ${platform.title}? ${HINTS.detection}; ${HINTS.loginTime}`,
      ),
    );
    if (sentAhead.length > 0) return this.#openAhead(waysFromStart(platform, device, job));
    const first = await dialogue.until((waiting) => waiting.for === 'command');
    if (readsAhead(platform)) {
      return this.#openAhead(first.for === 'command' ? this.#waysToPrivilege(first.prompt.mode) : []);
    }
    // Only a proven prompt tells the mode: a greeting may hold lines that look like prompts.
    dialogue.type(['']);
    await dialogue.finishTyped();
    examiner?.learn('prompt', this.#promptSeen);
    examiner?.step('enable');
    const ways = this.#waysToPrivilege(this.#mode);
    examiner?.learn('enable', { commands: ways.map((way) => way.command) });
    for (const way of ways) await this.#enter(way, dialogue.type([way.command]));
    const hidden = platform.hiddenPrivileges?.find(({ mode }) => mode === this.#mode);
    if (hidden && job.enable !== 'never' && device.secret !== undefined) {
      examiner?.learn('enable', { commands: [...ways, hidden].map((way) => way.command) });
      await this.#enterHidden(hidden);
    }
    examiner?.learn('enable', this.#promptSeen);
    examiner?.step('paging');
    for (const prepare of platform.prepare) await this.#prepare(prepare);
    return undefined;
  }

  /** What the shell's own login asks is told once, since a second question means that it was wrong. */
  async asked(question: string): Promise<void> {
    const { platform, device } = this.#options;
    const { shellLogin } = platform;
    const what = (['username', 'password'] as const).find((one) => shellLogin?.[one].test(question));
    if (!what) {
      throw trouble(
        'auth',
        `the device asks for another login: ${question}`,
        '"shell_login: true" or "shell_password" in the inventory has netrun answer it',
      );
    }
    if (this.#told.has(what)) {
      this.#password.settle('rejected');
      throw rejected(device);
    }
    this.#told.add(what);
    this.#dialogue.awaited = `the answer to the ${what === 'password' ? 'password' : 'user name'}`;
    const answer = (what === 'password' ? device.shellLogin?.password : undefined) ?? device[what] ?? '';
    this.#dialogue.send((what === 'password' ? await this.#password.show(answer) : answer) + platform.enter);
  }

  /** The device has closed the session before its commands began. */
  closed(): Trouble {
    if (this.#secret.isOpen) {
      this.#secret.settle('rejected');
      return secretRejected('the device closed the session when it got the secret');
    }
    if (this.#password.isOpen && !this.#dialogue.screen.isLearned) {
      this.#password.settle('rejected');
      return rejected(this.#options.device);
    }
    if (this.#dialogue.screen.isLearned) return closedSession();
    return trouble('closed', 'the device closed the session before it showed a prompt', HINTS.shell);
  }

  /** Looks through the answers to the opening that are complete by now. */
  look(): void {
    if (this.#dialogue.screen.isLearned) this.#password.settle('accepted');
    for (let next = this.#prepared[0]; next?.[1].closed; next = this.#prepared[0]) {
      this.#prepared.shift();
      const [{ command, purpose }, exchange] = next;
      if (purpose === 'paging') this.#options.examiner?.learn('paging', { command, refusal: '' });
      if (isRefused(this.#options.platform, exchange)) this.#noteRefusal(...next);
      else this.#lookForPromptHead(exchange.lines.join('\n').trim());
    }
  }

  /** Only a proven prompt tells the mode: a greeting may hold lines that look like prompts. */
  noteMissingSecret(): void {
    const { platform, job, device, listener } = this.#options;
    const mode = this.#mode;
    if (job.enable !== 'auto' || platform.enable !== 'always' || device.secret !== undefined) return;
    if (mode === undefined || platform.privileged === undefined) return;
    const missed = steps(platform, mode, platform.privileged)?.find((way) => way.secretPrompt);
    if (missed) listener.note(`"${missed.command}" was not sent, since no secret is set`);
  }

  get #promptSeen() {
    const { prompt } = this.#dialogue.screen;
    return { text: prompt?.text.trim() ?? '', mode: prompt?.mode ?? '' };
  }

  get #mode(): string | undefined {
    return this.#dialogue.screen.prompt?.mode;
  }

  /** Types the whole opening in one write: up to the secret's prompt, or with the first command. */
  async #openAhead(ways: readonly ModeChange[]): Promise<Exchange | undefined> {
    const { platform, job, sentAhead, now } = this.#options;
    const dialogue = this.#dialogue;
    const { screen } = dialogue;
    const [way, ...further] = ways;
    const lines = openingLines(platform, job, way);
    const exchanges = lines.map((line) => new Exchange(line, now()));
    if (sentAhead.length > 0) for (const exchange of exchanges) screen.type(exchange);
    else dialogue.write(exchanges);
    for (const [i, prepare] of platform.prepare.entries()) {
      const exchange = exchanges[i];
      if (exchange) this.#prepared.push([prepare, exchange]);
    }
    const last = exchanges.slice(platform.prepare.length);
    if (way) {
      await this.#enter(way, last);
      for (const next of further) await this.#enter(next, dialogue.type([next.command]));
      return undefined;
    }
    await dialogue.until(() => screen.isLearned);
    const missed = this.#waysToPrivilege(this.#mode);
    if (missed.length > 0 || last.length === 0) await dialogue.finishTyped();
    for (const next of missed) await this.#enter(next, dialogue.type([next.command]));
    return missed.length > 0 ? undefined : last[0];
  }

  /** Sends a command of the opening where it exists, and its alternative where it is refused. */
  async #prepare(prepare: PrepareCommand): Promise<void> {
    if (prepare.mode !== undefined && prepare.mode !== this.#mode) return;
    const [exchange] = this.#dialogue.type([prepare.command]);
    await this.#dialogue.finishTyped();
    const { otherwise, purpose } = prepare;
    if (exchange && otherwise !== undefined && isRefused(this.#options.platform, exchange)) {
      await this.#prepare({ command: otherwise, purpose });
    } else if (exchange) {
      this.#prepared.push([prepare, exchange]);
    }
  }

  #waysToPrivilege(mode: string | undefined): readonly ModeChange[] {
    const { platform, job, device } = this.#options;
    return waysToPrivilege(platform, device, job, mode);
  }

  /** Waits for the mode that a typed command leads to. */
  async #enter(way: ModeChange, typed: readonly Exchange[]): Promise<void> {
    const { platform } = this.#options;
    const { screen } = this.#dialogue;
    const from = this.#mode;
    const waiting = await this.#pass(way, typed.at(-1), (now) => now.prompt.mode === from);
    // Sent ahead, it may have found the device privileged already.
    if (waiting.prompt.mode === from && from !== platform.privileged) throw notTaken(way, screen.current);
    screen.adopt(waiting.prompt);
  }

  /** The same for a privilege that the prompt does not show: what the device says tells how it went. */
  async #enterHidden(way: ModeChange): Promise<void> {
    const { platform } = this.#options;
    const { screen } = this.#dialogue;
    const typed = this.#dialogue.type([way.command]);
    const isRejected = () => isRefused(platform, screen.current);
    await this.#pass(way, typed.at(-1), isRejected);
    const isThere = screen.current.lines.some((line) => way.already?.test(line));
    if (isRejected() && !isThere) throw notTaken(way, screen.current);
  }

  /**
   * Answers what a command asks for, user name and secret, once each, and waits for the prompt behind it.
   * @param isRejected judges the prompt that follows on the secret
   */
  async #pass(
    way: ModeChange,
    exchange: Exchange | undefined,
    isRejected: (now: AtPrompt) => boolean,
  ): Promise<AtPrompt> {
    const { job, device, platform, listener } = this.#options;
    const dialogue = this.#dialogue;
    const { screen } = dialogue;
    listener.stage('enable');
    dialogue.limit('stage', job.deadlines.loginMs, (time) =>
      trouble('enable', `"${way.command}" was not answered within ${time}`, HINTS.loginTime),
    );
    dialogue.awaited = `the answer to "${way.command}"`;
    const asks = (prompt: RegExp | undefined) =>
      prompt !== undefined && screen.current === exchange && prompt.test(screen.tail);
    const atPrompt = (waiting: Waiting) => waiting.for === 'command' && screen.current === exchange;
    const told: string[] = [];
    let linesBefore = -1;
    for (;;) {
      const asked = (): 'username' | 'secret' | undefined =>
        asks(way.secretPrompt) ? 'secret' : asks(way.usernamePrompt) ? 'username' : undefined;
      const goesOn = () => screen.current.lines.length > linesBefore;
      const waiting = await dialogue.until((now) => goesOn() && (asked() !== undefined || atPrompt(now)));
      const what = asked();
      const isAgain = what !== undefined && told.includes(what);
      if (what !== undefined && !isAgain) {
        const answer = device[what];
        if (answer === undefined) throw noSecret(way, screen.tail);
        told.push(what);
        linesBefore = screen.current.lines.length;
        dialogue.awaited = what === 'secret' ? 'the answer to the secret' : 'the answer to the user name';
        dialogue.send((what === 'secret' ? await this.#secret.show(answer) : answer) + platform.enter);
        continue;
      }
      const now = waiting.for === 'command' ? waiting : undefined;
      if (isAgain || (told.includes('secret') && now && isRejected(now))) {
        this.#secret.settle('rejected');
        throw secretRejected();
      }
      if (!now) continue;
      this.#secret.settle('accepted');
      return now;
    }
  }

  #lookForPromptHead(output: string): void {
    this.#hasPromptHead ||= output !== '' && sameButDigits(output, this.#preparedOutput ?? '');
    this.#preparedOutput = output;
  }

  #noteRefusal(prepare: PrepareCommand, exchange: Exchange): void {
    const said = exchange.lines.findLast((line) => line.trim() !== '')?.trim() ?? '';
    if (prepare.purpose === 'paging') {
      this.#mayPage = true;
      this.#options.examiner?.learn('paging', { refusal: said });
    }
    this.#options.listener.note(`"${prepare.command}" was refused: ${said}`);
  }
}

type AtPrompt = Extract<Waiting, { for: 'command' }>;

function rejected({ username }: Device): Trouble {
  return trouble(
    'auth',
    `the login inside the shell was rejected: user name or password of ${username}`,
    HINTS.credentials,
  );
}

function secretRejected(what = 'the secret was rejected'): Trouble {
  return trouble('enable', what, HINTS.secret);
}

function noSecret({ command }: ModeChange, question: string): Trouble {
  return trouble(
    'enable',
    `"${command}" asks for a secret, and none is set: ${question.trim()}`,
    'set "secret" in the inventory, or give it with --ask-secret',
  );
}

function notTaken({ command }: ModeChange, { lines }: Exchange): Trouble {
  const said = lines.join('\n').trim() || 'it stays in the same mode';
  return trouble(
    'enable',
    `the device does not take "${command}": ${said}`,
    `--no-enable runs the commands without it; ${HINTS.detection}`,
  );
}
