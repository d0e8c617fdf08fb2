package io.foreshape.shaper;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the limits of one host's instances have risen in sum, per dimension, since a run began.
 *
 * <p>The sum may rise to what it was before, or to what the plan makes of it and the headroom that
 * the plan says the host then has, whichever is more. Where an instance goes to or from no limit at
 * all, there is no sum to keep and every rise fits.
 *
 * <p>Not thread-safe.
 */
final class Room {

  /** Rounding of sums, relative to the sum of all planned changes. */
  private static final double TOLERANCE = 1e-9;

  private static final class Account {
    private final double headroom;
    // All in the unit of the dimension, relative to the sum before the run.
    private double planned;
    private double turnover;
    private double level;

    Account(double headroom) {
      this.headroom = headroom;
    }

    private boolean isOver(double rise) {
      // With a change to or from no limit the turnover is infinite or NaN, and this is false.
      return level + rise > Math.max(0, planned + headroom) + TOLERANCE * turnover;
    }
  }

  private final Map<Dimension<?>, Account> accounts = new HashMap<>();
  private final Map<Resource, Double> headroom;

  /** The room of a host that has so much left once the plan is carried out. */
  Room(Map<Resource, Double> headroom) {
    this.headroom = headroom;
  }

  /** Takes note of what is planned for an instance, whether or not it comes to it. */
  void plan(List<Step> steps) {
    for (Step step : steps) {
      if (step.isLimit()) {
        Account account =
            accounts.computeIfAbsent(step.dimension(), any -> new Account(headroom(any)));
        account.planned += rise(step);
        account.turnover += Math.abs(step.amountAfter() - step.amountBefore());
      }
    }
  }

  /** Keeps free what somebody who has no part in the run needs to go back to what it had. */
  void reserve(List<Step> steps) {
    for (Step step : steps) {
      if (step.isLimit() && !step.releases()) {
        accounts.computeIfAbsent(step.dimension(), any -> new Account(headroom(any))).level +=
            rise(step);
      }
    }
  }

  private double headroom(Dimension<?> dimension) {
    return dimension.resource().map(resource -> headroom.getOrDefault(resource, 0.0)).orElse(0.0);
  }

  /** Counts steps as made. */
  void enter(List<Step> steps) {
    for (Step step : steps) {
      if (step.isLimit()) {
        account(step).level += rise(step);
      }
    }
  }

  /** Counts steps as not made any more. */
  void leave(List<Step> steps) {
    for (Step step : steps) {
      if (step.isLimit()) {
        account(step).level -= rise(step);
      }
    }
  }

  /** The first step that would raise a sum above what fits, or null if all fit. */
  @Nullable Step lacking(List<Step> steps) {
    for (Step step : steps) {
      if (step.isLimit() && !step.releases() && account(step).isOver(rise(step))) {
        return step;
      }
    }
    return null;
  }

  /** Whether one of the steps has a part in a sum that is above what fits. */
  boolean isOverBy(List<Step> steps) {
    for (Step step : steps) {
      if (step.isLimit() && !step.releases() && account(step).isOver(0)) {
        return true;
      }
    }
    return false;
  }

  private Account account(Step step) {
    Account account = accounts.get(step.dimension());
    if (account == null) {
      throw new IllegalStateException("Nothing was planned for (" + step + ")");
    }
    return account;
  }

  private static double rise(Step step) {
    double rise = step.amountAfter() - step.amountBefore();
    return Double.isFinite(rise) ? rise : 0;
  }
}
