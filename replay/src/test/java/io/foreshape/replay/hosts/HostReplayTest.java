package io.foreshape.replay.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.replay.score.DividerResult;
import io.foreshape.replay.score.HostReplayResult;
import io.foreshape.replay.score.PriorityClass;
import io.foreshape.replay.simulate.ReplayRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostReplayTest {

  private static final String HEADER = "series_id,resource,unit,start_epoch_s,step_s,n,values\n";
  private static final int STEPS = 96;

  @TempDir Path folder;

  @Test
  void whereThereIsEnough_allDividersCostTheSame() throws IOException {
    HostReplayResult result = run(List.of(1e6), HostReplayRequest.allDividers(), 1);
    DividerResult first = result.results().get(0);
    assertThat(result.results()).hasSize(HostReplayRequest.allDividers().size());
    assertThat(first.samples()).isPositive();
    for (DividerResult other : result.results()) {
      assertThat(other.cost()).isCloseTo(first.cost(), within(1e-9 * first.cost()));
      assertThat(other.shortSamples()).isEqualTo(first.shortSamples());
      assertThat(other.degradedPlans()).isZero();
    }
  }

  @Test
  void whereThereIsTooLittle_theAllocatorIsCheapest_andSparesTheHighestClass() throws IOException {
    HostReplayResult result =
        run(List.of(0.7), List.of("dual", "lp", "proportional", "max-min", "first-come"), 1);
    assertThat(result.classes()).extracting(PriorityClass::name).startsWith("high");
    assertThat(result.classes()).extracting(PriorityClass::instances).containsExactly(2, 3, 5);
    DividerResult dual = result.results().get(0);
    double exact = result.results().get(1).cost();
    assertThat(dual.cost()).isCloseTo(exact, within(0.01 * exact));
    for (DividerResult rule : result.results().subList(2, 5)) {
      assertThat(dual.cost()).isLessThan(rule.cost());
      assertThat(dual.unmetShares().get(0)).isLessThan(rule.unmetShares().get(0));
    }
  }

  @Test
  void theResultDoesNotDependOnThreads() throws IOException {
    List<String> dividers = List.of("dual", "dual-strict", "first-come");
    assertThat(run(List.of(1.0, 0.6), dividers, 3)).isEqualTo(run(List.of(1.0, 0.6), dividers, 1));
  }

  @Test
  void whatCannotBeReplayed_isToldOf() throws IOException {
    Path other = Files.writeString(folder.resolve("b.csv"), HEADER + "x,mem,KB,60,60,2,1;2\n");
    isRefused(request(List.of(trace(), other), 2), "share a start and a step");
    Path limit =
        Files.writeString(folder.resolve("c.csv"), HEADER + "x,cpu_limit,cores,0,3600,2,1;2\n");
    isRefused(request(List.of(trace(), limit), 2), "(cpu_limit)");
    isRefused(request(List.of(trace()), 11), "(11)");
    Path idle = Files.writeString(folder.resolve("d.csv"), HEADER + "x,net_rx,KB/s,0,3600,2,0;0\n");
    isRefused(request(List.of(trace(), idle), 2), "(net_rx)");
    assertThatThrownBy(() -> request(List.of(trace()), 0)).hasMessageContaining("(0)");
    assertThatThrownBy(() -> new HostReplayRequest(replay(List.of()), 1, List.of(-0.5), List.of()))
        .hasMessageContaining("(-0.5)");
  }

  private static void isRefused(HostReplayRequest request, String part) {
    assertThatThrownBy(() -> HostReplay.run(request, 1, (what, share) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }

  private HostReplayResult run(List<Double> scarcities, List<String> dividers, int threads)
      throws IOException {
    HostReplayRequest request =
        new HostReplayRequest(replay(List.of(trace())), 2, scarcities, dividers);
    return HostReplay.run(request, threads, (what, share) -> {});
  }

  private static HostReplayRequest request(List<Path> traces, int hosts) {
    return new HostReplayRequest(replay(traces), hosts, List.of(), List.of());
  }

  private static ReplayRequest replay(List<Path> traces) {
    return new ReplayRequest(
        traces,
        List.of(),
        List.of(),
        Duration.ofDays(2),
        Duration.ofHours(2),
        Duration.ofHours(1),
        0.01,
        ReplayRequest.Depth.SCORES,
        "a command");
  }

  /** Ten instances with a daily cycle of CPU and memory. */
  private Path trace() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 10; i++) {
      for (String resource : List.of("cpu,cores", "mem,KB")) {
        rows.append("vm").append(i).append(',').append(resource).append(",0,3600,").append(STEPS);
        for (int step = 0; step < STEPS; step++) {
          double use =
              (1 + i % 4) * (2 + Math.sin(2 * Math.PI * (step + i) / 24) + random.nextDouble());
          rows.append(step == 0 ? ',' : ';').append(String.format(Locale.ROOT, "%.3f", use));
        }
        rows.append('\n');
      }
    }
    return Files.writeString(folder.resolve("a.csv"), rows);
  }
}
