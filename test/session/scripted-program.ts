import type { Exit, Printed, Program } from '../../src/session/channels.ts';

/** What a program prints, on which stream; or a time in which it prints nothing. */
export type ProgramAct =
  | { readonly output: string | Buffer }
  | { readonly errors: string | Buffer }
  | { readonly busyMs: number };

/** A program on a device: prints one thing after the other, and ends. */
export class ScriptedProgram implements Program {
  /** Somebody asked it to end. */
  isTerminated = false;
  readonly #acts: ProgramAct[];
  readonly #exit: Exit | undefined;
  #hasEnded = false;
  #signal: AbortSignal | undefined;

  constructor(acts: readonly ProgramAct[], exit?: Exit) {
    this.#acts = [...acts];
    this.#exit = exit;
  }

  open(signal: AbortSignal): Program {
    this.#signal = signal;
    return this;
  }

  get exit(): Exit | undefined {
    return this.#hasEnded ? this.#exit : undefined;
  }

  async read(): Promise<readonly Printed[] | undefined> {
    const act = this.#acts.shift();
    if (!act) {
      this.#hasEnded = true;
      return undefined;
    }
    if ('busyMs' in act) {
      await this.#wait(act.busyMs);
      return this.read();
    }
    const [stream, text] =
      'output' in act ? (['output', act.output] as const) : (['errors', act.errors] as const);
    return [{ stream, bytes: Buffer.from(text) }];
  }

  terminate(): void {
    this.isTerminated = true;
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      this.#signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(this.#signal?.reason);
      });
    });
  }
}
