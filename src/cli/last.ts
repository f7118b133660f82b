import { lastRun } from '../history/past-run.ts';
import { replayed } from '../history/replay.ts';
import { UsageError } from '../model/usage-error.ts';
import { openSink, wantsColour } from '../reporters/sink.ts';
import { showTogether } from '../reporters/together.ts';
import { visibleLine } from '../reporters/visible.ts';
import { readConfig } from './config.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { output } from './options/output.ts';
import { showing } from './options/showing.ts';
import { newProgram, settingsOf } from './program.ts';
import { stateFolder } from './state-folder.ts';
import { groupingOf, stageViews, tellsOf, viewsOf } from './views.ts';
import { refuseMisfits, wishesOf } from './wishes.ts';

/** `netrun last`: shows the last run again, in any format; nothing is contacted. */
export async function last(argv: readonly string[], io: Io): Promise<ExitCode> {
  const groups = { output, showing };
  const program = newProgram(WORDS, groups, io).parse([...argv], { from: 'user' });
  const options = settingsOf(program, groups, { config: await readConfig(io.env) });
  refuseMisfits(options);
  const run = lastRun(stateFolder(io.env));
  if (!run) {
    throw new UsageError([
      { message: 'netrun remembers no earlier run: runs with --no-record are not kept' },
    ]);
  }
  const stdout = openSink(io.stdout, { colour: wantsColour(io.env, io.stdout) });
  const stderr = openSink(io.stderr, { colour: wantsColour(io.env, io.stderr), below: stdout });
  const { devices, results, header, isWhole } = run;
  if (!options.quiet) {
    const typed = [...header.options, ...(header.command === undefined ? [] : [`"${header.command}"`])];
    await stderr.write(`${visibleLine(`$ netrun ${typed.join(' ')}    # ${header.startedAt}`)}\n`);
    if (!isWhole) await stderr.write('note: the run was cut off before its end\n');
    if (header.outputDir !== undefined)
      await stderr.write(`note: the outputs are in ${visibleLine(header.outputDir)}\n`);
  }
  const wishes = wishesOf(options, devices);
  const startedAt = new Date(header.startedAt);
  const views = [
    ...(await viewsOf(options, { stdout, stderr, startedAt })),
    ...(await stageViews(options, stderr)),
  ];
  let atMs = 0;
  const show = showTogether(views, {
    devices,
    stdout,
    stderr,
    tells: tellsOf(options),
    grouping: groupingOf(options),
    wishes,
    // The clock of that run.
    now: () => startedAt.getTime() + atMs,
  });
  for (const past of replayed(run)) {
    atMs = past.atMs;
    await show.event(past.event);
  }
  for (const [index, result] of results.entries()) await show.result(result, index);
  const lost = await show.end(run.summary);
  return lost === 0 ? EXIT.ok : EXIT.trouble;
}

const WORDS = {
  name: 'netrun last',
  description: 'Shows the last run again, in any format. Nothing is contacted.',
  examples: `Examples:
  netrun last                   what the last run showed
  netrun last -o json | jq .    the same as data
`,
};
