package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;

/** Dimensions that only Linux has. */
public final class LinuxDimension {

  /** Memory that is reclaimed from only if nobody unprotected has any, in bytes: memory.low. */
  public static final Dimension<Limit> MEMORY_LOW =
      Dimension.limit("linux.memory.low", Resource.MEMORY);

  private LinuxDimension() {}
}
