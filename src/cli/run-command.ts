import { rmSync } from 'node:fs';
import type { Executor } from '../executors/executor.ts';
import { EXECUTORS } from '../executors/index.ts';
import type { Device } from '../model/device.ts';
import { assembler, type Observer } from '../model/result.ts';
import { visibleLine } from '../reporters/visible.ts';
import type { Wishes } from '../reporters/wishes.ts';
import { retries } from '../retry.ts';
import { rollout } from '../rollout.ts';
import { run } from '../run.ts';
import { confirmCommands } from './command-guard.ts';
import { readConfig } from './config.ts';
import { CRON_RETRY_PAUSE_MS, claimJob, inCronMode, withoutTerminal } from './cron-mode.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { loginGate } from './login-gate.ts';
import { openShow } from './open-show.ts';
import { parseOptions, type RunOptions, rerunWish } from './options.ts';
import type { Plan } from './plan.ts';
import type { Purpose } from './purpose.ts';
import { withChangesAlone } from './record-views.ts';
import type { Rerun } from './rerun.ts';
import { runClock } from './run-clock.ts';
import { openScreen, whyClosed } from './screen.ts';
import { sessionQuestions } from './session-questions.ts';
import { stopOnSignals } from './stop-signals.ts';
import { tally } from './tally.ts';
import { tolerance } from './tolerance.ts';
import { refuseMisfits, wishesOf, wishesOfPurpose } from './wishes.ts';

/** `netrun [options] [command...]`: runs commands on the devices of an inventory and shows what they answered. */
export async function runCommand(argv: readonly string[], io: Io): Promise<ExitCode> {
  const wish = rerunWish(argv, io);
  const rerun = wish && (await import('./rerun.ts')).planRerun(wish, io);
  const options = await readOptions(rerun?.argv ?? argv, io);
  return performRun(options, io, rerun ? { isWanted: rerun.isWanted } : {});
}

/** What a run is besides its options. */
type Special = {
  /** Leaves out more devices than the options do. */
  readonly isWanted?: Rerun['isWanted'];
  readonly purpose?: Purpose;
};

/** Makes a plan of options, and carries it out. */
export async function performRun(
  asked: RunOptions,
  given: Io,
  { isWanted, purpose }: Special = {},
): Promise<ExitCode> {
  const shown = withChangesAlone(asked, purpose);
  const [options, io] = asked.isCron ? [inCronMode(shown), withoutTerminal(given)] : [shown, given];
  if (!purpose) refuseMisfits(options);
  using job = await claimJob(options, io);
  if (!job) return EXIT.locked;
  const open = () => EXECUTORS[options.executor](options.workers);
  // What runs in this process starts while the inventory is read; a process has for ever the environment that it
  // starts with, and the plan takes secrets out of it.
  const isEarly = !options.dryRun && options.executor !== 'processes';
  let executor = isEarly ? open() : undefined;
  try {
    const { makePlan } = await import('./plan.ts');
    const plan = await makePlan(options, io, { isWanted, examine: purpose?.examine });
    const wishes = purpose ? wishesOfPurpose(options) : wishesOf(options, plan.devices);
    if (options.dryRun) {
      const { describePlan } = await import('./dry-run.ts');
      for (const warning of plan.warnings) io.stderr.write(`warning: ${visibleLine(warning)}\n`);
      io.stdout.write(await describePlan(plan, options));
      return EXIT.ok;
    }
    await confirmCommands(plan.devices, plan.jobs, options, io);
    executor ??= open();
    try {
      return await carryOut(plan, options, { executor, purpose, wishes }, io);
    } finally {
      rmSync(plan.spillFolder, { recursive: true, force: true });
    }
  } finally {
    await executor?.[Symbol.asyncDispose]();
  }
}

/** The configuration is read after the command line, which may only ask for help. */
async function readOptions(argv: readonly string[], io: Io): Promise<RunOptions> {
  const options = parseOptions(argv, io);
  const config = await readConfig(io.env);
  return config.size === 0 ? options : parseOptions(argv, io, config);
}

/** Runs a plan and shows it; Ctrl-C ends what is in progress, and what had arrived is still shown. */
async function carryOut(
  plan: Plan,
  options: RunOptions,
  { executor, purpose, wishes }: { executor: Executor; purpose: Purpose | undefined; wishes: Wishes },
  io: Io,
): Promise<ExitCode> {
  const { devices, jobs } = plan;
  using screen = openScreen(devices, options, io);
  const { stderr } = screen;
  const show = await openShow(plan, options, { purpose, wishes, screen }, io.env);
  const stop = new AbortController();
  using signals = stopOnSignals(io, stop, () => rmSync(plan.spillFolder, { recursive: true, force: true }));
  screen.closed.addEventListener('abort', () => stop.abort(), { once: true });
  using _clock = runClock(options.runMs, stop, stderr);
  const { maxAuthFailures, loginRate, loginsAtOnce } = options;
  const guard = loginGate(
    { devices, maxAuthFailures, loginRate, loginsAtOnce, typed: plan.typed, onScreen: screen.ask },
    io,
  );
  const { waves, pauseMs, mostFailures } = options;
  const rolled = rollout({ total: devices.length, waves, pauseMs, mostFailures });
  const tryAgain = retries({
    devices,
    most: options.retries,
    ...(options.isCron ? { pauseMs: CRON_RETRY_PAUSE_MS } : {}),
  });
  const tolerated = tolerance(options.tolerated, devices.length);
  const jobOf = (_device: Device, index: number) => {
    const job = jobs[index];
    if (!job) throw new Error(`device ${index} has no job`);
    return 'skip' in job ? job : (rolled.skip() ?? job);
  };
  for (const warning of plan.warnings) await stderr.write(`warning: ${visibleLine(warning)}\n`);
  const note = async (text: string) => {
    if (!options.quiet) await stderr.write(`note: ${visibleLine(text)}\n`);
  };
  for (const text of plan.notes) await note(text);

  const counted = tally(devices, plan.inventorySize);
  const observers: readonly Observer[] = [...plan.memories, rolled, tolerated, counted];
  const assemble = assembler(devices);
  for await (const event of run(devices, jobOf, {
    executor,
    concurrency: options.concurrency,
    answerers: {
      ...guard.answerers,
      ...plan.hostKeys.answerers(devices),
      ...sessionQuestions(devices, { ask: screen.ask, typed: guard.typed, needsUser: guard.needsUser }, io),
    },
    turn: rolled.turn,
    again: async (outcome, index, signal) => {
      // At once, whenever it is shown: other devices may wait for it.
      guard.finished(index, outcome);
      const device = await guard.again(outcome, index);
      return device ? { device } : tryAgain(outcome, index, signal);
    },
    signal: stop.signal,
    note: (text) => void note(text),
  })) {
    const result = assemble(event);
    screen.event(event);
    // Most events are for few views, and each that is waited for costs a turn.
    const shown = show.event(event);
    if (shown) await shown;
    if (!result) continue;
    for (const observer of observers) observer.finished(result.outcome, result.device, event.index);
    await show.result(result, event.index);
  }

  const summary = counted.summary();
  for (const memory of plan.memories) await memory.keep();
  for (const text of await plan.hostKeys.keep()) await note(text);
  // Who is mailed each word that is written here wants none about what is tolerated.
  const lost = await show.end(summary, options.isCron && tolerated.isKept ? 'losses' : undefined);
  const wrong = counted.discrepancies(summary);
  if (wrong.length > 0) {
    io.stderr.write(`netrun has a bug; please report it: ${visibleLine(wrong.join('; '))}\n`);
    return EXIT.bug;
  }
  if (signals.code !== undefined) return signals.code;
  const why = whyClosed(screen);
  if (why !== undefined) io.stderr.write(`the results could not be written: ${visibleLine(why)}\n`);
  const isShown = lost === 0 && !screen.closed.aborted;
  if (purpose) return isShown ? purpose.codeOf(summary) : purpose.codeOfLoss;
  return isShown && tolerated.isKept ? EXIT.ok : EXIT.trouble;
}
