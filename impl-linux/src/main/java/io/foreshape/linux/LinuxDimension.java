package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;

/** Dimensions that only Linux has. */
public final class LinuxDimension {

  /** Memory that is reclaimed from only if nobody unprotected has any, in bytes: memory.low. */
  public static final Dimension<Limit> MEMORY_LOW =
      Dimension.limit("linux.memory.low", Resource.MEMORY);

  /** The most swap space, in bytes: memory.swap.max. */
  public static final Dimension<Limit> SWAP = Dimension.of("linux.memory.swap", Limit.class);

  /** The most processes and threads: pids.max. */
  public static final Dimension<Limit> TASKS = Dimension.of("linux.tasks", Limit.class);

  private LinuxDimension() {}
}
