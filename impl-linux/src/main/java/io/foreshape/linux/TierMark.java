package io.foreshape.linux;

import io.foreshape.api.shape.TierSplit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The split that a group is to have, which the kernel has no place for but a note ({@code
 * user.foreshape.tiers}). Such as {@code memory_tier4=0.25,memory_tier168=0.75;memory_tier4=1.0}.
 *
 * @param wanted the split
 * @param before what was measured when the first one was asked for
 */
record TierMark(TierSplit wanted, TierSplit before) {

  private static final GroupNote NOTE = new GroupNote("foreshape.tiers");
  private static final String BEFORE = ";";
  private static final String NEXT = ",";
  private static final String IS = "=";

  /** What a group has, or empty if it has none, or not one of ours. */
  static Optional<TierMark> of(Path group) throws IOException {
    return NOTE.of(group).flatMap(TierMark::parsed);
  }

  /** Has a group have a mark, or none. */
  static void put(Path group, @Nullable TierMark mark) throws IOException {
    NOTE.put(group, mark == null ? null : mark.text());
  }

  String text() {
    return text(wanted) + BEFORE + text(before);
  }

  private static String text(TierSplit split) {
    StringBuilder text = new StringBuilder();
    split
        .shares()
        .forEach(
            (tier, share) ->
                text.append(text.length() == 0 ? "" : NEXT).append(tier).append(IS).append(share));
    return text.toString();
  }

  static Optional<TierMark> parsed(String text) {
    String[] parts = text.split(BEFORE, -1);
    if (parts.length != 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TierMark(split(parts[0]), split(parts[1])));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // whoever may write the group may write anything here
    }
  }

  private static TierSplit split(String text) {
    Map<String, Double> shares = new TreeMap<>();
    for (String word : text.split(NEXT, -1)) {
      int is = word.indexOf(IS);
      shares.put(word.substring(0, Math.max(0, is)), Double.valueOf(word.substring(is + 1)));
    }
    return TierSplit.of(shares);
  }
}
