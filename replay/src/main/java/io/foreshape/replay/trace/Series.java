package io.foreshape.replay.trace;

import static java.util.Objects.requireNonNull;

/**
 * One resource of one instance on a regular grid: value {@code i} is the mean use within {@code
 * [start + i * step, start + (i + 1) * step)}.
 *
 * <p>Values are in {@link TraceResource#resource()}'s unit, finite and not negative, or NaN where
 * the sample is missing. They are kept as {@code float}, whose 7 digits exceed the 3 or 4 that
 * published traces carry, so that a fleet of months fits in memory at 4 bytes per sample.
 *
 * <p>Immutable and thread-safe.
 */
public final class Series {

  private final String instanceId;
  private final TraceResource resource;
  private final long startEpochSecond;
  private final int stepSeconds;
  private final float[] values;

  /**
   * Takes the values as they are; the caller gives up the array.
   *
   * @param instanceId the instance, as the trace names it
   * @param resource the resource, as the trace names it, and what it stands for
   * @param startEpochSecond the start of value 0; 0 where the trace has no absolute time
   * @param stepSeconds the length of a step, at least 1
   * @param values the use per step; NaN where missing
   * @throws IllegalArgumentException if the step is not positive, there is no value, or a value is
   *     negative or infinite
   */
  public Series(
      String instanceId,
      TraceResource resource,
      long startEpochSecond,
      int stepSeconds,
      float[] values) {
    this.instanceId = requireNonNull(instanceId, "instanceId");
    this.resource = requireNonNull(resource, "resource");
    this.startEpochSecond = startEpochSecond;
    this.stepSeconds = stepSeconds;
    this.values = requireNonNull(values, "values");
    if (stepSeconds < 1) {
      throw new IllegalArgumentException(
          "A series has a step of at least 1 s, got (" + stepSeconds + ")");
    }
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "A series has at least one value, got none: " + instanceId);
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || Float.isInfinite(values[i])) {
        throw new IllegalArgumentException(
            "A value is finite and not negative, got (" + values[i] + ") at step " + i);
      }
    }
  }

  /**
   * The instance, as the trace names it.
   *
   * @return the instance's id
   */
  public String instanceId() {
    return instanceId;
  }

  /**
   * What was measured.
   *
   * @return the resource
   */
  public TraceResource resource() {
    return resource;
  }

  /**
   * When value 0 starts.
   *
   * @return seconds since the epoch; 0 where the trace has no absolute time
   */
  public long startEpochSecond() {
    return startEpochSecond;
  }

  /**
   * The length of a step.
   *
   * @return seconds, at least 1
   */
  public int stepSeconds() {
    return stepSeconds;
  }

  /**
   * How many steps the series covers, missing ones included.
   *
   * @return the number of steps, at least 1
   */
  public int length() {
    return values.length;
  }

  /**
   * The use in one step.
   *
   * @param step the step, from 0 to {@code length() - 1}
   * @return the mean use in the resource's unit; NaN where missing
   */
  public float value(int step) {
    return values[step];
  }

  /**
   * The largest value, which stands for the provisioned size where a trace does not tell it.
   *
   * @return the maximum over all samples; 0 if every sample is missing
   */
  public float max() {
    float max = 0;
    for (float value : values) {
      if (value > max) {
        max = value;
      }
    }
    return max;
  }

  @Override
  public String toString() {
    return instanceId + "/" + resource.name() + "[" + values.length + " x " + stepSeconds + " s]";
  }
}
