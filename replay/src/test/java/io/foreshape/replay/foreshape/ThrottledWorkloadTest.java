package io.foreshape.replay.foreshape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import io.foreshape.replay.foreshape.ThrottledFleet.Outcome;
import io.foreshape.replay.foreshape.ThrottledFleet.Telling;
import org.junit.jupiter.api.Test;

/**
 * Where use is limited, demand is never seen, and yet the loop finds it; unless samples do not say
 * that use was limited.
 */
class ThrottledWorkloadTest {

  private static Outcome outcome(Resource resource, Telling telling) {
    return new ThrottledFleet(resource, telling).run();
  }

  @Test
  void demandIsFoundFromTheShareOfTimeThrottled() {
    assertIsAsWithDemandInView(outcome(Resource.CPU, Telling.SHARE_OF_TIME), 0.02);
  }

  @Test
  void demandIsFoundFromLimitsThatWereReached() {
    assertIsAsWithDemandInView(outcome(Resource.NETWORK_EGRESS, Telling.AT_LIMIT), 0.08);
  }

  private static void assertIsAsWithDemandInView(Outcome found, double tolerance) {
    Outcome seen = outcome(Resource.CPU, Telling.DEMAND);
    assertThat(found.allocatedOverP99() / seen.allocatedOverP99())
        .as("%s against %s", found, seen)
        .isCloseTo(1, within(tolerance));
    assertThat(found.exceededShare()).as(found.toString()).isBetween(0.003, 0.015);
  }

  @Test
  void withoutASignTheLimitStaysLow() {
    Outcome stuck = outcome(Resource.CPU, Telling.NOTHING);
    assertThat(stuck.allocatedOverP99()).as(stuck.toString()).isLessThan(0.6);
    assertThat(stuck.exceededShare()).as(stuck.toString()).isGreaterThan(0.5);
  }
}
