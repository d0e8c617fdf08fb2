package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.SnapshotException;
import io.foreshape.api.provider.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A profiler that was restarted from a snapshot is as one that never stopped. */
class ProfilerSnapshotProperties {

  private static Profiler profiler(Map<String, String> settings) {
    return new DefaultProfilerProvider().create(new Settings(new TreeMap<>(settings)));
  }

  private static Profiler profiler(String forecaster) {
    return profiler(forecaster, "off");
  }

  private static Profiler profiler(String forecaster, String calibration) {
    return profiler(
        Map.of(
            "calibration",
            calibration,
            "forecaster",
            forecaster,
            "step",
            RandomFleet.STEP.toString(),
            "zone",
            "Europe/Berlin"));
  }

  private static byte[] snapshot(Profiler profiler) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    profiler.save(out);
    return out.toByteArray();
  }

  @Provide
  Arbitrary<String> forecasters() {
    return Arbitraries.of(
        "autoregression",
        "ensemble",
        "histogram",
        "holt-winters",
        "prophet",
        "quantile-regression",
        "seasonal-naive",
        "seasonal-peak",
        "theta",
        "window-max");
  }

  @Provide
  Arbitrary<String> calibrations() {
    return Arbitraries.of("off", "on");
  }

  /** The third is saved too, so that saving is seen to change nothing. */
  @Property(tries = 100)
  void restartsDoNotShow(
      @ForAll("forecasters") String forecaster,
      @ForAll("calibrations") String calibration,
      @ForAll long seed,
      @ForAll @IntRange(max = 500) int before,
      @ForAll @IntRange(min = 1, max = 300) int after) {
    RandomFleet fleet = new RandomFleet(seed);
    try (Profiler steady = profiler(forecaster, calibration);
        Profiler saved = profiler(forecaster, calibration);
        Profiler restarted = profiler(forecaster, calibration)) {
      fleet.pass(before, List.of(steady, saved));
      byte[] snapshot = snapshot(saved);
      restarted.load(new ByteArrayInputStream(snapshot));
      assertThat(snapshot(restarted)).isEqualTo(snapshot);
      List<Profiler> all = List.of(steady, saved, restarted);
      assertTellTheSame(fleet, all);
      fleet.pass(after, all);
      assertTellTheSame(fleet, all);
      assertThat(snapshot(restarted)).isEqualTo(snapshot(steady));
    }
  }

  private static void assertTellTheSame(RandomFleet fleet, List<Profiler> all) {
    assertAlike(fleet.explanations(all));
    assertAlike(fleet.profiles(all));
    assertAlike(all.stream().map(Profiler::counts).toList());
  }

  private static void assertAlike(List<?> told) {
    assertThat(told).allSatisfy(each -> assertThat(each).isEqualTo(told.get(0)));
  }

  @Provide
  Arbitrary<Integer> youngHours() {
    return Arbitraries.of(1, 9, 26);
  }

  /** A young instance of an old workload is told in part by its kin, those that are gone too. */
  @Property(generation = GenerationMode.EXHAUSTIVE)
  void blendsWithKinSurviveRestarts(
      @ForAll("forecasters") String forecaster,
      @ForAll("youngHours") int hours,
      @ForAll boolean areKinGone) {
    RandomFleet fleet = new RandomFleet(11);
    try (Profiler steady = profiler(forecaster);
        Profiler restarted = profiler(forecaster)) {
      fleet.passWithYoung(hours, areKinGone, List.of(steady));
      restarted.load(new ByteArrayInputStream(snapshot(steady)));
      String kin = areKinGone ? "1" : "3";
      assertThat(fleet.young(steady).basis()).endsWith(kin + " of its workload");
      assertThat(fleet.young(restarted)).isEqualTo(fleet.young(steady));
    }
  }

  /** Whatever byte is another, wherever the end is missing: it is refused and changes nothing. */
  @Property(tries = 60)
  void damageIsRefusedAndChangesNothing(
      @ForAll("forecasters") String forecaster,
      @ForAll long seed,
      @ForAll @IntRange(max = 200) int hours,
      @ForAll List<@IntRange(max = Integer.MAX_VALUE) Integer> places,
      @ForAll @IntRange(min = 1, max = 255) int flip) {
    RandomFleet fleet = new RandomFleet(seed);
    try (Profiler saved = profiler(forecaster);
        Profiler fresh = profiler(forecaster)) {
      fleet.pass(hours, List.of(saved));
      byte[] snapshot = snapshot(saved);
      byte[] empty = snapshot(fresh);
      for (int place : places) {
        int at = place % snapshot.length;
        byte[] damaged = snapshot.clone();
        damaged[at] ^= (byte) flip;
        assertRefused(fresh, damaged);
        assertRefused(fresh, Arrays.copyOf(snapshot, at));
      }
      assertThat(snapshot(fresh)).as("the fresh one is still fresh").isEqualTo(empty);
      fresh.load(new ByteArrayInputStream(snapshot));
      assertThat(snapshot(fresh)).isEqualTo(snapshot);
    }
  }

  private static void assertRefused(Profiler profiler, byte[] snapshot) {
    assertThatThrownBy(() -> profiler.load(new ByteArrayInputStream(snapshot)))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("start without it");
  }

  @Example
  void otherSettingsAreRefused() {
    byte[] snapshot = snapshot(profiler(Map.of("forecaster", "theta")));
    assertRefused(profiler(Map.of("forecaster", "histogram")), snapshot);
    assertRefused(profiler(Map.of("forecaster", "theta", "step", "PT1M")), snapshot);
    assertRefused(profiler(Map.of("forecaster", "theta", "calibration", "on")), snapshot);
    assertRefused(profiler(Map.of("forecaster", "theta", "zone", "Europe/Berlin")), snapshot);
    profiler(Map.of("forecaster", "theta", "step", "PT5M"))
        .load(new ByteArrayInputStream(snapshot));
  }
}
