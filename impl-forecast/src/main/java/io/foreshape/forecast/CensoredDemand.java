package io.foreshape.forecast;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.UsageSample;

/**
 * Estimates demand where a limit held use back, so that what is learnt does not end at the limit.
 *
 * <p>CPU tells by how much: what runs only in {@code 1 − p} of the time, since a quota stops it for
 * the share {@code p}, uses {@code use / (1 − p)} while it runs; that is its demand, unless it
 * would have idled in the time that it was stopped.
 *
 * <p>Of any other resource only the bound is known. Then demand is sought as TCP seeks bandwidth
 * (slow start, Jacobson, "Congestion avoidance and control", SIGCOMM 1988): it is taken to be
 * {@link #STEP_UP} times the use, and so much again for each further step without a break, up to
 * {@link #MOST_STEP_UP}. Once the limit has followed, use says more.
 *
 * <p>Both are bounded by the use, so that a limit that can't follow does not let estimates run
 * away.
 */
final class CensoredDemand {

  /** A share of a step that is hardly ever running tells little of what would run. */
  private static final double MOST_THROTTLED = 0.8;

  private static final double STEP_UP = 1.15;
  private static final double MOST_STEP_UP = 2;

  private CensoredDemand() {}

  /** The use to size for, as if CPU had not been throttled. */
  static double unthrottled(UsageSample sample, Resource resource) {
    double use = sample.toSizeFor(resource);
    if (!isThrottled(sample, resource)) {
      return use;
    }
    double share = Math.min(MOST_THROTTLED, sample.pressure().cpuThrottledShare());
    return Math.min(Double.MAX_VALUE, use / (1 - share));
  }

  /** Whether of {@link #unthrottled} use, too, no more is known than that demand is not below. */
  static boolean isBound(UsageSample sample, Resource resource) {
    return sample.isCensored(resource) && !isThrottled(sample, resource);
  }

  private static boolean isThrottled(UsageSample sample, Resource resource) {
    return resource.equals(Resource.CPU) && sample.pressure().cpuThrottledShare() > 0;
  }

  /** By what to multiply use in the n-th step without a break that is a bound, from 1. */
  static double growth(int step) {
    return Math.min(MOST_STEP_UP, Math.pow(STEP_UP, step));
  }
}
