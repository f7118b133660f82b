/** A device that is in the run and is not to be contacted. */
export type Skip = {
  /** One word or two, as `reason` of its outcome; a sentence may follow on a colon. */
  readonly skip: string;
  /** Why, in sentences: the notes of its outcome. */
  readonly notes: readonly string[];
};
