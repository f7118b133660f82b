/** How a worker is asked for a sign of life, and who is told that there was none. */
export interface Patient {
  /** Asks for a sign. */
  ask(): void;
  /** There was none for too long. */
  silent(seconds: number): void;
}

/**
 * Notices a worker whose event loop stands still. Time counts only in steps of the own event loop: what stops this
 * thread too, such as a laptop that sleeps or a machine that is too busy, is nobody's death.
 */
export class Heartbeat {
  readonly #patient: Patient;
  #timer: NodeJS.Timeout | undefined;
  #hasSpoken = false;
  #isAsked = false;
  #silentSteps = 0;

  constructor(patient: Patient) {
    this.#patient = patient;
  }

  /** Watches from now on; does nothing while it does already. */
  start(): void {
    if (this.#timer) return;
    this.#silentSteps = 0;
    this.#isAsked = false;
    this.#timer = setInterval(() => this.#step(), STEP_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Something has come from the worker. */
  heard(): void {
    this.#hasSpoken = true;
    this.#isAsked = false;
    this.#silentSteps = 0;
  }

  #step(): void {
    if (!this.#isAsked) {
      this.#isAsked = true;
      this.#patient.ask();
      return;
    }
    this.#silentSteps++;
    const most = this.#hasSpoken ? MOST_SILENT_STEPS : MOST_STARTING_STEPS;
    if (this.#silentSteps < most) return;
    this.stop();
    this.#patient.silent((this.#silentSteps * STEP_MS) / 1000);
  }
}

const STEP_MS = 1000;
const MOST_SILENT_STEPS = 10;
/** Hundreds that start together keep each other from it. */
const MOST_STARTING_STEPS = 120;
