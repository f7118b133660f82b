/** Where something stands that the user gave. */
export type Place = {
  /** File as the user named it; absent for the command line. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
};

/** One thing wrong with what the user gave, where it stands, and the way out. */
export type Problem = Place & {
  /** What was found and what is allowed, in one sentence. */
  readonly message: string;
};

/** The user's input cannot be used: all problems at once, exit code 2, nothing was contacted. */
export class UsageError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'UsageError';
    this.problems = problems;
  }
}

/** `devices.yaml:3:7: message`, as compilers print it. */
function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  return place === '' ? problem.message : `${place}: ${problem.message}`;
}
