import { defineConfig } from 'rolldown';

/*
 * The command line as a few files, which start in a fraction of the time that the hundreds take which they are made of.
 * What tsc has compiled goes in, and so do packages, each of which package.json names at one version. They are scripts:
 * Node has its loader of modules to start before the first of those, and looks at every part of what it lets them import.
 */

/** Parts of ssh2 that nothing here uses, and that load Node's http, https and tls. */
const UNUSED = /[\\/]ssh2[\\/]lib[\\/]http-agents\.js$/;

/** What ssh2 does without where it has not been built stays where it is. */
const ADDONS = /^cpu-features$|^ssh2\/.*\.node$/;

const shape = {
  platform: 'node',
  external: ADDONS,
  plugins: [
    {
      name: 'ssh2',
      resolveId: (/** @type {string} */ id) =>
        id.endsWith('/sshcrypto.node') ? { id: `ssh2/lib/protocol/${id.slice(2)}`, external: true } : null,
      load: (/** @type {string} */ id) => (UNUSED.test(id) ? 'module.exports = {};' : null),
    },
  ],
};
const output = {
  dir: 'dist/bundle',
  format: 'cjs',
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
};

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
  { ...shape, input: { worker: 'dist/executors/worker.js' }, output, plugins: [...shape.plugins, scripts()] },
]);

/** All of the package is modules, except in this folder. */
function scripts() {
  return {
    name: 'scripts',
    /** @this {import('rolldown').PluginContext} */
    buildStart() {
      this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
    },
  };
}

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
