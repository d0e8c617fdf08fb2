package io.foreshape.api.forecast;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import java.time.Instant;

/**
 * What was used against what had been predicted for that moment.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who
 * @param resource the resource; amounts are in its unit
 * @param at the end of the sample
 * @param level the quantile level that was predicted, between 0 and 1
 * @param predicted the quantile at that level
 * @param used what was used
 */
public record Deviation(
    InstanceId instance,
    Resource resource,
    Instant at,
    double level,
    double predicted,
    double used) {

  /**
   * Checks the amounts.
   *
   * @throws IllegalArgumentException if an amount is negative or not finite, or the level is
   *     outside 0 to 1
   */
  public Deviation {
    requireNonNull(instance, "instance");
    requireNonNull(resource, "resource");
    requireNonNull(at, "at");
    resource.requireAmount(predicted);
    resource.requireAmount(used);
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException("A level lies between 0 and 1, got (" + level + ")");
    }
  }

  /**
   * Whether more was used than the quantile; a calibrated forecast sees this in a share of {@code 1
   * - level} of all samples.
   *
   * @return true if the use is above the prediction
   */
  public boolean isExceeded() {
    return used > predicted;
  }
}
