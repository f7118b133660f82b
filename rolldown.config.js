import { defineConfig } from 'rolldown';

/*
 * The command line as a few files, which start in half the time that the hundreds take which they are made of. What tsc
 * has compiled goes in; ssh2 stays outside, since parts of it are native code and each of its releases is looked at.
 */

/*
 * So does the file that loads it: a bundled file begins with the imports of all that is outside, in no order that could be
 * relied on, and ssh2 must come after what changes node:crypto for it.
 */
const LOADS_SSH2 = /[\\/]dist[\\/]session[\\/]ssh2\.js$/;

const shape = { platform: 'node', external: ['ssh2', LOADS_SSH2] };
const output = { dir: 'dist/bundle', entryFileNames: '[name].js', chunkFileNames: '[name].js' };

/** One file for what each step needs that no step before it has loaded; what else there is is loaded rarely. */
const STEPS = {
  // Enough for the version, and for choosing what comes next.
  start: ['cli/main.js'],
  // Options and help, executors, reporters.
  command: ['cli/run-command.js'],
  // Inventories in netrun's own form, and yaml.
  plan: [
    'cli/plan.js',
    'inventory/load-platforms.js',
    'inventory/formats/devices-yaml.js',
    'inventory/sources/program.js',
  ],
};

export default defineConfig([
  {
    ...shape,
    input: { main: 'dist/cli/main.js' },
    output: { ...output, codeSplitting: { groups: groups() } },
  },
  // Beside the file that starts it, and in one piece.
  { ...shape, input: { worker: 'dist/executors/worker.js' }, output },
]);

function groups() {
  /** @type {Map<string, string> | undefined} */
  let steps;
  const names = Object.keys(STEPS);
  return names.map((step, place) => ({
    name(/** @type {string} */ id, /** @type {Graph} */ graph) {
      steps ??= stepsOf(graph);
      return steps.get(id) === step ? step : null;
    },
    debugName: step,
    priority: names.length - place,
  }));
}

/**
 * The step of each module that the steps need.
 * @typedef {{ getModuleInfo(id: string): { importedIds: string[] } | null }} Graph
 */
function stepsOf(/** @type {Graph} */ graph) {
  const steps = new Map();
  for (const [step, files] of Object.entries(STEPS)) {
    const left = files.map((file) => `${import.meta.dirname}/dist/${file}`.replaceAll('\\', '/'));
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      const module = steps.has(id) ? null : graph.getModuleInfo(id);
      if (!module) continue;
      steps.set(id, step);
      left.push(...module.importedIds);
    }
  }
  return steps;
}
