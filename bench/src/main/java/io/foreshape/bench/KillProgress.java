package io.foreshape.bench;

import io.foreshape.api.workload.InstanceId;
import java.util.List;
import java.util.Map;

/**
 * How far from the old to the new shapes groups are.
 *
 * @param made how many of the knobs that are to change have their new value
 * @param all how many are to change
 * @param torn how many groups have new values and old ones
 */
record KillProgress(int made, int all, int torn) {

  /** Counts, and sees that no knob has another value than its old or its new one. */
  static KillProgress of(
      Map<InstanceId, List<String>> before,
      Map<InstanceId, List<String>> now,
      Map<InstanceId, List<String>> planned,
      String where) {
    int made = 0;
    int all = 0;
    int torn = 0;
    for (Map.Entry<InstanceId, List<String>> group : now.entrySet()) {
      List<String> old = before.getOrDefault(group.getKey(), List.of());
      List<String> next = planned.getOrDefault(group.getKey(), List.of());
      int madeHere = 0;
      int allHere = 0;
      for (int i = 0; i < group.getValue().size(); i++) {
        String text = group.getValue().get(i);
        if (!text.equals(old.get(i)) && !text.equals(next.get(i))) {
          throw new IllegalStateException(
              group + ", neither " + old + " nor " + next + ", " + where);
        }
        allHere += old.get(i).equals(next.get(i)) ? 0 : 1;
        madeHere += text.equals(old.get(i)) ? 0 : 1;
      }
      made += madeHere;
      all += allHere;
      torn += madeHere > 0 && madeHere < allHere ? 1 : 0;
    }
    return new KillProgress(made, all, torn);
  }

  /** Whether some changes are made and some are not. */
  boolean isPart() {
    return made > 0 && made < all;
  }
}
