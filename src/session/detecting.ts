import type { AskMain } from '../model/ask.ts';
import { withoutWords } from '../model/command-words.ts';
import { kindOf } from '../model/detected.ts';
import type { Device } from '../model/device.ts';
import type { Stage } from '../model/event.ts';
import type { DeviceTask, Job } from '../model/job.ts';
import { DETECTION, PLATFORMS, type PlatformName, platformOf } from '../platforms/index.ts';
import type { Deadline } from './deadline.ts';
import { Dialogue } from './dialogue.ts';
import { HINTS } from './hints.ts';
import { Login } from './login.ts';
import type { Transport } from './transport.ts';
import { HeldBack, trouble } from './trouble.ts';

type DetectingOptions = {
  readonly device: Device;
  readonly job: Job;
  /** What the SSH server calls itself. */
  readonly identification: string;
  readonly deadline: Deadline;
  readonly listener: { stage(stage: Stage): void; note(note: string): void };
  readonly ask: AskMain;
  readonly now: () => number;
};

/** Nobody has said what the device is. */
export function isUnknown({ platform, definition }: Device): boolean {
  return platform === 'autodetect' && !definition;
}

/**
 * The task as it is on a device of that platform.
 * @throws HeldBack where the platform has no command for one of its words
 */
export function taskAs(
  platform: PlatformName,
  { device, job }: DeviceTask,
  onNote: (note: string) => void,
): DeviceTask {
  const kind = kindOf(platform, job);
  const { commands, missing } = withoutWords(job.commands, platformOf(kind));
  if (missing.length > 0) {
    onNote(`${platform} has no command for ${missing.join(' and ')}`);
    throw new HeldBack('no command');
  }
  return { device: { ...device, ...kind }, job: { ...job, commands } };
}

/** The platform that an SSH server's own name tells, where no other system has that name. */
export function platformNamedBy(identification: string): PlatformName | undefined {
  return DETECTION.identifications.find(({ pattern }) => pattern.test(identification))?.platform;
}

/** Finds out in a device's shell what it is, by two commands at most. */
export class Detecting {
  /** No command of the job has been typed. */
  readonly isLoggedIn = false;
  readonly lastReplyAt = undefined;
  readonly #options: DetectingOptions;
  readonly #dialogue: Dialogue;
  readonly #login: Login;

  constructor(transport: Transport, options: DetectingOptions) {
    const { device, job, deadline, now } = options;
    const own = {
      ...options,
      platform: PLATFORMS.autodetect,
      job: { ...job, enable: 'never' as const },
      sentAhead: [],
    };
    this.#options = options;
    this.#dialogue = new Dialogue(
      transport,
      { device, platform: own.platform, deadline, now },
      {
        arrived: () => this.#login.look(),
        asked: (question) => this.#asked(question),
        closed: () => this.#login.closed(),
        lostTyped() {},
      },
    );
    this.#login = new Login(this.#dialogue, own);
  }

  get awaited(): string {
    return this.#dialogue.awaited;
  }

  get lastLine(): string {
    return this.#dialogue.screen.lastLine;
  }

  /**
   * Logs in where the shell asks for it, and types what shows what the device is.
   * @throws Trouble that says what was seen, where that is no platform that netrun knows
   */
  async perform(): Promise<PlatformName> {
    await this.#login.perform();
    const prompt = this.#dialogue.screen.prompt?.text.trim() ?? '';
    const asked: string[] = [];
    const answers: string[] = [];
    for (const list of [DETECTION.first, DETECTION.second]) {
      const seen = answers.at(-1) ?? prompt;
      const next = list.find(({ after }) => after.test(seen));
      if (!next) break;
      asked.push(next.command);
      answers.push(await this.#ask(next.command));
      const sign = DETECTION.signs.find(({ pattern }) => pattern.test(answers.at(-1) ?? ''));
      if (sign) return sign.platform;
    }
    const words = asked.map(
      (command, at) => `"${command}" is answered with "${firstLines(answers[at] ?? '')}"`,
    );
    this.#dialogue.awaited = 'an answer that tells what it is';
    throw trouble(
      'prompt',
      `what it is cannot be told: its SSH server calls itself "${this.#options.identification}", its prompt is "${prompt}", ${words.join(', ')}`,
      HINTS.platform,
    );
  }

  /** Closes what is open on this machine. */
  giveUp(): void {
    this.#dialogue.screen.current.finish();
  }

  async #ask(command: string): Promise<string> {
    const dialogue = this.#dialogue;
    dialogue.limit('stage', this.#options.job.deadlines.loginMs, (time) =>
      trouble('timeout', `"${command}" was not answered within ${time}`, HINTS.loginTime),
    );
    const [exchange] = dialogue.type([command]);
    await dialogue.finishTyped();
    await dialogue.confirm();
    return exchange ? exchange.lines.join('\n') + exchange.unendedLine : '';
  }

  async #asked(question: string): Promise<void> {
    if (!this.#dialogue.screen.isLearned) await this.#login.asked(question);
    else throw trouble('question', `the device asks: ${question}`, HINTS.platform);
  }
}

/** Enough to tell what it is, on one line. */
function firstLines(answer: string): string {
  const lines = answer.split('\n').flatMap((line) => line.trim() || []);
  return lines.slice(0, MOST_LINES).join(' / ').slice(0, MOST_CHARACTERS);
}

const MOST_LINES = 3;
const MOST_CHARACTERS = 200;
