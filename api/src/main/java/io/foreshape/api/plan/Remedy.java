package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.workload.InstanceId;
import java.util.Optional;

/**
 * What is done about a shortfall.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what
 * @param instance whom it concerns; empty where it concerns the host
 * @param amount how much, in the resource's unit: capacity asked for, or what the instance goes
 *     without
 */
public record Remedy(Kind kind, Optional<InstanceId> instance, double amount) {

  /** The remedies that there are. */
  public enum Kind {
    /** The host should get more of the resource. */
    ASK,
    /** The instance should wait for room. */
    QUEUE,
    /** The instance gets less than the prices ask for. */
    DEGRADE
  }

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Remedy {
    requireNonNull(kind, "kind");
    requireNonNull(instance, "instance");
    if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A remedy's amount is finite and not negative, got (" + amount + ")");
    }
  }
}
