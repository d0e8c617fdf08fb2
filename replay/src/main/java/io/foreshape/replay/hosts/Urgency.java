package io.foreshape.replay.hosts;

/**
 * The priority classes, the least urgent first; of each ten instances 5, 3 and 2 belong to them.
 */
enum Urgency {
  LOW(0, 1),
  MIDDLE(1, 3),
  HIGH(2, 10);

  // Spread, so that neither the first nor the last in line is always of one class.
  private static final Urgency[] TEN = {
    LOW, HIGH, LOW, MIDDLE, LOW, MIDDLE, LOW, HIGH, LOW, MIDDLE
  };

  private final int priority;
  private final double penaltyFactor;

  Urgency(int priority, double penaltyFactor) {
    this.priority = priority;
    this.penaltyFactor = penaltyFactor;
  }

  /** The priority of its instances, from 0 upwards. */
  int priority() {
    return priority;
  }

  /** By what the penalty of unmet demand is multiplied. */
  double penaltyFactor() {
    return penaltyFactor;
  }

  /** The class of the instance in a column. */
  static Urgency of(int column) {
    return TEN[column % TEN.length];
  }
}
