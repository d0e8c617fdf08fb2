package io.foreshape.shaper;

/** What to do where somebody else has changed what this shaper had set. */
public enum ForeignChanges {
  /**
   * That somebody has the say: the instance is REJECTED as long as a plan wants something else
   * there, and is not given its original value back.
   */
  RESPECT,
  /** The plan has the say: it is overwritten, and the result says so. */
  ENFORCE
}
