import { type AnswerTo, type Ask, type AskMain, isReport } from '../model/ask.ts';
import type { Detected } from '../model/detected.ts';
import type { Stage } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import type { DeviceTask, Job } from '../model/job.ts';
import type { Outcome, Reply, Verdict } from '../model/outcome.ts';
import { isReadOnly } from '../model/safe-command.ts';
import { platformOf } from '../platforms/index.ts';
import type { Channels } from './channels.ts';
import { Deadline, unlessAborted } from './deadline.ts';
import { Detecting, isUnknown, platformNamedBy, taskAs } from './detecting.ts';
import { type Examiner, examinerOf } from './examiner.ts';
import { Execution } from './execution.ts';
import { HINTS } from './hints.ts';
import { aheadOf, aloneCommand, platformIn, stepByStep } from './opening.ts';
import { Session, type SessionOptions } from './session.ts';
import type { Transport } from './transport.ts';
import { HeldBack, Trouble, trouble } from './trouble.ts';

/** What a task tells while it runs. */
export interface Link {
  reply(reply: Reply): void;
  /** @param at when it began, in milliseconds since 1970 with fractions; absent: now */
  stage(stage: Stage, at?: number): void;
  /**
   * Asks the main thread.
   * @param signal nobody waits for the answer any more
   */
  ask<A extends Ask>(ask: A, signal: AbortSignal): Promise<AnswerTo<A>>;
  /** The connection is gone, before or some time after the outcome; exactly once, also where there never was one. */
  released(): void;
}

export type Opening = {
  /** To be set for each stage; what ends it ends the opening. */
  readonly deadline: Deadline;
  readonly onStage: (stage: Stage) => void;
  /** Told what the user should know although it was no failure. */
  readonly onNote: (note: string) => void;
  /** Told what let netrun in, as `Outcome.login` has it. */
  readonly onLogin: (way: string) => void;
  readonly ask: AskMain;
  /** Where the opening throws, told before of a connection that is being closed; resolves when that is gone. */
  readonly onClosing: (gone: Promise<void>) => void;
  /** Told what is learned of the device. */
  readonly examiner?: Examiner | undefined;
};

/**
 * Connects to a device and logs in.
 * @returns undefined where the job is done with that
 * @throws Trouble, or the reason that ended the deadline
 */
export type OpenConnection = (task: DeviceTask, opening: Opening) => Promise<Channels | undefined>;

/**
 * A device's whole life: connects, logs in, runs the job, logs out.
 * @param cancel ends it as `cancelled`, with what had arrived given as a partial reply
 * @returns how it ended; never rejects
 */
export async function runJob(
  task: DeviceTask,
  link: Link,
  cancel: AbortSignal,
  open: OpenConnection,
): Promise<Outcome> {
  const now = () => performance.now();
  const startedAt = now();
  const notes: string[] = [];
  const { examine } = task.job;
  const examiner = examine && examinerOf(examine, now);
  let attempts = 0;
  let connection: Channels | undefined;
  /** Resolves when connections that let nobody in are gone. */
  let gone = Promise.resolve();
  /** What is going on there, in the shell or without. */
  let session: Session | Execution | Detecting | undefined;
  let detected: Detected | undefined;
  let answered = 0;
  let refused = 0;
  let hasLostAhead = false;
  let login: string | undefined;
  const listener = {
    stage: (stage: Stage) => {
      examiner?.stage(stage);
      link.stage(stage);
    },
    note: (note: string) => void notes.push(note),
    lostAhead: () => {
      hasLostAhead = true;
      notes.push('what was sent ahead was lost and sent again; the next runs send nothing ahead to it');
    },
    reply: (reply: Reply) => {
      if (reply.status === 'rejected') refused++;
      else answered++;
      link.reply(reply);
    },
  };
  const outcome = (verdict: Verdict): Outcome => {
    const isAnswered = verdict.status === 'ok' || verdict.status === 'rejected';
    const endedAt = (isAnswered ? session?.lastReplyAt : undefined) ?? now();
    return {
      ...verdict,
      notes,
      durationMs: endedAt - startedAt,
      attempts,
      ...(hasLostAhead ? { lostAhead: true } : {}),
      ...(login === undefined ? {} : { login }),
      ...(detected ? { detected } : {}),
      ...(examiner ? { examination: examiner.records() } : {}),
      ...(detected && detected === task.job.detected && seemsMisjudged(verdict)
        ? { wasMisjudged: true }
        : {}),
    };
  };
  /** What is remembered of a device may be wrong where the session does not come to its commands, or none is known there. */
  const seemsMisjudged = (verdict: Verdict) =>
    verdict.status === 'failed'
      ? verdict.failure.kind === 'prompt' || verdict.failure.kind === 'enable'
      : refused > 0 && answered === 0;

  using whole = new Deadline(cancel);
  using deadline = new Deadline(whole.signal);
  const over = new AbortController();
  const ask: AskMain = (one) => {
    if (isReport(one)) return link.ask(one, cancel);
    const holds = [whole.hold(), deadline.hold()];
    if (examiner) holds.push(examiner.hold());
    const answer = unlessAborted(link.ask(one, over.signal), deadline.signal);
    return answer.finally(() => {
      for (const hold of holds) hold[Symbol.dispose]();
    });
  };
  const { deviceMs } = task.job.deadlines;
  whole.set(deviceMs, () =>
    trouble(
      'timeout',
      `the device was not done within ${deviceMs / 1000} s`,
      '--device-timeout allows more time',
    ),
  );
  /**
   * Once more without pipelining where the device could not take that.
   * @returns the job as it can be done there
   */
  const connect = async (job: Job): Promise<Job> => {
    attempts++;
    try {
      const onClosing = (closing: Promise<void>) => {
        gone = closing;
      };
      const { stage: onStage, note: onNote } = listener;
      const onLogin = (way: string) => {
        login = way;
      };
      connection = await open(
        { ...task, job },
        { deadline, onStage, onNote, onLogin, ask, onClosing, examiner },
      );
      return job;
    } catch (error) {
      if (!(error instanceof Trouble && error.isPipeliningRefused)) throw error;
      listener.lostAhead();
      await gone;
      return connect({ ...job, pipelining: false });
    }
  };

  /** @returns the shell in which it was found out what the device is, at its prompt; undefined where it was known before */
  const detect = async (opened: Channels, { device, job }: DeviceTask): Promise<Transport | undefined> => {
    examiner?.step('detection');
    const { identification } = opened;
    const isAsBefore = job.detected?.identification === identification;
    const named = platformNamedBy(identification);
    if (isAsBefore || named) {
      detected = isAsBefore ? job.detected : named && { platform: named, identification };
      return undefined;
    }
    const { transport } = await openShell(opened, {
      device,
      platform: platformOf(device),
      job,
      deadline,
      listener,
      ask,
      now,
    });
    const detecting = new Detecting(transport, { device, job, identification, deadline, listener, ask, now });
    session = detecting;
    detected = { platform: await detecting.perform(), identification };
    return transport;
  };

  const perform = async (opened: Channels, asked: DeviceTask): Promise<void> => {
    const isToFind = isUnknown(asked.device) && examine !== 'login';
    const found = isToFind ? await detect(opened, asked) : undefined;
    if (detected) examiner?.learn('detection', { platform: detected.platform });
    examiner?.step('prompt');
    const { device, job } = detected ? taskAs(detected.platform, asked, listener.note) : asked;
    const type = examine ? stepByStep(platformIn(device), examine) : platformIn(device);
    const options = { device, platform: type, job, deadline, listener, ask, now, examiner };
    const alone = aloneCommand(options);
    if (alone) {
      found?.write(type.logout + type.enter);
      const execution = new Execution(opened, { ...options, command: alone });
      session = execution;
      if ((await execution.perform()) === 'run') return;
      listener.note('it runs no single commands: the command was typed in its shell');
    }
    // An Enter brings the prompt once more, as the end of a greeting.
    if (!alone) found?.write(type.enter);
    const { transport, sentAhead } =
      found && !alone ? { transport: found, sentAhead: [] } : await openShell(opened, options);
    const shell = new Session(transport, { ...options, sentAhead });
    session = shell;
    await shell.perform();
    deadline.clear();
    listener.stage('logout');
    shell.logout();
  };

  try {
    if (cancel.aborted) return outcome({ status: 'cancelled' });
    const job = await connect(task.job);
    if (connection) await perform(connection, { ...task, job });
    return outcome({ status: refused > 0 ? 'rejected' : 'ok' });
  } catch (error) {
    session?.giveUp();
    if (cancel.aborted) return outcome({ status: 'cancelled' });
    if (error instanceof HeldBack) return outcome({ status: 'skipped', reason: error.reason });
    return outcome({ status: 'failed', failure: failureOf(error, session, task) });
  } finally {
    over.abort(OVER);
    // Nobody has to wait for the device to say good-bye.
    void (connection?.close() ?? gone).finally(() => link.released());
  }
}

type ShellOptions = Omit<SessionOptions, 'sentAhead'>;

/** Opens a terminal, and types with the request for it what can be typed ahead. */
async function openShell(
  connection: Channels,
  { device, platform: type, job, deadline, listener }: ShellOptions,
) {
  const { loginMs } = job.deadlines;
  listener.stage('shell');
  deadline.set(loginMs, () =>
    trouble('timeout', `opening the shell took longer than ${loginMs / 1000} s`, HINTS.loginTime),
  );
  const sentAhead = aheadOf(type, device, job);
  const ahead = sentAhead.map((line) => line + type.enter).join('');
  return { transport: await connection.shell(type.terminal, ahead), sentAhead };
}

/** A reason that is no error: abort() would make one, with its stack. */
const OVER = Symbol('over');

function failureOf(
  error: unknown,
  session: Session | Execution | Detecting | undefined,
  task: DeviceTask,
): Failure {
  if (!(error instanceof Trouble)) return bug(error);
  if (!session) return error.failure;
  const { failure } = error;
  const seen = { ...failure, awaited: session.awaited, lastLine: session.lastLine };
  const isHarmless = failure.kind === 'closed' && session.isLoggedIn && onlyReads(task);
  return isHarmless ? { ...seen, retry: 'read-only-broken-off' } : seen;
}

/** No command of the job changes anything, whatever of it has run already. */
function onlyReads({ device, job }: DeviceTask): boolean {
  return job.commands.every(({ text }) => isReadOnly(platformOf(device), text));
}

/** An error that no part foresaw is ours; its stack goes where the user can report it from. */
function bug(error: unknown): Failure {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'bug', message: `netrun has a bug: ${stack}`, hint: 'please report it' };
}
