package io.foreshape.core;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.resource.Resource;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an instance needs while a plan is in force, as one step: the load still underway until the
 * lead is over, the load of the interval that begins then, and as much of later loads as could not
 * be reached in time at the pace.
 *
 * <p>Let a plan be made at 0 and in force until the interval is over, let G(t) be by how much the
 * plans between it and that of step t may grow a shape at most, and D(t) the demand of step t. Then
 * the amount x now must let the plan of every step t reach its own quantile at the critical level
 * c, {@code x + G(t) >= Q_t(c)}, with G = 0 for what is underway and for the first step. The least
 * such x is {@code max_t (Q_t(c) - G(t))} for each c. So the quantiles {@code Q(c) = max_t (Q_t(c)
 * - G(t))} are the least distribution, in the usual stochastic order, that meets them all whatever
 * the prices; an allocator that is told it grows before the load and shrinks after it. Without a
 * lead and with one step it is the step's own.
 */
final class Needs {

  private final Horizon horizon;
  private final Pace pace;

  Needs(Horizon horizon, Pace pace) {
    this.horizon = horizon;
    this.pace = pace;
  }

  /**
   * The needs of one instance.
   *
   * @param ahead its profile over {@link Horizon#ahead}
   * @param underway that over {@link Horizon#underway}; null without a lead
   */
  DemandProfile of(DemandProfile ahead, @Nullable DemandProfile underway, Instant now) {
    if (underway == null && ahead.grid().count() == 1) {
      return ahead;
    }
    SortedMap<Resource, QuantileMatrix> needs = new TreeMap<>();
    ahead
        .quantiles()
        .forEach(
            (resource, matrix) -> {
              double[] most = new double[matrix.levels().count()];
              raise(most, matrix.levels(), matrix, 0, 0);
              QuantileMatrix still = underway == null ? null : underway.quantiles().get(resource);
              for (int step = 0; still != null && step < still.steps(); step++) {
                raise(most, matrix.levels(), still, step, 0);
              }
              raiseForLater(most, matrix, resource, now);
              needs.put(resource, QuantileMatrix.of(matrix.levels(), 1, most));
            });
    TimeGrid window = new TimeGrid(ahead.grid().start(), ahead.grid().step(), 1);
    return new DemandProfile(ahead.instance(), window, needs, ahead.basis());
  }

  /** The steps after the first one of a profile; nothing where there are none. */
  static Optional<DemandProfile> later(DemandProfile ahead) {
    TimeGrid grid = ahead.grid();
    if (grid.count() == 1) {
      return Optional.empty();
    }
    SortedMap<Resource, QuantileMatrix> later = new TreeMap<>();
    ahead.quantiles().forEach((resource, matrix) -> later.put(resource, withoutFirst(matrix)));
    return Optional.of(
        new DemandProfile(
            ahead.instance(),
            new TimeGrid(grid.startOf(1), grid.step(), grid.count() - 1),
            later,
            ahead.basis()));
  }

  private static QuantileMatrix withoutFirst(QuantileMatrix matrix) {
    int levels = matrix.levels().count();
    double[] values = new double[(matrix.steps() - 1) * levels];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.value(1 + i / levels, i % levels);
    }
    return QuantileMatrix.of(matrix.levels(), matrix.steps() - 1, values);
  }

  private void raiseForLater(double[] most, QuantileMatrix matrix, Resource resource, Instant now) {
    double reachable = 0;
    for (int step = 1; step < matrix.steps(); step++) {
      reachable += pace.growth(resource, horizon.planOf(now, step));
      raise(most, matrix.levels(), matrix, step, reachable);
    }
  }

  private static void raise(
      double[] most, QuantileLevels levels, QuantileMatrix matrix, int step, double reachable) {
    for (int i = 0; i < most.length; i++) {
      most[i] = Math.max(most[i], matrix.quantile(step, levels.level(i)) - reachable);
    }
  }
}
