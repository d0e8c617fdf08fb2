package io.foreshape.samples.cli;

import io.foreshape.replay.simulate.ReplayRequest;
import java.util.Iterator;

/** The policies' names, for the usage text. */
final class PolicyIds implements Iterable<String> {

  PolicyIds() {}

  @Override
  public Iterator<String> iterator() {
    return ReplayRequest.allPolicies().iterator();
  }
}
