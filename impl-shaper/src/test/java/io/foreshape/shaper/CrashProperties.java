package io.foreshape.shaper;

import static io.foreshape.shaper.Plans.HOST;
import static io.foreshape.shaper.Plans.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.shaper.simulated.Fault;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Random plans, random faults, and a process that is killed at a random write, with what was not
 * flushed of its journal cut off at a random byte; then the next process, and the next.
 */
class CrashProperties {

  @Provide
  Arbitrary<CrashFleet.Act> acts() {
    Arbitrary<List<Integer>> wishes = Arbitraries.integers().between(1, 12).list().ofSize(15);
    Arbitrary<Integer> steps = Arbitraries.integers().between(0, 40);
    Arbitrary<Double> cuts = Arbitraries.doubles().between(0, 1);
    return Combinators.combine(wishes, Arbitraries.of(true, true, false), steps, cuts)
        .as(CrashFleet.Act::new);
  }

  @Provide
  Arbitrary<List<CrashFleet.Act>> lives() {
    return acts().list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<Fault>> faults() {
    return Scenarios.faults(25, 120);
  }

  @Property(tries = 250, edgeCases = EdgeCasesMode.NONE)
  void everyInstanceEndsInItsOldOrItsNewShape(
      @ForAll("lives") List<CrashFleet.Act> acts,
      @ForAll("faults") List<Fault> faults,
      @ForAll boolean makesTogether)
      throws IOException {
    try (CrashFleet fleet = new CrashFleet(faults, makesTogether)) {
      for (CrashFleet.Act act : acts) {
        fleet.before();
        Statistics.collect(fleet.run(act) ? "killed" : "lived");
        fleet.recoverAll();
        fleet.assertOldOrNew(act);
      }
      fleet.restoreAll();
      fleet.assertOriginal();
      assertThat(fleet.violations()).isEmpty();
    }
  }

  /** Recovering, too, may be killed at any write, again and again. */
  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void recoveryMayBeKilledToo(
      @ForAll("acts") CrashFleet.Act act,
      @ForAll("faults") List<Fault> faults,
      @ForAll("lives") List<CrashFleet.Act> deaths,
      @ForAll boolean makesTogether)
      throws IOException {
    try (CrashFleet fleet = new CrashFleet(faults, makesTogether)) {
      fleet.before();
      fleet.run(act);
      for (CrashFleet.Act death : deaths) {
        fleet.live(death.steps() % 15, death.cut(), shaper -> shaper.recover(NOW));
      }
      fleet.recoverAll();
      fleet.assertOldOrNew(act);
      assertThat(fleet.violations()).isEmpty();
    }
  }

  /** While somebody can't be taken back, plans still never exceed what the host has. */
  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void capacityHoldsWhileSomethingIsLeftHalfShaped(
      @ForAll("lives") List<CrashFleet.Act> acts,
      @ForAll("faults") List<Fault> faults,
      @ForAll boolean makesTogether)
      throws IOException {
    try (CrashFleet fleet = new CrashFleet(faults, makesTogether)) {
      for (CrashFleet.Act act : acts) {
        fleet.run(act);
      }
      assertThat(fleet.violations()).isEmpty();
      fleet.live(
          Integer.MAX_VALUE,
          0,
          shaper -> {
            ShapingReport report = shaper.recover(NOW);
            Statistics.collect(
                report.count(ShapingOutcome.DEFERRED) > 0 ? "some left on " + HOST : "all whole");
          });
      assertThat(fleet.violations()).isEmpty();
    }
  }
}
