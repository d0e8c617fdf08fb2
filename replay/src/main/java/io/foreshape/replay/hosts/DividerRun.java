package io.foreshape.replay.hosts;

import io.foreshape.api.plan.CostModel;
import io.foreshape.replay.score.DividerResult;
import java.util.ArrayDeque;
import java.util.Deque;

/** One divider at one scarcity, from the first scored plan to the last. Not thread-safe. */
final class DividerRun implements AutoCloseable {

  // The array is the record's own, and taken out once.
  @SuppressWarnings("ArrayRecordComponent")
  private record Pending(int effectiveStep, double[][] given) {}

  private final String id;
  private final double scarcity;
  private final HostFleet fleet;
  private final Divider divider;
  private final HostTally tally;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private double[][] current;
  private int plans;

  /**
   * A run.
   *
   * @param needs what the oracle needs, per host and resource
   */
  DividerRun(String id, double scarcity, HostFleet fleet, CostModel costs, double[][] needs) {
    this.id = id;
    this.scarcity = scarcity;
    this.fleet = fleet;
    this.divider = Dividers.create(id, fleet, costs, scaled(needs, scarcity));
    this.tally = new HostTally(fleet, costs);
    this.current = fleet.amounts();
  }

  private static double[][] scaled(double[][] needs, double factor) {
    double[][] scaled = new double[needs.length][];
    for (int h = 0; h < needs.length; h++) {
      scaled[h] = needs[h].clone();
      for (int r = 0; r < scaled[h].length; r++) {
        scaled[h][r] *= factor;
      }
    }
    return scaled;
  }

  void plan(Round round, int effectiveStep) {
    double[][] given = fleet.amounts();
    divider.divide(round, given);
    pending.addLast(new Pending(effectiveStep, given));
    plans++;
  }

  void score(int step) {
    while (!pending.isEmpty() && pending.getFirst().effectiveStep() <= step) {
      current = pending.removeFirst().given();
    }
    tally.score(step, current);
  }

  DividerResult result() {
    return tally.result(id, scarcity, plans, divider.degraded());
  }

  @Override
  public void close() {
    divider.close();
  }
}
