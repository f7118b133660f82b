import type { Stage } from '../model/event.ts';
import type { Depth, Examination, Learned, Step, StepRecord } from '../model/examination.ts';

/** Takes note of what a session learns on its way to the prompt. */
export interface Examiner {
  /** The device has come to a step; the one before is over. */
  step(step: Step): void;
  /** The same by the stage that the session tells of. */
  stage(stage: Stage): void;
  learn<S extends Step>(step: S, what: Partial<Learned[S]>): void;
  /** What is waited for from now on is not the device, until this is disposed of. */
  hold(): Disposable;
  /** What is known by now; the last step ends with it. */
  records(): Examination;
}

/**
 * @param depth steps beyond it are not told of
 * @param now milliseconds of a clock that never goes back
 */
export function examinerOf(depth: Depth, now: () => number): Examiner {
  const passed: { readonly step: Step; readonly ms: number }[] = [];
  const learned = new Map<Step, object>();
  let current: { readonly step: Step; readonly since: number } | undefined;
  let holds = 0;
  let heldSince = 0;
  let heldMs = 0;
  /** It stands still while it is held. */
  const clock = () => (holds > 0 ? heldSince : now()) - heldMs;
  const begin = (step: Step) => {
    if (step === current?.step || isBeyond(step, depth)) return;
    if (current) passed.push({ step: current.step, ms: clock() - current.since });
    current = { step, since: clock() };
  };
  return {
    step: begin,
    stage(stage) {
      const step = STEPS_OF_STAGES[stage];
      // The shell is opened to find out what the device is.
      if (step !== undefined && !(step === 'prompt' && current?.step === 'detection')) begin(step);
    },
    learn(step, what) {
      learned.set(step, { ...learned.get(step), ...what });
    },
    hold() {
      if (holds++ === 0) heldSince = now();
      return {
        [Symbol.dispose]() {
          if (--holds === 0) heldMs += now() - heldSince;
        },
      };
    },
    records() {
      const all = current ? [...passed, { step: current.step, ms: clock() - current.since }] : passed;
      const steps = [...new Set(all.map(({ step }) => step))];
      return steps.map((step) => {
        const durationMs = all.filter((one) => one.step === step).reduce((sum, { ms }) => sum + ms, 0);
        // `learn` gives each step what belongs to it.
        return { step, durationMs, ...learned.get(step) } as StepRecord;
      });
    },
  };
}

/** Where each stage of a session begins; what lies between is told by the step. */
const STEPS_OF_STAGES: Readonly<Record<Stage, Step | undefined>> = {
  resolve: 'resolve',
  connect: 'connect',
  handshake: 'identification',
  authenticate: 'authentication',
  shell: 'prompt',
  enable: 'enable',
  // There is none: the last output of the opening is proven complete.
  command: 'paging',
  logout: undefined,
};

function isBeyond(step: Step, depth: Depth): boolean {
  switch (depth) {
    case 'tcp':
      return step !== 'resolve' && step !== 'connect';
    case 'login':
      return step === 'enable' || step === 'paging';
    case 'enable':
      return step === 'paging';
    case 'all':
      return false;
  }
}
