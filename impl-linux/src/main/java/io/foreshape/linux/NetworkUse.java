package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.Map;

/**
 * What instances have sent and received, and what they are held to, with what can be looked at for
 * all of them at once looked at once.
 *
 * <p>Not thread-safe.
 */
interface NetworkUse {

  /** Has what follows be what the kernel tells now. */
  void refresh();

  /** Takes down what an instance has sent and received; nothing where that is not told. */
  void read(InstanceId instance, Counters counters);

  /** The most bytes/s that an instance may send and receive, where there is a most. */
  Map<Resource, Double> caps(InstanceId instance) throws IOException;
}
