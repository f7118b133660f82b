import { defineConfig } from 'rolldown';
import { licenses } from './build/licenses.js';

/*
 * The command line as a few files, which start in a fraction of the time that the hundreds take which they are made of.
 * What tsc has compiled goes in, and so do packages, each of which package.json names at one version. They are scripts:
 * Node has its loader of modules to start before the first of those, and looks at every part of what it lets them import.
 */

/** What ssh2 loads and nothing here uses: Node's http, https and tls come with it, and native code that looks at the processor. */
const UNUSED = /^(?:\.\/http-agents\.js|cpu-features)$/;
const UNUSED_MARK = '\0unused';

/** Native code, which is not there where it has not been built. */
const ADDON = /^ssh2\/.*\.node$/;

/** What packages use of Node's assert, which is large for what it does. */
const ASSERT_MARK = '\0assert';
const ASSERT = `
module.exports = (value, message) => {
  if (!value) throw new Error(message ?? 'a package has found something that cannot be');
};
module.exports.ok = module.exports;
module.exports.equal = (one, other) => module.exports(one === other);
`;

/**
 * Node's modules that are loaded when one of these functions is called, which few runs do.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const LATE = {
  child_process: ['execFile', 'fork', 'spawn', 'spawnSync'],
  dns: ['lookup'],
};
const LATE_MARK = '\0late:';

/**
 * ssh2 compiles a WebAssembly of Poly1305 before it says a word to a server, which takes 5 ms, and takes native code
 * instead of it where there is native code.
 */
const POLY1305 = {
  file: /[\\/]ssh2[\\/]lib[\\/]protocol[\\/]crypto\.js$/,
  from: "POLY1305_WASM_MODULE = await require('./crypto/poly1305.js')();",
  to: 'if (binding) return resolve();\n',
};

const shape = {
  platform: 'node',
  external: ADDON,
  plugins: [
    {
      name: 'less',
      resolveId(/** @type {string} */ id, /** @type {string | undefined} */ importer) {
        if (id.endsWith('/sshcrypto.node')) return { id: `ssh2/lib/protocol/${id.slice(2)}`, external: true };
        if (UNUSED.test(id)) return UNUSED_MARK;
        if (id === 'assert') return ASSERT_MARK;
        const name = id.replace(/^node:/, '');
        return Object.hasOwn(LATE, name) && !importer?.startsWith(LATE_MARK) ? LATE_MARK + name : null;
      },
      load(/** @type {string} */ id) {
        if (id === UNUSED_MARK) return 'module.exports = {};';
        if (id === ASSERT_MARK) return ASSERT;
        return id.startsWith(LATE_MARK) ? late(id.slice(LATE_MARK.length)) : null;
      },
      transform(/** @type {string} */ code, /** @type {string} */ id) {
        if (!POLY1305.file.test(id)) return null;
        if (!code.includes(POLY1305.from))
          throw new Error('ssh2 has changed: does it still compile Poly1305?');
        return code.replace(POLY1305.from, POLY1305.to + POLY1305.from);
      },
    },
  ],
};

/** A module of such functions. */
function late(/** @type {string} */ name) {
  const calls = (LATE[name] ?? []).map(
    (one) => `exports.${one} = (...words) => require('node:${name}').${one}(...words);\n`,
  );
  return calls.join('');
}

const output = {
  dir: 'dist/bundle',
  format: 'cjs',
  entryFileNames: '[name].js',
  // A text with one other letter takes V8 twice the room, and Node's reading it five times as long.
  charset: 'ascii',
  comments: { legal: true, annotation: false, jsdoc: false },
};

/** One file for what each step needs that no step before it has loaded; what else there is is loaded rarely. */
const STEPS = {
  // Enough for the version, and for choosing what comes next.
  start: ['start/netrun.js'],
  // What is begun before anything else is loaded.
  head: ['start/head-start.js'],
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

const WORKER_STEPS = {
  start: ['start/worker.js'],
  session: ['executors/worker.js'],
};

export default defineConfig([
  {
    ...shape,
    input: { main: 'dist/start/netrun.js' },
    plugins: [...shape.plugins, licenses('main-licenses.txt')],
    // The other files take what they share with it from it, and not from one more file.
    preserveEntrySignatures: 'allow-extension',
    output: { ...output, chunkFileNames: '[name].js', codeSplitting: { groups: groupsOf(STEPS) } },
  },
  // Whole by itself: nothing of it waits for what the main thread has besides.
  {
    ...shape,
    input: { worker: 'dist/start/worker.js' },
    output: {
      ...output,
      chunkFileNames: 'worker-[name].js',
      codeSplitting: { groups: groupsOf(WORKER_STEPS) },
    },
    plugins: [...shape.plugins, licenses('worker-licenses.txt'), scripts()],
  },
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

function groupsOf(/** @type {Readonly<Record<string, readonly string[]>>} */ files) {
  /** @type {Map<string, string> | undefined} */
  let steps;
  const names = Object.keys(files);
  return names.map((step, place) => ({
    name(/** @type {string} */ id, /** @type {Graph} */ graph) {
      steps ??= stepsOf(files, graph);
      return steps.get(id) === step ? step : null;
    },
    debugName: step,
    priority: names.length - place,
  }));
}

/**
 * The step of each module that the steps need.
 * @typedef {{ getModuleInfo(id: string): { importedIds: string[] } | null }} Graph
 * @param {Readonly<Record<string, readonly string[]>>} files
 * @param {Graph} graph
 */
function stepsOf(files, graph) {
  const steps = new Map();
  for (const [step, roots] of Object.entries(files)) {
    const left = roots.map((file) => `${import.meta.dirname}/dist/${file}`.replaceAll('\\', '/'));
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      const module = steps.has(id) ? null : graph.getModuleInfo(id);
      if (!module) continue;
      steps.set(id, step);
      left.push(...module.importedIds);
    }
  }
  return steps;
}
