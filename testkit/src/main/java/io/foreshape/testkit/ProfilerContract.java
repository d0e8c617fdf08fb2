package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.SnapshotException;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules of a profiler, with samples of CPU and memory that come once per step. */
@ExtendWith(SkipReason.class)
public interface ProfilerContract {

  /** A midnight. */
  Instant START = Instant.parse("2025-06-02T00:00:00Z");

  /**
   * The subject.
   *
   * @return a new profiler, which the contract closes
   */
  Profiler subject();

  /**
   * The step that the profiler learns in.
   *
   * @return its length
   */
  Duration step();

  /**
   * How many steps are enough to learn from.
   *
   * @return 600 steps, unless the profiler needs more
   */
  default int enough() {
    return 600;
  }

  private static Instance instance(String id, String application) {
    return Instance.serving(
        new InstanceId(id), WorkloadKey.ofApplication(application), new HostId("h"));
  }

  private UsageSample sample(Instance instance, int number, double cores) {
    ResourceVector use =
        ResourceVector.of(Resource.CPU, cores).with(Resource.MEMORY, cores * 0x1p30);
    Instant end = START.plus(step().multipliedBy(number + 1L));
    return new UsageSample(instance.id(), end, step(), use, use, Pressure.none());
  }

  private void observe(Profiler profiler, Instance instance, double[] cores) {
    for (int i = 0; i < cores.length; i++) {
      if (!Double.isNaN(cores[i])) {
        profiler.observe(instance, sample(instance, i, cores[i]));
      }
    }
  }

  private TimeGrid grid(int stepsPerCell, int cells) {
    Instant now = START.plus(step().multipliedBy(enough()));
    return new TimeGrid(now, step().multipliedBy(stepsPerCell), cells);
  }

  private SortedMap<Resource, QuantileMatrix> quantiles(Profiler profiler, Instance instance) {
    return profiler.profile(instance, grid(1, 12)).quantiles();
  }

  /** A profile is of the asked instance on the asked grid, be its step one or several steps. */
  @Test
  default void required_P101_profileIsOnTheAskedGrid() {
    Instance instance = instance("a", "shop");
    try (Profiler profiler = subject()) {
      observe(profiler, instance, Histories.lively(1, enough()));
      for (TimeGrid grid : new TimeGrid[] {grid(1, 12), grid(3, 4), grid(12, 1)}) {
        DemandProfile profile = profiler.profile(instance, grid);
        assertThat(profile.grid()).isEqualTo(grid);
        assertThat(profile.instance()).isEqualTo(instance.id());
        assertThat(profile.quantiles()).containsOnlyKeys(Resource.CPU, Resource.MEMORY);
        assertThat(profile.basis()).isNotBlank();
      }
    }
  }

  /** A grid whose step is no multiple of the profiler's is an argument that is wrong. */
  @Test
  default void required_P102_otherStepsAreRefused() {
    TimeGrid odd = new TimeGrid(START, step().plusMillis(1), 4);
    try (Profiler profiler = subject()) {
      assertThatThrownBy(() -> profiler.profile(instance("a", "shop"), odd))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Somebody of whom nothing is known has a profile too, even if it is empty. */
  @Test
  default void required_P103_unknownInstancesHaveProfiles() {
    Instance stranger = instance("stranger", "never-seen");
    try (Profiler profiler = subject()) {
      assertThat(profiler.profile(stranger, grid(1, 12)).grid()).isEqualTo(grid(1, 12));
      observe(profiler, instance("a", "shop"), Histories.lively(1, enough()));
      assertThat(profiler.profile(stranger, grid(1, 12)).instance()).isEqualTo(stranger.id());
    }
  }

  /** Doubled samples and samples from before change nothing. */
  @Test
  default void required_P104_oldAndDoubledSamplesAreSkipped() {
    Instance instance = instance("a", "shop");
    double[] cores = Histories.lively(2, enough());
    try (Profiler plain = subject();
        Profiler pestered = subject()) {
      observe(plain, instance, cores);
      for (int i = 0; i < cores.length; i++) {
        if (!Double.isNaN(cores[i])) {
          pestered.observe(instance, sample(instance, i, cores[i]));
          pestered.observe(instance, sample(instance, i, cores[i]));
          pestered.observe(instance, sample(instance, Math.max(0, i - 5), 1e6));
        }
      }
      assertThat(quantiles(pestered, instance)).isEqualTo(quantiles(plain, instance));
    }
  }

  /** A forgotten instance is as any new one of its workload; others do not notice. */
  @Test
  default void required_P105_forgetDropsTheInstanceAlone() {
    Instance gone = instance("gone", "shop");
    Instance stays = instance("stays", "search");
    try (Profiler profiler = subject()) {
      observe(profiler, gone, Histories.lively(3, enough()));
      observe(profiler, stays, Histories.lively(4, enough()));
      SortedMap<Resource, QuantileMatrix> before = quantiles(profiler, stays);
      profiler.forget(gone.id());
      profiler.forget(new InstanceId("never-seen"));
      assertThat(quantiles(profiler, stays)).isEqualTo(before);
      assertThat(quantiles(profiler, gone)).isEqualTo(quantiles(profiler, instance("new", "shop")));
    }
  }

  /** The same samples give the same profile, however often it was asked for on the way. */
  @Test
  default void required_P106_profilesAreReproducible() {
    Instance instance = instance("a", "shop");
    double[] cores = Histories.lively(5, enough());
    try (Profiler quiet = subject();
        Profiler asked = subject()) {
      observe(quiet, instance, cores);
      for (int i = 0; i < cores.length; i++) {
        if (!Double.isNaN(cores[i])) {
          asked.observe(instance, sample(instance, i, cores[i]));
          if (i % 5 == 0) {
            profileAfter(asked, instance, i);
          }
        }
      }
      assertThat(quantiles(asked, instance)).isEqualTo(quantiles(quiet, instance));
    }
  }

  private void profileAfter(Profiler profiler, Instance instance, int step) {
    Instant now = START.plus(step().multipliedBy(step + 1L));
    profiler.profile(instance, new TimeGrid(now, step(), 3));
  }

  /** A constant use is expected to go on: every quantile is within a tenth of it. */
  @Test
  default void required_P107_constantUseIsExpected() {
    Instance instance = instance("a", "shop");
    try (Profiler profiler = subject()) {
      observe(profiler, instance, Histories.constant(enough(), 4));
      assertNear(quantiles(profiler, instance), 4);
    }
  }

  /** A new instance of a known workload is expected to do as the workload does. */
  @Test
  default void required_P108_newInstancesInheritTheirWorkload() {
    try (Profiler profiler = subject()) {
      observe(profiler, instance("old", "shop"), Histories.constant(enough(), 4));
      SortedMap<Resource, QuantileMatrix> inherited = quantiles(profiler, instance("new", "shop"));
      assertThat(inherited).containsOnlyKeys(Resource.CPU, Resource.MEMORY);
    }
  }

  private static void assertNear(SortedMap<Resource, QuantileMatrix> quantiles, double cores) {
    assertThat(quantiles).containsOnlyKeys(Resource.CPU, Resource.MEMORY);
    quantiles.forEach(
        (resource, matrix) -> {
          double expected = resource.equals(Resource.MEMORY) ? cores * 0x1p30 : cores;
          for (int step = 0; step < matrix.steps(); step++) {
            for (double level : new double[] {0.05, 0.5, 0.95, 0.999}) {
              assertThat(matrix.quantile(step, level))
                  .as("quantile %s of %s", level, resource)
                  .isCloseTo(expected, within(0.1 * expected));
            }
          }
        });
  }

  /** Hostile but valid samples are survived: gaps, odd intervals, resources that come and go. */
  @Test
  default void required_P109_anySamplesAreSurvived() {
    Instance instance = instance("a", "shop");
    try (Profiler profiler = subject()) {
      for (double[] cores : Histories.hostile(200)) {
        observe(profiler, instance, cores);
      }
      Instant end = START.plus(step().multipliedBy(10_000)).plusMillis(7);
      Duration odd = step().multipliedBy(3).plusMillis(11);
      ResourceVector disk = ResourceVector.of(Resource.DISK_READ_IOPS, 100);
      for (ResourceVector use : new ResourceVector[] {disk, ResourceVector.empty(), disk}) {
        end = end.plus(odd);
        profiler.observe(
            instance,
            new UsageSample(instance.id(), end, odd, use, use.times(3), Pressure.throttled(1)));
      }
      TimeGrid grid = new TimeGrid(end, step(), 12);
      assertThat(profiler.profile(instance, grid).grid()).isEqualTo(grid);
    }
  }

  /**
   * Where the profiler has snapshots: one that loads what another has saved tells the same from
   * then on, whatever it knew, and a damaged snapshot is refused and changes nothing.
   */
  @Test
  default void optional_P110_loadedTellsAsSaved() {
    Instance stays = instance("stays", "shop");
    Instance gone = instance("gone", "search");
    Instance fresh = instance("fresh", "search");
    try (Profiler saved = subject();
        Profiler loaded = subject()) {
      observe(saved, gone, Histories.lively(6, enough()));
      saved.forget(gone.id());
      observe(saved, stays, Histories.lively(7, enough()));
      observe(loaded, stays, Histories.constant(enough(), 4));
      byte[] snapshot = snapshot(saved);
      assertDamageIsRefused(loaded, snapshot);
      loaded.load(new ByteArrayInputStream(snapshot));
      assertTellsTheSame(loaded, saved, stays, fresh);
      for (Profiler each : List.of(saved, loaded)) {
        for (int i = 0; i < enough(); i++) {
          each.observe(stays, sample(stays, enough() + i, i % 7));
        }
      }
      assertTellsTheSame(loaded, saved, stays, fresh);
    }
  }

  private static byte[] snapshot(Profiler profiler) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      profiler.save(out);
    } catch (UnsupportedOperationException e) {
      assumeTrue(false, "it has no snapshots");
    }
    return out.toByteArray();
  }

  private void assertDamageIsRefused(Profiler profiler, byte[] snapshot) {
    Instance shop = instance("stays", "shop");
    DemandProfile before = profiler.profile(shop, later());
    for (int part = 0; part < 50; part++) {
      int at = (int) ((long) part * snapshot.length / 50);
      byte[] damaged = snapshot.clone();
      damaged[at] ^= 0x10;
      for (byte[] each : List.of(damaged, Arrays.copyOf(snapshot, at))) {
        assertThatThrownBy(() -> profiler.load(new ByteArrayInputStream(each)))
            .isInstanceOf(SnapshotException.class);
      }
    }
    assertThat(profiler.profile(shop, later())).isEqualTo(before);
  }

  private TimeGrid later() {
    return new TimeGrid(START.plus(step().multipliedBy(2L * enough())), step(), 12);
  }

  private void assertTellsTheSame(Profiler actual, Profiler expected, Instance... instances) {
    for (Instance each : instances) {
      assertThat(actual.profile(each, later())).isEqualTo(expected.profile(each, later()));
    }
    assertThat(actual.counts()).isEqualTo(expected.counts());
  }

  /** An explanation changes no profile, and there is none of what the profile does not tell. */
  @Test
  default void required_P111_explainingChangesNothing() {
    Instance instance = instance("a", "shop");
    double[] cores = Histories.lively(8, enough());
    try (Profiler quiet = subject();
        Profiler asked = subject()) {
      for (int i = 0; i < cores.length; i++) {
        Instant now = START.plus(step().multipliedBy(i + 1L));
        TimeGrid grid = new TimeGrid(now, step(), 3);
        for (Profiler each : List.of(quiet, asked)) {
          if (!Double.isNaN(cores[i])) {
            each.observe(instance, sample(instance, i, cores[i]));
          }
        }
        if (i % 5 == 0) {
          assertExplainsOnlyWhatIsTold(asked, instance, grid);
          quiet.profile(instance, grid);
        }
      }
      assertThat(quantiles(asked, instance)).isEqualTo(quantiles(quiet, instance));
    }
  }

  private static void assertExplainsOnlyWhatIsTold(
      Profiler profiler, Instance instance, TimeGrid grid) {
    for (Resource resource : Resource.builtIn()) {
      Optional<Explanation> explanation = profiler.explain(instance, resource, grid);
      boolean isTold = profiler.profile(instance, grid).quantiles().containsKey(resource);
      assertThat(isTold || explanation.isEmpty()).as("%s is told", resource).isTrue();
      explanation.ifPresent(each -> assertThat(each.resource()).isEqualTo(resource));
    }
  }
}
