package io.foreshape.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.replay.report.JsonReport;
import io.foreshape.replay.score.InstanceView;
import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ReplayResult;
import io.foreshape.replay.score.ResourceResult;
import io.foreshape.replay.score.Scores;
import io.foreshape.replay.score.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

  private static final int DAY = 24;
  private static final Duration WARMUP = Duration.ofDays(5);
  private static final ReplayProgress SILENT = (what, done) -> {};

  @TempDir Path folder;

  @Test
  void allPolicies_onCpuAndMemory_haveFiniteScores() {
    ReplayRequest request = request(cpuAndMemory(), List.of(), ReplayRequest.Depth.SCORES);

    ReplayResult result = Replay.run(request, 2, SILENT);

    assertThat(result.trace()).isEqualTo("small.csv");
    assertThat(result.resources())
        .extracting(each -> each.resource().name())
        .containsExactly("cpu_pct", "mem_kb");
    for (ResourceResult resource : result.resources()) {
      assertThat(resource.instances()).isEqualTo(4);
      assertThat(resource.steps()).isEqualTo(10 * DAY);
      assertThat(resource.missingShare()).isBetween(0.01, 0.1);
      assertThat(resource.views()).isEmpty();
      assertThat(resource.policies())
          .extracting(PolicyResult::policy)
          .isEqualTo(ReplayRequest.allPolicies());
      boolean kills = resource.resource().name().equals("mem_kb");
      resource.policies().forEach(policy -> assertComplete(policy, kills));
    }
  }

  private static void assertComplete(PolicyResult policy, boolean kills) {
    assertThat(finite(policy.standard().scores(), kills)).as(policy.toString()).isTrue();
    Trial equalRisk = policy.equalRisk();
    if (!Double.isNaN(equalRisk.knob())) {
      assertThat(equalRisk.scores().violationRate()).isLessThanOrEqualTo(0.01 * 1.005);
      assertThat(policy.frontier()).contains(equalRisk);
    }
    assertThat(policy.frontier()).isSortedAccordingTo((a, b) -> Double.compare(a.knob(), b.knob()));
    assertThat(policy.frontier()).contains(policy.standard());
    if (policy.policy().equals("oracle")) {
      assertThat(policy.standard().scores().violationRate()).isZero();
      assertThat(policy.standard().scores().costOverOracle()).isEqualTo(1);
    }
  }

  private static boolean finite(Scores scores, boolean kills) {
    return Double.isFinite(scores.allocOverUse())
        && Double.isFinite(scores.violationRate())
        && Double.isFinite(scores.unmetShare())
        && Double.isFinite(scores.changesPerInstanceDay())
        && Double.isFinite(scores.relativeSlackMedian())
        && Double.isFinite(scores.outOfMemoryPerInstanceDay()) == kills
        && Double.isFinite(scores.cost())
        && Double.isFinite(scores.costOverOracle());
  }

  @Test
  void theResultDoesNotDependOnTheThreads() throws IOException {
    ReplayRequest request =
        request(cpuAndMemory(), List.of("foreshape", "vpa", "oracle"), ReplayRequest.Depth.SCORES);

    String one = json(Replay.run(request, 1, SILENT));

    assertThat(json(Replay.run(request, 2, SILENT))).isEqualTo(one);
    assertThat(one)
        .contains("\"trace\"", "\"instances\"", "\"steps\"", "\"resources\"", "\"cpu_pct\"")
        .contains("\"foreshape\"", "\"default\"", "\"atOnePercent\"", "\"costOverOracle\"");
  }

  @Test
  void onlyItsOwnThreadsWork() {
    var threads = ConcurrentHashMap.<String>newKeySet();
    ReplayProgress progress = (what, done) -> threads.add(Thread.currentThread().getName());

    Replay.run(
        request(cpuAndMemory(), List.of("static", "vpa"), ReplayRequest.Depth.PICTURES),
        2,
        progress);

    assertThat(threads).noneMatch(name -> name.contains("commonPool"));
    assertThat(threads).contains(Thread.currentThread().getName()).hasSizeBetween(2, 4);
  }

  @Test
  void progressDoesNotGoBack_andEndsAtOne() {
    List<Double> shares = new ArrayList<>();

    Replay.run(
        request(cpuAndMemory(), List.of("static", "vpa"), ReplayRequest.Depth.SCORES),
        2,
        (what, done) -> shares.add(done));

    assertThat(shares).isSorted().startsWith(0.0).endsWith(1.0);
  }

  @Test
  void picturesShowTheLastWeekOfTellingInstances_withWhatWasForecastThen() {
    ReplayRequest request =
        request(cpuAndMemory(), List.of("foreshape", "static"), ReplayRequest.Depth.PICTURES);

    ResourceResult cpu = Replay.run(request, 2, SILENT).resources().get(0);

    assertThat(cpu.views()).hasSizeBetween(2, 4);
    for (InstanceView view : cpu.views()) {
      assertThat(view.use()).hasSize(5 * DAY);
      assertThat(view.startEpochSecond()).isEqualTo(WARMUP.toSeconds());
      assertThat(view.allocations()).containsOnlyKeys("foreshape", "static");
      assertThat(view.allocations().get("static")).hasSize(5 * DAY).doesNotContain(Double.NaN);
      assertThat(view.fanLevels()).containsExactly(0.5, 0.9, 0.95, 0.99);
      assertThat(view.fan()).hasSize(4);
      // A plan every two hours, in effect an hour later: warm-up ends within the plan before.
      double[] median = view.fan().get(0);
      assertThat(median[0]).isNotNaN();
      for (int i = 1; i + 1 < median.length; i += 2) {
        assertThat(median[i]).isEqualTo(median[i + 1]);
      }
      // In percent, as the trace has it, and not in cores.
      assertThat(median[50]).isBetween(5.0, 80.0);
    }
  }

  @Test
  void withoutAWarmup_nothingIsForecastBeforeTheFirstPlanTakesEffect() {
    Path trace =
        new SmallTrace().with("a", "cpu_pct", "percent", 0, 5 * DAY).in(folder, "short.csv");
    ReplayRequest request =
        SmallTrace.request(
            List.of(trace),
            List.of(),
            List.of("foreshape"),
            Duration.ZERO,
            ReplayRequest.Depth.PICTURES);

    InstanceView view = Replay.run(request, 1, SILENT).resources().get(0).views().get(0);

    assertThat(view.use()).hasSize(5 * DAY);
    assertThat(view.fan().get(0)[0]).isNaN();
  }

  @Test
  void seriesThatEndWithinTheWarmup_areNotScored_whichIsSaid() {
    Path trace =
        new SmallTrace()
            .with("long", "cpu_pct", "percent", 0, 7 * DAY)
            .with("short", "cpu_pct", "percent", 0, 5 * DAY)
            .with("later", "cpu_pct", "percent", 7_200, 2 * DAY)
            .in(folder, "mixed.csv");

    ReplayResult result =
        Replay.run(request(trace, List.of("static"), ReplayRequest.Depth.SCORES), 1, SILENT);

    assertThat(result.resources().get(0).instances()).isEqualTo(1);
    assertThat(result.trace())
        .isEqualTo(
            "mixed.csv (2 of 3 series of cpu_pct end within the warm-up and are not scored)");
  }

  @Test
  void aWarmupThatLeavesNothing_namesTheRemedyAndTheLongestSeries() {
    Path trace =
        new SmallTrace()
            .with("short", "cpu_pct", "percent", 0, DAY)
            .with("longer", "cpu_pct", "percent", 0, 5 * DAY)
            .in(folder, "short.csv");
    ReplayRequest request = request(trace, List.of("static"), ReplayRequest.Depth.SCORES);

    assertThatThrownBy(() -> Replay.run(request, 2, SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The warm-up (PT120H) leaves nothing of cpu_pct to score")
        .hasMessageContaining("longer/cpu_pct[120 x 3600 s]")
        .hasMessageContaining("--warmup");
  }

  @Test
  void aResourceThatIsNotThere_listsWhatIs() {
    ReplayRequest request =
        SmallTrace.request(
            List.of(cpuAndMemory()),
            List.of("disk"),
            List.of("static"),
            WARMUP,
            ReplayRequest.Depth.SCORES);

    assertThatThrownBy(() -> Replay.run(request, 1, SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The trace has no resource (disk); it has cpu_pct, mem_kb");
  }

  @Test
  void aFaultOfTheProgram_isNotTakenForOneOfTheRequest() {
    ReplayRequest request =
        request(cpuAndMemory(), List.of("static", "vpa"), ReplayRequest.Depth.SCORES);
    ReplayProgress broken =
        (what, done) -> {
          if (what.contains("vpa")) {
            throw new IllegalArgumentException("inner");
          }
        };

    assertThatThrownBy(() -> Replay.run(request, 2, broken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inner")
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Replay.run(request, 0, SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0)");
  }

  private Path cpuAndMemory() {
    SmallTrace trace = new SmallTrace();
    for (String id : List.of("a", "b", "c", "d")) {
      trace.with(id, "cpu_pct", "percent", 0, 10 * DAY).with(id, "mem_kb", "KB", 0, 10 * DAY);
    }
    return trace.in(folder, "small.csv");
  }

  private static ReplayRequest request(
      Path trace, List<String> policies, ReplayRequest.Depth depth) {
    return SmallTrace.request(List.of(trace), List.of(), policies, WARMUP, depth);
  }

  private String json(ReplayResult result) throws IOException {
    Path file = folder.resolve("scores.json");
    JsonReport.write(result, file);
    return Files.readString(file);
  }
}
