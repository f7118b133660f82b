import { describe, expect, test } from 'vitest';
import type { Depth } from '../../src/model/examination.ts';
import { examinerOf } from '../../src/session/examiner.ts';

/** An examiner with a clock that is set by hand. */
function examining(depth: Depth = 'all') {
  let nowMs = 1000;
  const examiner = examinerOf(depth, () => nowMs);
  const pass = (ms: number) => {
    nowMs += ms;
  };
  const times = () => examiner.records().map(({ step, durationMs }) => [step, durationMs]);
  return { examiner, pass, times };
}

describe('an examiner', () => {
  test('times each step until the next one begins, and the last one until it is asked', () => {
    const { examiner, pass, times } = examining();
    expect(times()).toEqual([]);
    examiner.stage('connect');
    pass(3);
    examiner.stage('handshake');
    pass(5);
    expect(times()).toEqual([
      ['connect', 3],
      ['identification', 5],
    ]);
  });

  test('counts no time in which something else than the device is waited for', () => {
    const { examiner, pass, times } = examining();
    examiner.step('authentication');
    pass(1);
    {
      using _ = examiner.hold();
      pass(100);
      using __ = examiner.hold();
      pass(100);
      expect(times()).toEqual([['authentication', 1]]);
    }
    pass(2);
    examiner.step('prompt');
    pass(4);
    expect(times()).toEqual([
      ['authentication', 3],
      ['prompt', 4],
    ]);
  });

  test('adds up a step that comes twice', () => {
    const { examiner, pass, times } = examining();
    for (const step of ['prompt', 'enable', 'prompt'] as const) {
      examiner.step(step);
      pass(2);
    }
    expect(times()).toEqual([
      ['prompt', 4],
      ['enable', 2],
    ]);
  });

  test('tells of no step beyond its depth', () => {
    const { examiner, times } = examining('login');
    for (const stage of ['resolve', 'connect', 'handshake', 'authenticate', 'shell', 'enable'] as const) {
      examiner.stage(stage);
    }
    examiner.stage('command');
    examiner.stage('logout');
    expect(times().at(-1)).toEqual(['prompt', 0]);
  });

  test('takes the shell in which it is found out what a device is for a part of that', () => {
    const { examiner, times } = examining();
    examiner.step('detection');
    examiner.stage('shell');
    expect(times()).toEqual([['detection', 0]]);
  });

  test('keeps what is learned, also of a step before', () => {
    const { examiner } = examining();
    examiner.step('prompt');
    examiner.step('enable');
    examiner.learn('enable', { commands: ['enable'] });
    examiner.learn('prompt', { text: 'r1>', mode: 'exec' });
    examiner.learn('enable', { text: 'r1#', mode: 'privileged' });
    expect(examiner.records()).toEqual([
      { step: 'prompt', durationMs: 0, text: 'r1>', mode: 'exec' },
      { step: 'enable', durationMs: 0, commands: ['enable'], text: 'r1#', mode: 'privileged' },
    ]);
  });
});
