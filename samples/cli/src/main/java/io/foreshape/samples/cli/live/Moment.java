package io.foreshape.samples.cli.live;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.UsageSample;

/**
 * What one workload used between two looks, of what it mainly uses.
 *
 * @param seconds how long that was, in real time, positive
 * @param shaped the one that is shaped
 * @param fixed its twin
 */
record Moment(double seconds, Half shaped, Half fixed) {

  Moment {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("A moment takes time, got (" + seconds + ") s");
    }
    requireNonNull(shaped, "shaped");
    requireNonNull(fixed, "fixed");
  }

  /**
   * One of the twins.
   *
   * @param used in the resource's unit
   * @param limit what it could have used; infinite where there was no limit
   * @param heldBack the share of the time in which its limit held it back, from 0 to 1
   * @param kills how many processes were killed for want of memory
   */
  record Half(double used, double limit, double heldBack, long kills) {

    static Half of(UsageSample sample, Shape shape, Resource resource) {
      boolean isAtLimit = sample.pressure().atLimit().contains(resource);
      return new Half(
          sample.mean().getOrDefault(resource, 0),
          LiveSource.limit(shape, resource),
          resource.equals(Resource.CPU) ? sample.pressure().cpuThrottledShare() : isAtLimit ? 1 : 0,
          sample.pressure().outOfMemoryKills());
    }
  }
}
