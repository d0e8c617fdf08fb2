package io.foreshape.linux;

import java.util.Set;

/**
 * A tier of memory and its NUMA nodes.
 *
 * @param id the tier's name
 * @param nodes its nodes, at least one
 */
record TierNodes(String id, Set<Integer> nodes) {

  TierNodes {
    nodes = Set.copyOf(nodes);
  }
}
