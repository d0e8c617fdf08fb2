package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CensoredDemandProperties {

  private static UsageSample sample(Resource resource, double use, Pressure pressure) {
    ResourceVector mean = ResourceVector.of(resource, use);
    return new UsageSample(
        new InstanceId("a"), Instant.EPOCH, Duration.ofMinutes(5), mean, mean, pressure);
  }

  /** A load of so many cores under a quota runs until the quota is used up, and waits then. */
  @Property
  void throttledCpuTellsItsDemand(
      @ForAll @DoubleRange(min = 0.01, max = 64) double cores,
      @ForAll @DoubleRange(min = 0.2, max = 1) double quotaShare) {
    double quota = cores * quotaShare;
    UsageSample sample = sample(Resource.CPU, quota, Pressure.throttled(1 - quotaShare));
    assertThat(CensoredDemand.unthrottled(sample, Resource.CPU))
        .isCloseTo(cores, within(1e-9 * cores));
    assertThat(CensoredDemand.isBound(sample, Resource.CPU)).isFalse();
  }

  @Property
  void neverBelowUseNorBeyondFiveTimes(
      @ForAll @DoubleRange(min = 0, max = Double.MAX_VALUE) double use,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    UsageSample sample = sample(Resource.CPU, use, Pressure.throttled(share));
    assertThat(CensoredDemand.unthrottled(sample, Resource.CPU))
        .isFinite()
        .isBetween(use, Math.min(Double.MAX_VALUE, 5.000_001 * use));
  }

  @Property
  void growthIsBoundedAndMonotonic(@ForAll @IntRange(min = 1, max = 1_000_000) int step) {
    assertThat(CensoredDemand.growth(step)).isBetween(1.0, 2.0);
    assertThat(CensoredDemand.growth(step + 1)).isGreaterThanOrEqualTo(CensoredDemand.growth(step));
  }

  @Test
  void pressureBindsItsOwnResourceOnly() {
    Pressure throttled = Pressure.throttled(0.5);
    Pressure killed = new Pressure(0, 0.1, 0.1, 0, 0.1, 0, 1, 5, 1, Pressure.none().atLimit());
    Pressure full = Pressure.atLimit(List.of(Resource.NETWORK_EGRESS));
    for (Resource resource : Resource.builtIn()) {
      double use = CensoredDemand.unthrottled(sample(resource, 2, throttled), resource);
      assertThat(use).as(resource.id()).isEqualTo(resource.equals(Resource.CPU) ? 4 : 2);
      assertThat(CensoredDemand.isBound(sample(resource, 2, throttled), resource)).isFalse();
      assertThat(CensoredDemand.isBound(sample(resource, 2, killed), resource))
          .isEqualTo(resource.equals(Resource.MEMORY));
      assertThat(CensoredDemand.isBound(sample(resource, 2, full), resource))
          .isEqualTo(resource.equals(Resource.NETWORK_EGRESS));
    }
  }
}
