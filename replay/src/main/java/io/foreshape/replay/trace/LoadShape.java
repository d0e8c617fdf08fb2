package io.foreshape.replay.trace;

/** How the load of a generated instance runs through the week. */
enum LoadShape {
  /** Working hours of weekdays, with a dip at noon. */
  OFFICE("office", 0.02) {
    @Override
    double at(double hour, boolean weekend) {
      double day = bell(hour, 10.5, 2.2) + bell(hour, 15, 2.5);
      return 0.06 + (weekend ? 0.08 : 0.45) * Math.min(day, 1);
    }
  },
  /** Evenings, more so at weekends. */
  EVENING("evening", 0.01) {
    @Override
    double at(double hour, boolean weekend) {
      return 0.08 + (weekend ? 0.55 : 0.4) * bell(hour, 20.5, 3) + 0.12 * bell(hour, 13, 4);
    }
  },
  /** A job each night that runs flat out. */
  NIGHTLY("nightly", 0) {
    @Override
    double at(double hour, boolean weekend) {
      double length = weekend ? 1.5 : 3.25;
      return hour >= 1 && hour < 1 + length ? 0.82 : 0.03;
    }
  },
  /** Levels held for hours; the steps between them are random. */
  PLATEAUS("plateaus", 0) {
    @Override
    double at(double hour, boolean weekend) {
      return 0.3;
    }
  },
  /** Little, and now and then a burst of minutes up to an hour. */
  BURSTS("bursts", 0.012) {
    @Override
    double at(double hour, boolean weekend) {
      return 0.05 + 0.04 * bell(hour, 14, 5);
    }
  },
  /** Next to nothing, with a housekeeping job every hour. */
  IDLE("idle", 0) {
    @Override
    double at(double hour, boolean weekend) {
      return hour - Math.floor(hour) < 1.0 / 12 ? 0.02 : 0.004;
    }
  },
  /** A day's shape on a level that grows by some percent a day. */
  DRIFT("drift", 0.004) {
    @Override
    double at(double hour, boolean weekend) {
      return 0.1 + 0.1 * bell(hour, 12, 4.5);
    }
  },
  /** A day's shape whose level shifts once in the third week, as after a release. */
  SHIFT("shift", 0.004) {
    @Override
    double at(double hour, boolean weekend) {
      return 0.12 + (weekend ? 0.06 : 0.16) * bell(hour, 16, 4);
    }
  };

  private static final LoadShape[] ALL = values();

  private final String label;
  private final double burstProbability;

  LoadShape(String label, double burstProbability) {
    this.label = label;
    this.burstProbability = burstProbability;
  }

  /** The shape of an instance. */
  static LoadShape of(int instance) {
    return ALL[instance % ALL.length];
  }

  String label() {
    return label;
  }

  /** The probability that a burst begins in a step. */
  double burstProbability() {
    return burstProbability;
  }

  /**
   * The expected load.
   *
   * @param hour the hour of the day, 0 to 24
   * @param weekend whether it is Saturday or Sunday
   * @return the share of the instance's cores in use, 0 to 1
   */
  abstract double at(double hour, boolean weekend);

  /** exp(−d² / 2w²) with d the distance to the peak around the clock, in hours. */
  private static double bell(double hour, double peak, double width) {
    double direct = Math.abs(hour - peak);
    double distance = Math.min(direct, 24 - direct);
    return StrictMath.exp(-distance * distance / (2 * width * width));
  }
}
