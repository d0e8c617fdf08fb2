package io.foreshape.bench;

import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.TransactionalShaper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Kills (SIGKILL) a process that shapes cgroups of this machine, again and again at random moments,
 * and looks each time whether every group has exactly its old or its new shape once that was
 * recovered, and in the end whether all have what they had at first.
 */
public final class KillCampaign {

  /** A victim lives for so many of the durations that a first run's writes took, at most. */
  private static final double LONGEST_LIFE_WRITES = 1.2;

  /** How many victims of ten may die before their first run's begin is in the journal, too. */
  private static final int TENTHS_EARLY = 2;

  /** After so many kills within a run, it says so; a long campaign may be cut short. */
  private static final int KILLS_PER_LINE = 5;

  /** So many kills, at most, per kill that falls within a run. */
  private static final int MOST_PER_WITHIN = 20;

  private final int groups;
  private final String scope;
  private final Path journal;
  private final SplittableRandom random;
  private int longestLifeMillis;
  private int all;
  private int undone;
  private int finished;

  private KillCampaign(int groups, String scope, Path journal, long seed) {
    this.groups = groups;
    this.scope = scope;
    this.journal = journal;
    this.random = new SplittableRandom(seed);
  }

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
    Path journal = Files.createTempDirectory("foreshape-kill");
    try (MadeCgroups made = MadeCgroups.make(groups)) {
      KillCampaign campaign = new KillCampaign(groups, made.scope(), journal, seed);
      Map<InstanceId, Shape> originals = campaign.current();
      campaign.timeWrites();
      while (campaign.within() < kills && campaign.all < kills * MOST_PER_WITHIN) {
        campaign.kill();
      }
      campaign.restore(originals);
      return campaign + " (seed " + seed + "); restoring gave every original back";
    } finally {
      for (String name : List.of("journal", "journal.next", "lock")) {
        Files.deleteIfExists(journal.resolve(name));
      }
      Files.delete(journal);
    }
  }

  private int within() {
    return undone + finished;
  }

  @Override
  public String toString() {
    return all
        + " kills, of which "
        + within()
        + " within a run, during reshapes of "
        + groups
        + " cgroups: every group had its old or its new shape after recovery, which took back "
        + undone
        + " times and found all finished "
        + finished
        + " times";
  }

  private Map<InstanceId, Shape> current() {
    try (Shaper shaper = KillPlans.shaper(scope, journal)) {
      return shaper.current(KillPlans.instances(groups));
    }
  }

  /** How long a process's first writes take depends on the machine: emulated ones are slow. */
  private void timeWrites() throws IOException, InterruptedException {
    Process victim = victim(0);
    try (BufferedReader lines = victim.inputReader()) {
      lines.readLine();
      awaitBegin(victim);
      long begin = System.nanoTime();
      lines.readLine();
      longestLifeMillis = 1 + (int) ((System.nanoTime() - begin) / 1e6 * LONGEST_LIFE_WRITES);
      end(victim);
    }
    recovered();
  }

  private void kill() throws IOException, InterruptedException {
    Map<InstanceId, Shape> before = current();
    int withinBefore = within();
    long seed = random.nextLong(1 << 30);
    Process victim = victim(seed);
    String last = "";
    try (BufferedReader lines = victim.inputReader()) {
      last = String.valueOf(lines.readLine());
      if (random.nextInt(10) >= TENTHS_EARLY) {
        awaitBegin(victim);
      }
      Thread.sleep(random.nextInt(longestLifeMillis));
      end(victim);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
      }
    }
    check(before, seed, last);
    all++;
    if (within() > withinBefore && within() % KILLS_PER_LINE == 0) {
      System.out.println(this);
    }
  }

  /** A victim that has said its first line writes nothing to the journal until a run begins. */
  private void awaitBegin(Process victim) throws IOException, InterruptedException {
    Path file = journal.resolve("journal");
    long before = Files.size(file);
    while (victim.isAlive() && Files.size(file) == before) {
      Thread.sleep(1);
    }
  }

  private Process victim(long seed) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            KillVictim.class.getName(),
            scope,
            journal.toString(),
            Long.toString(seed),
            Integer.toString(groups))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** By its handle: the process's own method would close the stream, with the last lines in it. */
  private static void end(Process victim) throws InterruptedException {
    victim.toHandle().destroyForcibly();
    victim.waitFor();
  }

  private void check(Map<InstanceId, Shape> before, long seed, String last) {
    if (!last.matches("(begin|end) [0-9]+")) {
      throw new IllegalStateException("The victim said (" + last + ")");
    }
    int begun = Integer.parseInt(last.substring(last.indexOf(' ') + 1));
    Map<InstanceId, Shape> old = new HashMap<>(before);
    for (int i = 0; i < begun; i++) {
      carryOut(old, seed, i);
    }
    Map<InstanceId, Shape> planned = new HashMap<>(old);
    carryOut(planned, seed, begun);
    Map<InstanceId, Shape> now = recovered();
    now.forEach(
        (instance, shape) -> {
          boolean isOld = !last.startsWith("end") && isAlike(shape, old.get(instance));
          if (!isOld && !isAlike(shape, planned.get(instance))) {
            throw new IllegalStateException(
                instance
                    + " has "
                    + shape
                    + ", neither "
                    + old.get(instance)
                    + " nor "
                    + planned.get(instance)
                    + " after ("
                    + last
                    + "), seed "
                    + seed);
          }
        });
  }

  private Map<InstanceId, Shape> recovered() {
    try (Shaper shaper = KillPlans.shaper(scope, journal)) {
      ShapingReport report = ((TransactionalShaper) shaper).recover(KillPlans.NOW);
      undone += report.count(ShapingOutcome.ROLLED_BACK) > 0 ? 1 : 0;
      finished += report.count(ShapingOutcome.APPLIED) > 0 ? 1 : 0;
      if (report.count(ShapingOutcome.DEFERRED) > 0) {
        throw new IllegalStateException("Not all was recovered: " + report);
      }
      return shaper.current(KillPlans.instances(groups));
    }
  }

  private void carryOut(Map<InstanceId, Shape> shapes, long seed, int index) {
    for (PlannedShape planned : KillPlans.plan(seed, index, groups).shapes()) {
      shapes.computeIfPresent(
          planned.instance(), (id, shape) -> shape.apply(shape.diff(planned.shape())));
    }
  }

  private static boolean isAlike(Shape one, @Nullable Shape other) {
    for (Dimension<?> dimension : KillPlans.SET) {
      if (other == null || !one.get(dimension).equals(other.get(dimension))) {
        return false;
      }
    }
    return true;
  }

  private void restore(Map<InstanceId, Shape> originals) {
    try (Shaper shaper = KillPlans.shaper(scope, journal)) {
      shaper.restore(KillPlans.NOW);
      Map<InstanceId, Shape> now = shaper.current(KillPlans.instances(groups));
      if (!now.equals(originals)) {
        throw new IllegalStateException("Restored to (" + now + "), not (" + originals + ")");
      }
    }
  }
}
