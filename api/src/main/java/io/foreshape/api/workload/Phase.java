package io.foreshape.api.workload;

/** Where an instance stands in its life. */
public enum Phase {
  /** Booted ahead of demand and not claimed yet. */
  PREWARMED,
  /** At work. */
  SERVING,
  /** Gets no new work and will end. */
  DRAINING
}
