package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;

/**
 * What one more unit of a resource of a host would save.
 *
 * <p>Immutable and thread-safe.
 *
 * @param host the host
 * @param resource the resource
 * @param perUnitHour cost saved per hour by one more unit, not negative; 0 where there is enough
 */
public record ShadowPrice(HostId host, Resource resource, double perUnitHour) {

  /**
   * Checks the price.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ShadowPrice {
    requireNonNull(host, "host");
    requireNonNull(resource, "resource");
    if (!(perUnitHour >= 0 && perUnitHour < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A shadow price is finite and not negative, got (" + perUnitHour + ")");
    }
  }
}
