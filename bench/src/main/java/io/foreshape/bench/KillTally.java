package io.foreshape.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What kills have come to.
 *
 * @param kills how many
 * @param undone how many came within a run that recovery took back: its begin was in the journal,
 *     its end was not
 * @param finished how many came within a run that recovery found all done
 * @param torn how many groups they left with some of their changes made and some not
 * @param byTenth how many came between the first write of a run and its last, by the tenth of its
 *     changes that it had made
 */
record KillTally(int kills, int undone, int finished, int torn, List<Integer> byTenth) {

  private static final int TENTHS = 10;
  static final KillTally NONE = new KillTally(0, 0, 0, 0, Collections.nCopies(TENTHS, 0));

  KillTally {
    byTenth = List.copyOf(byTenth);
  }

  /**
   * One kill.
   *
   * @param made how many changes the run had made, of {@code all}
   */
  static KillTally ofOne(boolean isUndone, boolean isFinished, int torn, int made, int all) {
    List<Integer> byTenth = new ArrayList<>(NONE.byTenth());
    if (made > 0 && made < all) {
      byTenth.set(made * TENTHS / all, 1);
    }
    return new KillTally(1, isUndone ? 1 : 0, isFinished ? 1 : 0, torn, byTenth);
  }

  KillTally plus(KillTally other) {
    List<Integer> sums = new ArrayList<>();
    for (int i = 0; i < TENTHS; i++) {
      sums.add(byTenth.get(i) + other.byTenth.get(i));
    }
    return new KillTally(
        kills + other.kills,
        undone + other.undone,
        finished + other.finished,
        torn + other.torn,
        sums);
  }

  int within() {
    return undone + finished;
  }

  @Override
  public String toString() {
    int between = byTenth.stream().mapToInt(Integer::intValue).sum();
    return kills
        + " kills, of which "
        + within()
        + " within a run and "
        + between
        + " between its first write and its last (by the tenth of its changes "
        + byTenth
        + "), leaving "
        + torn
        + " groups with a part of their changes: every group had its old or its new shape after"
        + " recovery, which took back "
        + undone
        + " times and found all finished "
        + finished
        + " times";
  }
}
