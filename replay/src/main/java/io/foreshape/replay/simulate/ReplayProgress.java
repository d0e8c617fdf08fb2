package io.foreshape.replay.simulate;

/** Hears how far a replay has come. Called from several threads, one at a time. */
@FunctionalInterface
public interface ReplayProgress {

  /**
   * Something was finished.
   *
   * @param what what is going on, for a person to read, such as {@code cpu_pct: vpa}
   * @param doneShare how much of the whole is done, between 0 and 1; it does not decrease
   */
  void advanced(String what, double doneShare);
}
