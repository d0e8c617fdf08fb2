package io.foreshape.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.replay.trace.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceLoadTest {

  @TempDir Path folder;

  @Test
  void filesArePutTogether_inTheOrderAskedFor() {
    Path one = small("a", "cpu_pct", "percent").in(folder, "one.csv");
    Path two =
        small("b", "cpu_pct", "percent").with("b", "mem_kb", "KB", 0, 3).in(folder, "two.csv");

    Map<String, List<Series>> all = TraceLoad.load(request(List.of(one, two)));
    assertThat(all.keySet()).containsExactly("cpu_pct", "mem_kb");
    assertThat(all.get("cpu_pct")).extracting(Series::instanceId).containsExactly("a", "b");

    assertThat(TraceLoad.load(request(List.of(one, two), "mem_kb", "cpu_pct")).keySet())
        .containsExactly("mem_kb", "cpu_pct");
    assertThat(TraceLoad.load(request(List.of(one, two), "mem_kb")).keySet())
        .containsExactly("mem_kb");
  }

  @Test
  void withoutAFile_theGeneratedTraceIsTaken() {
    assertThat(TraceLoad.load(request(List.of())).keySet()).containsExactly("cpu_pct", "mem_kb");
  }

  @Test
  void aSeriesThatIsThereTwice_isRefused() {
    Path one = small("a", "cpu_pct", "percent").in(folder, "one.csv");

    assertRefused(request(List.of(one, one)), "second of (a/cpu_pct)");
  }

  @Test
  void aResourceInTwoUnits_isRefused() {
    Path one = small("a", "cpu", "percent").in(folder, "one.csv");
    Path two = small("b", "cpu", "cores").in(folder, "two.csv");

    assertRefused(request(List.of(one, two)), "got (percent) and (cores) for cpu");
  }

  @Test
  void moreThanTheHeapCanHold_isRefusedBeforeItIsFull() {
    Path one = small("a", "cpu_pct", "percent").in(folder, "one.csv");

    assertThat(TraceLoad.load(request(List.of(one)), 12)).hasSize(1);
    assertThatThrownBy(() -> TraceLoad.load(request(List.of(one)), 11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-Xmx");
  }

  private static SmallTrace small(String id, String resource, String unit) {
    return new SmallTrace().with(id, resource, unit, 0, 3);
  }

  private static void assertRefused(ReplayRequest request, String message) {
    assertThatThrownBy(() -> TraceLoad.load(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static ReplayRequest request(List<Path> traces, String... resources) {
    return SmallTrace.request(
        traces, List.of(resources), List.of("static"), Duration.ZERO, ReplayRequest.Depth.SCORES);
  }
}
