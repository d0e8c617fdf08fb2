package io.foreshape.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.replay.trace.Series;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetAssemblyTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void instancesOfOneClockMakeAFleet_whateverTheirLength() {
    List<FleetTrace> fleets =
        new FleetAssembly(HOUR, FIVE_MINUTES)
            .assemble(
                List.of(
                    Traces.series("late", 600, 300, 1, 2),
                    Traces.series("a", 0, 300, 1, 5),
                    Traces.series("coarse", 0, 600, 3),
                    Traces.series("b", 0, 300, 7, 2, 3)));

    assertThat(fleets)
        .extracting(fleet -> fleet.fleet().instanceIds())
        .containsExactly(List.of("a", "b"), List.of("coarse"), List.of("late"));
    FleetTrace first = fleets.get(0);
    assertThat(first.steps()).isEqualTo(3);
    assertThat(first.fleet().ceilings()).containsExactly(5.0, 7.0);
    double[] use = new double[2];
    first.use(2, use);
    assertThat(use).containsExactly(Double.NaN, 3);
  }

  @Test
  void timesBecomeWholeSteps_theLeadAtLeastAsLongAsAsked() {
    assertSteps(HOUR, FIVE_MINUTES, 12, 1);
    assertSteps(Duration.ofMinutes(14), Duration.ofSeconds(301), 2, 2);
    assertSteps(Duration.ofSeconds(1), Duration.ZERO, 1, 0);
    assertSteps(HOUR, Duration.ofNanos(1), 12, 1);
  }

  @Test
  void timesBeyondTheTrace_endWithIt() {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    assertSteps(longest, longest, 100, 100);
  }

  private static void assertSteps(Duration replan, Duration lead, int replanSteps, int leadSteps) {
    Series series = Traces.series("a", 0, 300, new float[100]);
    FleetTrace fleet = new FleetAssembly(replan, lead).assemble(List.of(series)).get(0);
    assertThat(fleet.fleet().replanSteps()).isEqualTo(replanSteps);
    assertThat(fleet.fleet().leadSteps()).isEqualTo(leadSteps);
  }
}
