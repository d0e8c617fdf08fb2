package io.foreshape.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayRequestTest {

  @Test
  void noPoliciesMeansAll_andNoneRunsTwice() {
    assertThat(request(List.of()).policies())
        .isEqualTo(ReplayRequest.allPolicies())
        .contains("foreshape", "vpa", "autopilot-ml", "oracle", "oracle-1h");
    assertThat(request(List.of("vpa", "static", "vpa")).policies())
        .containsExactly("vpa", "static");
  }

  @Test
  void anUnknownPolicy_listsWhatThereIs() {
    assertThatThrownBy(() -> request(List.of("vpa", "crane")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("There is no policy (crane)")
        .hasMessageContaining(String.join(", ", ReplayRequest.allPolicies()));
  }

  @Test
  void timesAndTargetsThatMakeNoSense_areRefused() {
    Duration hour = Duration.ofHours(1);
    assertRefused(hour.negated(), hour, hour, 0.01, "(PT-1H, PT1H, PT1H)");
    assertRefused(hour, Duration.ZERO, hour, 0.01, "(PT1H, PT1H, PT0S)");
    assertRefused(hour, hour, hour.negated(), 0.01, "(PT1H, PT-1H, PT1H)");
    assertRefused(hour, hour, hour, 0, "(0.0)");
    assertRefused(hour, hour, hour, 1, "(1.0)");
    assertRefused(hour, hour, hour, Double.NaN, "(NaN)");
  }

  private static void assertRefused(
      Duration warmup, Duration replan, Duration lead, double target, String value) {
    assertThatThrownBy(
            () ->
                new ReplayRequest(
                    List.of(),
                    List.of(),
                    List.of(),
                    warmup,
                    replan,
                    lead,
                    target,
                    ReplayRequest.Depth.SCORES,
                    ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(value);
  }

  private static ReplayRequest request(List<String> policies) {
    Duration hour = Duration.ofHours(1);
    return new ReplayRequest(
        List.of(), List.of(), policies, hour, hour, hour, 0.01, ReplayRequest.Depth.SCORES, "");
  }
}
