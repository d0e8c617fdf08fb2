package io.foreshape.bench;

import java.io.IOException;
import java.util.SplittableRandom;

/**
 * Kills (SIGKILL) a process that shapes cgroups of this machine, again and again at random moments,
 * and looks each time whether every group has exactly its old or its new shape once that was
 * recovered, and in the end whether all have what they had at first.
 */
public final class KillCampaign {

  /** After so many kills within a run, it says so; a long campaign may be cut short. */
  private static final int KILLS_PER_LINE = 5;

  /** So many kills, at most, per kill that falls within a run. */
  private static final int MOST_PER_WITHIN = 20;

  private KillCampaign() {}

  /**
   * Runs a campaign on groups of its own.
   *
   * @param arguments how many groups, and how many kills that fall within a run
   * @throws IOException if groups can't be made
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println(
        run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), System.nanoTime()));
  }

  /**
   * Runs a campaign on groups of its own.
   *
   * @param kills how many kills that fall within a run: its begin is in the journal, its end isn't
   * @return what there was to see
   * @throws IllegalStateException if a group had neither its old nor its new shape
   */
  static String run(int groups, int kills, long seed) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    try (KillScene scene = new KillScene(groups)) {
      scene.timeWrites();
      KillTally tally = KillTally.NONE;
      while (tally.within() < kills && tally.kills() < kills * MOST_PER_WITHIN) {
        int before = tally.within();
        tally = tally.plus(scene.kill(random.nextLong(1 << 30)));
        if (tally.within() > before && tally.within() % KILLS_PER_LINE == 0) {
          System.out.println(tally);
        }
      }
      scene.restore();
      return tally
          + "; "
          + groups
          + " cgroups (seed "
          + seed
          + "); restoring gave every original back";
    }
  }
}
