package io.foreshape.api.workload;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import java.time.Duration;
import java.time.Instant;

/**
 * What one instance was seen to use within one interval.
 *
 * <p>Usage is what was seen; <em>demand</em> is what it would have used had nothing held it back.
 * Of a resource that was held back, usage is a lower bound of demand ({@link #isCensored}).
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who
 * @param end the end of the interval
 * @param length the length of the interval, positive
 * @param mean mean use within the interval, per resource
 * @param peak highest use within the interval, per resource; the same resources as {@code mean} and
 *     nowhere below it
 * @param pressure signs of being held back
 */
public record UsageSample(
    InstanceId instance,
    Instant end,
    Duration length,
    ResourceVector mean,
    ResourceVector peak,
    Pressure pressure) {

  /**
   * Checks the interval and that peaks and means belong together.
   *
   * @throws IllegalArgumentException if the interval is empty, mean and peak name different
   *     resources, or a peak is below its mean
   */
  public UsageSample {
    requireNonNull(instance, "instance");
    requireNonNull(end, "end");
    requireNonNull(length, "length");
    requireNonNull(mean, "mean");
    requireNonNull(peak, "peak");
    requireNonNull(pressure, "pressure");
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException(
          "A sample's interval is positive, got (" + length + ") for instance " + instance);
    }
    if (!mean.equals(peak)) {
      requireTogether(mean, peak, instance);
    }
  }

  private static void requireTogether(
      ResourceVector mean, ResourceVector peak, InstanceId instance) {
    if (!mean.resources().equals(peak.resources())) {
      throw new IllegalArgumentException(
          "Mean and peak name the same resources, got ("
              + mean.resources()
              + ") and ("
              + peak.resources()
              + ") for instance "
              + instance);
    }
    if (!mean.fitsIn(peak)) {
      throw new IllegalArgumentException(
          "A peak is not below its mean, got mean ("
              + mean
              + ") and peak ("
              + peak
              + ") for instance "
              + instance);
    }
  }

  /**
   * A sample of one resource that tells only the mean, taken under no pressure.
   *
   * @param instance who
   * @param end the end of the interval
   * @param length the length of the interval
   * @param resource the resource
   * @param mean mean use, in the resource's unit; also taken as the peak
   * @return the sample
   * @throws IllegalArgumentException if the interval is empty or the amount is not valid
   */
  public static UsageSample ofMean(
      InstanceId instance, Instant end, Duration length, Resource resource, double mean) {
    ResourceVector use = ResourceVector.of(resource, mean);
    return new UsageSample(instance, end, length, use, use, Pressure.none());
  }

  /**
   * The use to size for: the mean of a compressible resource, which may run short for a moment, and
   * the peak of one that is not, where a moment kills.
   *
   * @param resource a resource of this sample
   * @return the use, in the resource's unit
   * @throws IllegalArgumentException if the sample does not have the resource
   */
  public double toSizeFor(Resource resource) {
    return (resource.isCompressible() ? mean : peak).get(resource);
  }

  /**
   * Whether use is only a lower bound of demand, since a limit held the instance back: CPU while
   * throttled, memory that a process was killed for want of, and whatever is {@link
   * Pressure#atLimit}. Shares of time spent waiting say nothing here, for one also waits where
   * there is no limit.
   *
   * @param resource any resource
   * @return whether demand may have been higher
   */
  public boolean isCensored(Resource resource) {
    return pressure.atLimit().contains(resource)
        || (resource.equals(Resource.CPU) && pressure.cpuThrottledShare() > 0)
        || (resource.equals(Resource.MEMORY) && pressure.outOfMemoryKills() > 0);
  }
}
