package io.foreshape.linux;

import io.foreshape.api.shape.IdSet;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** The kernel's lists of CPUs and nodes, such as {@code 0-3,8}. */
final class IdList {

  /** More than any kernel's CPUs (CONFIG_NR_CPUS is 8,192 at most). */
  private static final long MOST = 1 << 16;

  private IdList() {}

  /** The numbers of a list; none if it is empty or not clear. */
  static SortedSet<Integer> parsed(String text) {
    SortedSet<Integer> ids = new TreeSet<>();
    for (String range : text.strip().split(",", -1)) {
      int dash = range.indexOf('-');
      OptionalLong first = Numbers.unsigned(dash < 0 ? range : range.substring(0, dash));
      OptionalLong last = Numbers.unsigned(range.substring(dash + 1));
      if (first.isEmpty() || last.isEmpty() || !isRange(first.getAsLong(), last.getAsLong())) {
        return new TreeSet<>();
      }
      for (long id = first.getAsLong(); id <= last.getAsLong(); id++) {
        ids.add((int) id);
      }
    }
    return ids;
  }

  private static boolean isRange(long first, long last) {
    return 0 <= first && first <= last && last < MOST;
  }

  /** The list of some numbers. */
  static String text(SortedSet<Integer> ids) {
    StringBuilder text = new StringBuilder();
    int first = -1;
    int last = -2;
    for (int id : ids) {
      if (id == last + 1) {
        last = id;
        continue;
      }
      append(text, first, last).append(text.isEmpty() ? "" : ",");
      first = id;
      last = id;
    }
    return append(text, first, last).toString();
  }

  private static StringBuilder append(StringBuilder text, int first, int last) {
    if (first > last) {
      return text;
    }
    text.append(first);
    return first == last ? text : text.append('-').append(last);
  }

  /** The numbers of a list as a value of a shape, or empty where there is none. */
  static Optional<IdSet> set(String text) {
    Collection<Integer> ids = parsed(text);
    return ids.isEmpty() ? Optional.empty() : Optional.of(IdSet.of(ids));
  }
}
