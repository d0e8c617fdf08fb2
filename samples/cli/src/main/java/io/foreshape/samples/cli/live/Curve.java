package io.foreshape.samples.cli.live;

import java.util.SplittableRandom;

/**
 * How much of its order a workload wants over a day. Two that ask at the same time are told the
 * same, noise included, so that twins have the same load. Knows nothing but the JDK, for the
 * workloads' processes load nothing else.
 */
enum Curve {
  /** Busy before noon, busier in the evening. */
  WEB(0.08) {
    @Override
    double usual(double hour) {
      return 0.10 + 0.45 * bump(hour, 10.5, 2) + 0.65 * bump(hour, 19, 2.2);
    }
  },

  /** Fills all day and is emptied at night. */
  CACHE(0.02) {
    @Override
    double usual(double hour) {
      double filled = Math.max(0, Math.min(1, (hour - 5) / 15));
      double emptied = Math.max(0, Math.min(1, (hour - 21) / 2));
      return 0.15 + 0.70 * (filled - emptied);
    }
  },

  /** A batch at night, a little all day. */
  LOG(0.08) {
    @Override
    double usual(double hour) {
      return 0.12 + 0.60 * bump(hour, 3, 1.6) + 0.15 * bump(hour, 14, 4);
    }
  },

  /** Watched in the evening. */
  FEED(0.08) {
    @Override
    double usual(double hour) {
      return 0.10 + 0.65 * bump(hour, 20.5, 2.5);
    }
  };

  static final int STEPS_PER_DAY = 48;

  private static final double HOURS = 24;

  private final double noise;

  Curve(double noise) {
    this.noise = noise;
  }

  /** The share that an hour of the day usually wants. */
  abstract double usual(double hour);

  /**
   * What is wanted at a time.
   *
   * @param days since the first midnight, not negative
   * @return a share of the order, from 0 to 1
   */
  double share(double days) {
    long step = (long) Math.floor(days * STEPS_PER_DAY);
    double hour = (days - Math.floor(days)) * HOURS;
    long seed = ((long) name().hashCode() << Integer.SIZE) ^ step;
    double luck = new SplittableRandom(seed).nextGaussian();
    return Math.max(0, Math.min(1, usual(hour) * Math.exp(noise * luck)));
  }

  private static double bump(double hour, double at, double width) {
    double apart = Math.abs(hour - at);
    double hours = Math.min(apart, HOURS - apart);
    return Math.exp(-hours * hours / (2 * width * width));
  }
}
