package io.foreshape.forecast.spi;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.SnapshotException;
import java.time.Duration;
import java.util.List;

/**
 * What holds for all series of a forecaster.
 *
 * <p>Immutable and thread-safe.
 *
 * @param step the length of a step, positive
 * @param levels the levels of every forecast
 * @param seasonalPeriods the seasons to look for, in steps, ascending, each at least 2; may be
 *     empty
 */
public record ForecasterContext(
    Duration step, QuantileLevels levels, List<Integer> seasonalPeriods) {

  /**
   * Checks the step and the seasons.
   *
   * @throws IllegalArgumentException if the step is not positive, or the seasons do not ascend from
   *     2
   */
  public ForecasterContext {
    requireNonNull(step, "step");
    requireNonNull(levels, "levels");
    seasonalPeriods = List.copyOf(seasonalPeriods);
    if (step.isZero() || step.isNegative()) {
      throw new IllegalArgumentException("A step is positive, got (" + step + ")");
    }
    int previous = 1;
    for (int period : seasonalPeriods) {
      if (period <= previous) {
        throw new IllegalArgumentException(
            "Seasonal periods ascend and have at least 2 steps, got (" + seasonalPeriods + ")");
      }
      previous = period;
    }
  }

  /**
   * A context with a daily and a weekly season, where the step divides a day.
   *
   * @param step the length of a step
   * @param levels the levels of every forecast
   * @return the context; without seasons if a day is not a whole number of at least 2 steps, or a
   *     week has more steps than an {@code int} counts
   */
  public static ForecasterContext daily(Duration step, QuantileLevels levels) {
    Duration day = Duration.ofDays(1);
    long steps = step.isZero() || step.isNegative() ? 0 : day.dividedBy(step);
    boolean whole = steps >= 2 && step.multipliedBy(steps).equals(day);
    if (!whole || 7 * steps > Integer.MAX_VALUE) {
      return new ForecasterContext(step, levels, List.of());
    }
    return new ForecasterContext(step, levels, List.of((int) steps, (int) (7 * steps)));
  }

  /**
   * Writes this context into the present section of a snapshot.
   *
   * @param writer where to
   */
  public void save(SnapshotWriter writer) {
    writer.texts("step", List.of(step.toString()));
    writer.texts("levels", List.of(levels.toString()));
    writer.texts("seasonalPeriods", List.of(seasonalPeriods.toString()));
  }

  /**
   * Checks that it was this context that was saved.
   *
   * @param reader the section that it was saved into
   * @throws SnapshotException if it was another
   */
  public void requireSaved(SnapshotReader reader) {
    requireSaved(reader, "step", step);
    requireSaved(reader, "levels", levels);
    requireSaved(reader, "seasonalPeriods", seasonalPeriods);
  }

  private static void requireSaved(SnapshotReader reader, String name, Object present) {
    List<String> saved = reader.texts(name);
    if (!saved.equals(List.of(present.toString()))) {
      throw new SnapshotException(
          "it was taken with the " + name + " " + saved + ", and here it is (" + present + ")");
    }
  }
}
