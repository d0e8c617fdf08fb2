package io.foreshape.api.forecast;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * A run of equal time steps: step {@code i} covers {@code [start + i * step, start + (i + 1) *
 * step)}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param start the start of step 0
 * @param step the length of a step, positive
 * @param count how many steps, at least 1
 */
public record TimeGrid(Instant start, Duration step, int count) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the step is not positive, there is none, or the end is
   *     beyond the last instant
   */
  public TimeGrid {
    requireNonNull(start, "start");
    requireNonNull(step, "step");
    if (step.isNegative() || step.isZero()) {
      throw new IllegalArgumentException("A grid's step is positive, got (" + step + ")");
    }
    if (count < 1) {
      throw new IllegalArgumentException("A grid has at least 1 step, got (" + count + ")");
    }
    requireNonNull(endOf(start, step, count), "end");
  }

  /**
   * When a step starts.
   *
   * @param index the step, from 0; {@code count()} answers the end
   * @return its start
   * @throws IndexOutOfBoundsException if there is no such step
   */
  public Instant startOf(int index) {
    if (index < 0 || index > count) {
      throw new IndexOutOfBoundsException(
          "A grid of " + count + " steps has no step (" + index + ")");
    }
    return start.plus(step.multipliedBy(index));
  }

  /**
   * When the last step ends.
   *
   * @return the first instant after the grid
   */
  public Instant end() {
    return endOf(start, step, count);
  }

  private static Instant endOf(Instant start, Duration step, int count) {
    try {
      return start.plus(step.multipliedBy(count));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "A grid ends at an instant, got ("
              + count
              + ") steps of ("
              + step
              + ") from ("
              + start
              + ")",
          e);
    }
  }
}
