import { isMainThread } from 'node:worker_threads';
import { tuneEngine } from '../executors/engine.ts';
import { compiledCodeFolder, keepCompiledCode, loadCompiledCode } from './compiled-code.ts';

/* The bundled program of a worker: `executors/worker.ts`, with the code of an earlier run. */

// A thread has the flags of its process.
if (isMainThread) tuneEngine(process.versions.v8);
loadCompiledCode(import.meta.dirname, compiledCodeFolder(process.env));
process.on('exit', keepCompiledCode);
void import('../executors/worker.ts');
