import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Executor } from '../executors/executor.ts';
import { EXECUTORS } from '../executors/index.ts';
import { journal, type RunHeader } from '../history/journal.ts';
import type { Device } from '../model/device.ts';
import { assembler, type Result, type Summary } from '../model/result.ts';
import type { Sink } from '../reporters/reporter.ts';
import { showTogether } from '../reporters/together.ts';
import { visibleLine } from '../reporters/visible.ts';
import type { Wishes } from '../reporters/wishes.ts';
import { retries } from '../retry.ts';
import { rollout } from '../rollout.ts';
import { run } from '../run.ts';
import { confirmCommands } from './command-guard.ts';
import { discrepancies } from './completeness.ts';
import { readConfig } from './config.ts';
import { CRON_RETRY_PAUSE_MS, claimJob, inCronMode, withoutTerminal } from './cron-mode.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { loginGate } from './login-gate.ts';
import { parseOptions, type RunOptions, rerunWish } from './options.ts';
import type { Plan } from './plan.ts';
import type { Purpose } from './purpose.ts';
import { recordViews, withChangesAlone } from './record-views.ts';
import type { Rerun } from './rerun.ts';
import { openScreen, type Screen, whyClosed } from './screen.ts';
import { sessionQuestions } from './session-questions.ts';
import { stateFolder } from './state-folder.ts';
import { stopOnSignals } from './stop-signals.ts';
import { tolerance } from './tolerance.ts';
import { groupingOf, purposeViews, tellsOf, timingViews, viewsOf } from './views.ts';
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
      await rm(plan.spillFolder, { recursive: true, force: true });
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
  const { stdout, stderr } = screen;
  const views = purpose
    ? await purposeViews(purpose, options, { stdout, stderr })
    : await viewsOf(options, { stdout, stderr, startedAt: new Date() });
  views.push(...(await timingViews(options, stderr)));
  views.push(...recordViews(options, { stdout, stateFolder: stateFolder(io.env) }));
  // First, so that the summary is the last word.
  if (options.isRecorded)
    views.unshift({ open: journal(stateFolder(io.env), headerOf(plan, options)), out: stderr });
  const show = showTogether(views, {
    devices,
    stdout,
    stderr,
    tells: purpose?.examine ? 'losses' : options.isCron ? 'failures' : tellsOf(options),
    grouping: groupingOf(options),
    wishes,
  });
  const stop = new AbortController();
  using signals = stopOnSignals(io, stop, () => rmSync(plan.spillFolder, { recursive: true, force: true }));
  screen.closed.addEventListener('abort', () => stop.abort(), { once: true });
  const { maxAuthFailures, loginRate, loginsAtOnce } = options;
  const guard = loginGate(
    { devices, maxAuthFailures, loginRate, loginsAtOnce, typed: plan.typed, onScreen: screen.ask },
    io,
  );

  const { waves, pauseMs, mostFailures, runMs } = options;
  const rolled = rollout({ total: devices.length, waves, pauseMs, mostFailures });
  using _clock = runClock(runMs, stop, screen);
  const tryAgain = retries({
    devices,
    most: options.retries,
    ...(options.isCron ? { pauseMs: CRON_RETRY_PAUSE_MS } : {}),
  });
  const tolerated = tolerance(options.tolerated, devices.length);

  const startedAt = performance.now();
  const assemble = assembler(devices);
  const results: number[] = [];
  const counts = { ok: 0, rejected: 0, failed: 0, skipped: 0, cancelled: 0 };
  const tell = options.verbose ? stageTeller(plan, stderr, startedAt) : undefined;
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
    const result: Result | undefined = assemble(event);
    screen.event(event);
    if (tell) await tell(event);
    // Most events are for few views, and each that is waited for costs a turn.
    const shown = show.event(event);
    if (shown) await shown;
    if (!result) continue;
    for (const memory of plan.memories) memory.learn(result.device, result.outcome);
    rolled.finished(result.outcome);
    tolerated.finished(result.outcome);
    counts[result.outcome.status]++;
    results[event.index] = (results[event.index] ?? 0) + 1;
    await show.result(result, event.index);
  }
  const durationMs = performance.now() - startedAt;
  const summary: Summary = { inventory: plan.inventorySize, selected: devices.length, ...counts, durationMs };
  for (const memory of plan.memories) await memory.keep();
  for (const text of await plan.hostKeys.keep()) await note(text);
  // Who is mailed each word that is written here wants none about what is tolerated.
  const lost = await show.end(summary, options.isCron && tolerated.isKept ? 'losses' : undefined);
  const wrong = discrepancies(devices, results, summary);
  if (wrong.length > 0) {
    io.stderr.write(`netrun has a bug; please report it: ${visibleLine(wrong.join('; '))}\n`);
    return EXIT.bug;
  }
  if (signals.code !== undefined) return signals.code;
  const why = whyClosed(screen);
  if (why !== undefined) io.stderr.write(`the results could not be written: ${visibleLine(why)}\n`);
  const isShown = lost === 0 && !screen.closed.aborted;
  if (purpose && isShown) return purpose.codeOf(summary);
  return isShown && tolerated.isKept ? EXIT.ok : EXIT.trouble;
}

/** Ends the run when its time is up. */
function runClock(runMs: number | undefined, stop: AbortController, { stderr }: Screen): Disposable {
  if (runMs === undefined) return { [Symbol.dispose]: () => {} };
  const timer = setTimeout(() => {
    void stderr.write(
      `the run was not done within ${runMs / 1000} s (--run-timeout): what was left is cancelled\n`,
    );
    stop.abort();
  }, runMs);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

function headerOf(
  { devices, inventorySize }: Plan,
  { typed, outputDir, lines }: Pick<RunOptions, 'typed' | 'outputDir' | 'lines'>,
): RunHeader {
  return {
    ...typed,
    folder: process.cwd(),
    startedAt: new Date().toISOString(),
    inventory: inventorySize,
    devices: devices.map(({ name, host, port, platform }) => ({ name, host, port, platform })),
    // Where they were filtered, the journal has them whole.
    outputDir: lines ? undefined : outputDir,
  };
}

function stageTeller(plan: Plan, stderr: Sink, startedAt: number) {
  return async (event: { type: string; index: number; stage?: string }) => {
    const device = plan.devices[event.index];
    if (!device || event.type === 'replied') return;
    const time = ((performance.now() - startedAt) / 1000).toFixed(3);
    await stderr.write(`${time} ${visibleLine(device.name)}: ${event.stage ?? event.type}\n`);
  };
}
