package io.foreshape.api.workload;

/** On which CPUs of its host an instance runs. */
public enum CpuPolicy {

  /** Wherever it runs now: plans leave that alone. */
  UNMANAGED,

  /** On the CPUs that are nobody's own, with all others that share them. */
  SHARED,

  /**
   * On logical CPUs of its own, whole ones; the other hardware threads of their cores may be
   * someone else's.
   */
  DEDICATED_CPUS,

  /** On physical cores of its own, with all their hardware threads. */
  DEDICATED_CORES;

  /**
   * Whether it asks for CPUs that nobody else has.
   *
   * @return true if it does
   */
  public boolean isDedicated() {
    return this == DEDICATED_CPUS || this == DEDICATED_CORES;
  }
}
