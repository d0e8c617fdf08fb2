package io.foreshape.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * What the tables of device mapper say of one volume. While it is cached there are, beside it, its
 * origin (the table that it has without a cache), and slices of the fast device for metadata and
 * data; the data's name says how many extents they are. How it is to be cached next is the name of
 * a device without a table, if it is not the standard.
 *
 * @param name the volume's name
 * @param tables the lines of every table, by the device's name
 * @param numbers the numbers of every device, by its name
 */
record VolumeTables(
    String name, SortedMap<String, List<String>> tables, SortedMap<String, String> numbers) {

  /** What is between the volume's name and what a device is for; no volume's name has it. */
  static final String OURS = ".foreshape.";

  private static final String DATA = "data.";
  private static final String KIND = "is.";

  String origin() {
    return name + OURS + "origin";
  }

  String meta() {
    return name + OURS + "meta";
  }

  String data(long extents) {
    return name + OURS + DATA + extents;
  }

  String kind(CacheState state) {
    return name + OURS + KIND + state.mode() + "." + state.policy();
  }

  boolean exists() {
    return tables.containsKey(name);
  }

  List<String> lines(String device) {
    return tables.getOrDefault(device, List.of());
  }

  /** The volume's cache, whoever has made it. */
  Optional<CacheTable> cache() {
    return CacheTable.parsed(lines(name));
  }

  /** Whether the volume's cache, if it has one, is made of what is here. */
  boolean isOurs() {
    return cache().isEmpty() || extents().isPresent();
  }

  /** How many extents the volume's cache has; empty if it has none, or one of somebody else's. */
  OptionalLong extents() {
    CacheTable cache = cache().orElse(null);
    if (cache == null
        || !cache.meta().equals(numbers.get(meta()))
        || !cache.origin().equals(numbers.get(origin()))) {
      return OptionalLong.empty();
    }
    return named(DATA).stream()
        .filter(each -> cache.data().equals(numbers.get(each)))
        .map(each -> Numbers.unsigned(each.substring(data(0).length() - 1)))
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  /** The name of the device that says how the next cache is to be; empty if none does. */
  Optional<String> marker() {
    return named(KIND).stream().findFirst();
  }

  /** How the next cache is to be. */
  private CacheState marked() {
    String[] words =
        marker()
            .map(marker -> marker.substring((name + OURS + KIND).length()))
            .orElse("")
            .split("\\.", -1);
    return words.length == 2
        ? CacheState.STANDARD.withMode(words[0]).withPolicy(words[1])
        : CacheState.STANDARD;
  }

  /** Whether a change was cut short: it only becomes clean, though it is to be something else. */
  boolean isBetween() {
    CacheTable cache = cache().orElse(null);
    return cache != null
        && cache.isDraining()
        && !(cache.mode().equals(marked().mode()) && cache.policy().equals(marked().policy()));
  }

  /** How the volume is cached, or is to be where a change was cut short. */
  CacheState state() {
    CacheTable cache = cache().orElse(null);
    return cache == null || isBetween()
        ? marked().withExtents(extents().orElse(0))
        : new CacheState(extents().orElse(0), cache.mode(), cache.policy());
  }

  /** What is left over, of a change that was cut short, and nobody uses. */
  List<String> leftovers() {
    List<String> left = new ArrayList<>(named(DATA));
    if (cache().isPresent()) {
      left.remove(data(extents().orElse(0)));
      return left;
    }
    left.addAll(List.of(meta(), origin()));
    left.retainAll(tables.keySet());
    return left;
  }

  private List<String> named(String purpose) {
    String start = name + OURS + purpose;
    return tables.keySet().stream().filter(each -> each.startsWith(start)).toList();
  }
}
