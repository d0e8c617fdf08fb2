package io.foreshape.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratedTraceTest {

  private static final int DAY = 288;

  private static final List<Series> ALL = read(7);

  @Test
  void sameSeed_sameValues() {
    List<Series> again = read(7);

    for (int i = 0; i < ALL.size(); i++) {
      assertThat(again.get(i).instanceId()).isEqualTo(ALL.get(i).instanceId());
      assertThat(TraceFiles.values(again.get(i))).isEqualTo(TraceFiles.values(ALL.get(i)));
    }
    assertThat(TraceFiles.values(read(8).get(0))).isNotEqualTo(TraceFiles.values(ALL.get(0)));
  }

  @Test
  void shape() {
    assertThat(ALL).hasSize(2 * GeneratedTrace.INSTANCES);
    assertThat(ALL)
        .allMatch(s -> s.length() == GeneratedTrace.STEPS && s.stepSeconds() == 300)
        .extracting(s -> s.resource().resource())
        .containsOnly(Resource.CPU, Resource.MEMORY);
    assertThat(ALL.stream().map(Series::instanceId).distinct()).hasSize(GeneratedTrace.INSTANCES);
  }

  @Test
  void onlyWantedResources_areMade() {
    List<Series> memory = new ArrayList<>();
    new GeneratedTrace(7).read("mem_kb"::equals, memory::add);

    assertThat(memory).hasSize(GeneratedTrace.INSTANCES);
    assertThat(TraceFiles.values(memory.get(0))).isEqualTo(TraceFiles.values(ALL.get(1)));
  }

  @Test
  void aFewSamplesAreMissing_andSomeOfAllInstancesAtOnce() {
    assertThat(ALL)
        .allSatisfy(s -> assertThat(missing(s) / (double) s.length()).isBetween(0.003, 0.02));
    assertThat(ALL).allMatch(s -> Float.isNaN(s.value(9 * DAY + 140)));
  }

  /** Yesterday resembles today where the shape is daily, and the shift comes in the third week. */
  @Test
  void shapes_areWhatTheirNamesSay() {
    assertThat(correlation(cpu("office-00"), DAY)).isGreaterThan(0.5);
    assertThat(correlation(cpu("office-00"), 7 * DAY)).isGreaterThan(0.8);
    assertThat(correlation(cpu("nightly-02"), DAY)).isGreaterThan(0.6);
    assertThat(correlation(cpu("bursts-04"), DAY)).isLessThan(0.5);
    Series shift = cpu("shift-07");
    assertThat(mean(shift, 19 * DAY, 21 * DAY) / mean(shift, 12 * DAY, 14 * DAY))
        .isGreaterThan(1.3);
    Series drift = cpu("drift-06");
    assertThat(mean(drift, 14 * DAY, 21 * DAY) / mean(drift, 0, 7 * DAY)).isGreaterThan(1.2);
    Series idle = cpu("idle-05");
    assertThat(mean(idle, 0, idle.length())).isLessThan(0.05);
    assertThat(cpu("bursts-04").max() / mean(cpu("bursts-04"), 0, DAY)).isGreaterThan(4);
  }

  /** The means are known, so that a change of the generator doesn't go unnoticed. */
  @Test
  void values_areTheSameOnEveryPlatform() {
    assertThat(mean(ALL.get(0), 0, GeneratedTrace.STEPS))
        .isCloseTo(0.871166775487295, within(1e-9));
    assertThat(mean(ALL.get(1), 0, GeneratedTrace.STEPS))
        .isCloseTo(7.815049152309488e9, within(1.0));
  }

  private static Series cpu(String id) {
    return ALL.stream()
        .filter(s -> s.instanceId().equals(id) && s.resource().name().equals("cpu_pct"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Series> read(long seed) {
    List<Series> series = new ArrayList<>();
    new GeneratedTrace(seed).read(name -> true, series::add);
    return series;
  }

  private static int missing(Series series) {
    int missing = 0;
    for (int i = 0; i < series.length(); i++) {
      missing += Float.isNaN(series.value(i)) ? 1 : 0;
    }
    return missing;
  }

  private static double mean(Series series, int from, int to) {
    double sum = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!Float.isNaN(series.value(i))) {
        sum += series.value(i);
        count++;
      }
    }
    return sum / count;
  }

  private static double correlation(Series series, int lag) {
    double mean = mean(series, 0, series.length());
    double covariance = 0;
    double variance = 0;
    for (int i = lag; i < series.length(); i++) {
      double now = series.value(i) - mean;
      double then = series.value(i - lag) - mean;
      if (!Double.isNaN(now * then)) {
        covariance += now * then;
        variance += (now * now + then * then) / 2;
      }
    }
    return covariance / variance;
  }
}
