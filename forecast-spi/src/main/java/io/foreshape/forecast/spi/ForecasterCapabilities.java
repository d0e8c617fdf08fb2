package io.foreshape.forecast.spi;

import java.util.Set;

/**
 * What a kind of forecaster can do; the test kit holds it to that.
 *
 * <p>Immutable and thread-safe.
 *
 * @param traits what holds for it
 */
public record ForecasterCapabilities(Set<Trait> traits) {

  /** Something that holds for a kind of forecaster. */
  public enum Trait {
    /** It learns the context's seasonal periods. */
    SEASONAL,
    /** It has parameters that {@link Forecaster#fit} fits. */
    FITTED,
    /** Series inform one another, so that what one is told depends on the others. */
    POOLED,
    /** It learns from what workloads its series are of, as {@link Forecaster#assign} tells. */
    WORKLOADS,
    /** Values times a factor give forecasts times that factor. */
    SCALE_EQUIVARIANT,
    /** Its state can be saved and loaded. */
    SNAPSHOT
  }

  /** Copies the set. */
  public ForecasterCapabilities {
    traits = Set.copyOf(traits);
  }
}
