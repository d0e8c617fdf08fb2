package io.foreshape.linux;

import io.foreshape.api.shape.TierSplit;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of a group's memory lies where: its pages of files and of none, by memory.numa_stat of
 * v2. What else is charged, such as page tables, can't be moved and does not count.
 *
 * @param tiers the tiers, fastest first
 * @param byNode bytes per NUMA node of theirs
 */
record TierBytes(List<TierNodes> tiers, SortedMap<Integer, Long> byNode) {

  /** What a file says. */
  static TierBytes parsed(String numaStat, List<TierNodes> tiers) {
    SortedMap<Integer, Long> byNode = new TreeMap<>();
    for (TierNodes tier : tiers) {
      for (int node : tier.nodes()) {
        byNode.put(node, bytes(numaStat, "N" + node));
      }
    }
    return new TierBytes(tiers, byNode);
  }

  private static long bytes(String numaStat, String node) {
    return numaStat
        .lines()
        .filter(line -> line.startsWith("anon ") || line.startsWith("file "))
        .mapToLong(line -> Numbers.ofAssignment(line, node).orElse(0))
        .sum();
  }

  long all() {
    return byNode.values().stream().mapToLong(Long::longValue).sum();
  }

  long of(TierNodes tier) {
    return tier.nodes().stream().mapToLong(this::of).sum();
  }

  long of(int node) {
    return byNode.getOrDefault(node, 0L);
  }

  /** The shares that the tiers have; all in the fastest one if there is nothing yet. */
  TierSplit split() {
    double all = (double) all();
    SortedMap<String, Double> shares = new TreeMap<>();
    for (TierNodes tier : tiers) {
      double ofNothing = shares.isEmpty() ? 1 : 0;
      shares.put(tier.id(), all > 0 ? (double) of(tier) / all : ofNothing);
    }
    return new TierSplit(shares);
  }

  /** By how many bytes a tier has more than its share. */
  long excess(TierNodes tier, TierSplit wanted) {
    double share = wanted.shares().getOrDefault(tier.id(), 0.0);
    return of(tier) - Math.round(share * (double) all());
  }

  /** Such as {@code 67108864 bytes, memory_tier4 0.250, memory_tier168 0.750}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(all()).append(" bytes");
    SortedMap<String, Double> shares = split().shares();
    for (TierNodes tier : tiers) {
      text.append(String.format(Locale.ROOT, ", %s %.3f", tier.id(), shares.get(tier.id())));
    }
    return text.toString();
  }
}
