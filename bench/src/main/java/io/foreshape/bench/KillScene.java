package io.foreshape.bench;

import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.TransactionalShaper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Groups of this machine whose shapers are killed (SIGKILL) at random moments. After each it looks
 * whether every group has exactly its old or its new shape once that was recovered.
 */
final class KillScene implements Closeable {

  /** A victim lives for so many of the durations that a first run's writes took, at most. */
  private static final double LONGEST_LIFE_WRITES = 1.2;

  /** How many victims of ten may die before their first run's begin is in the journal, too. */
  private static final int TENTHS_EARLY = 1;

  private final int groups;
  private final MadeCgroups made;
  private final Path journal;
  private final KnobFiles files;
  private final Map<InstanceId, List<String>> originals;
  private long longestLifeNanos;

  /**
   * Makes the groups.
   *
   * @throws IOException if this machine does not let this process make them
   */
  KillScene(int groups) throws IOException {
    this.groups = groups;
    made = MadeCgroups.make(groups);
    journal = Files.createTempDirectory("foreshape-kill");
    files = new KnobFiles(made.scope(), groups);
    originals = files.read();
  }

  /** How long a victim's writes take depends on the machine. */
  void timeWrites() throws IOException, InterruptedException {
    Victim victim = Victim.start(made.scope(), journal, 0, groups);
    victim.nextLine();
    victim.awaitRun();
    long begin = System.nanoTime();
    victim.nextLine();
    longestLifeNanos = (long) ((System.nanoTime() - begin) * LONGEST_LIFE_WRITES);
    victim.kill("");
    recover();
  }

  /** Has a victim apply the plans of a seed, kills it, and looks at what is left. */
  KillTally kill(long seed) throws IOException, InterruptedException {
    Map<InstanceId, List<String>> before = files.read();
    String last = lastWords(seed);
    if (!last.matches("(begin|end) [0-9]+")) {
      throw new IllegalStateException("The victim of seed " + seed + " said (" + last + ")");
    }
    int begun = Integer.parseInt(last.substring(last.indexOf(' ') + 1));
    for (int i = 0; i < begun; i++) {
      before = files.after(before, KillPlans.plan(seed, i, groups).shapes());
    }
    Map<InstanceId, List<String>> planned =
        files.after(before, KillPlans.plan(seed, begun, groups).shapes());
    return look(last.startsWith("end") ? planned : before, planned, "seed " + seed + ", " + last);
  }

  /** The life of a victim, which ends at a random moment. */
  private String lastWords(long seed) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    Victim victim = Victim.start(made.scope(), journal, seed, groups);
    String first = victim.nextLine();
    if (random.nextInt(10) >= TENTHS_EARLY) {
      victim.awaitRun();
    }
    LockSupport.parkNanos(random.nextLong(longestLifeNanos));
    return victim.kill(first);
  }

  private KillTally look(
      Map<InstanceId, List<String>> before, Map<InstanceId, List<String>> planned, String where)
      throws IOException {
    KillProgress atDeath = KillProgress.of(before, files.read(), planned, where);
    ShapingReport report = recover();
    KillProgress recovered = KillProgress.of(before, files.read(), planned, where);
    if (recovered.isPart()) {
      throw new IllegalStateException(
          "Old and new shapes after recovery: " + recovered + ", " + where);
    }
    return KillTally.ofOne(
        report.count(ShapingOutcome.ROLLED_BACK) > 0,
        report.count(ShapingOutcome.APPLIED) > 0,
        atDeath.torn(),
        atDeath.made(),
        atDeath.all());
  }

  private ShapingReport recover() {
    try (Shaper shaper = KillPlans.shaper(made.scope(), journal)) {
      ShapingReport report = ((TransactionalShaper) shaper).recover(KillPlans.NOW);
      if (report.count(ShapingOutcome.DEFERRED) > 0) {
        throw new IllegalStateException("Not all was recovered: " + report);
      }
      return report;
    }
  }

  /** Gives every group its original shape back, which is looked at. */
  void restore() throws IOException {
    try (Shaper shaper = KillPlans.shaper(made.scope(), journal)) {
      shaper.restore(KillPlans.NOW);
    }
    Map<InstanceId, List<String>> now = files.read();
    if (!now.equals(originals)) {
      throw new IllegalStateException("Restored to (" + now + "), not (" + originals + ")");
    }
  }

  @Override
  public void close() throws IOException {
    for (String name : List.of("journal", "journal.next", "lock")) {
      Files.deleteIfExists(journal.resolve(name));
    }
    Files.delete(journal);
    made.close();
  }
}
