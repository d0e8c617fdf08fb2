package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A group that is idle, beside one that is not and alone, on one CPU. */
final class IdleCheck {

  private static final InstanceId A = new InstanceId("a");
  private static final InstanceId B = new InstanceId("b");
  private static final String SPIN = "while :; do :; done";

  private final Actuator actuator;

  private IdleCheck(Actuator actuator) {
    this.actuator = actuator;
  }

  /** The groups "a" and "b" share the CPU 0; gives what they used. */
  static String check(RealCgroups groups, Actuator actuator, UsageSource source) throws Exception {
    IdleCheck check = new IdleCheck(actuator);
    check.anyWeights();
    groups.makeAnother("b");
    for (InstanceId each : List.of(A, B)) {
      assertThat(check.set(each, Dimension.CPU_PINNED, IdSet.of(List.of(0))))
          .isEqualTo(Actuation.done());
    }
    assertThat(check.set(A, Dimension.CPU_WEIGHT, new Weight(250))).isEqualTo(Actuation.done());
    Shape before = actuator.read(A).orElseThrow();
    Process one = groups.start("a", SPIN);
    Process other = groups.start("b", SPIN);
    try {
      double[] busy = shares(source);
      assertThat(check.set(A, Dimension.CPU_WEIGHT, Weight.IDLE)).isEqualTo(Actuation.done());
      double[] idle = shares(source);
      GuestChecks.kill(other);
      double[] alone = shares(source);
      assertThat(check.set(A, Dimension.CPU_WEIGHT, new Weight(250))).isEqualTo(Actuation.done());
      Process again = groups.start("b", SPIN);
      double[] back = shares(source);
      GuestChecks.kill(again);
      // Beside other work on the same CPUs weights are kept only roughly.
      assertThat(busy[0]).isGreaterThan(0.5 * busy[1]);
      assertThat(idle[0]).isLessThan(0.05 * idle[1]);
      assertThat(alone[0]).isGreaterThan(10 * idle[0]);
      assertThat(back[0]).isGreaterThan(0.5 * back[1]);
      assertThat(actuator.read(A)).contains(before);
      return String.format(
          Locale.ROOT,
          "one CPU: weight 250 %.2f beside 100 %.2f cores; weight 0 %.4f beside %.2f, and alone"
              + " %.2f; weight 250 again %.2f beside %.2f",
          busy[0],
          busy[1],
          idle[0],
          idle[1],
          alone[0],
          back[0],
          back[1]);
    } finally {
      GuestChecks.kill(one);
      GuestChecks.kill(other);
    }
  }

  /** Whatever weights come one after the other, each is read and undone. */
  private void anyWeights() {
    Random random = new Random(15);
    for (int i = 0; i < 60; i++) {
      Shape before = actuator.read(A).orElseThrow();
      Weight weight = new Weight(random.nextBoolean() ? 0 : random.nextInt(1, 10_001));
      ShapeChange<Weight> change =
          new ShapeChange<>(
              Dimension.CPU_WEIGHT, before.get(Dimension.CPU_WEIGHT).orElseThrow(), weight);
      assertThat(actuator.apply(A, change)).as("%s", change).isEqualTo(Actuation.done());
      assertThat(actuator.read(A)).contains(before.with(Dimension.CPU_WEIGHT, weight));
      if (random.nextBoolean()) {
        assertThat(actuator.apply(A, change.reversed())).isEqualTo(Actuation.done());
        assertThat(actuator.read(A)).as("back from %s", change).contains(before);
      }
    }
    assertThat(set(A, Dimension.CPU_WEIGHT, Weight.IDLE)).isEqualTo(Actuation.done());
    assertThat(set(A, Dimension.CPU_WEIGHT, null)).isEqualTo(Actuation.done());
    assertThat(actuator.read(A).orElseThrow().get(Dimension.CPU_WEIGHT)).contains(Weight.NORMAL);
    if (actuator.capabilities().contains(Dimension.DISK_WEIGHT)) {
      assertThat(set(A, Dimension.DISK_WEIGHT, Weight.IDLE).status()).isEqualTo(Status.REFUSED);
    }
  }

  private <T> Actuation set(InstanceId who, Dimension<T> dimension, @Nullable T value) {
    T now = actuator.read(who).orElseThrow().get(dimension).orElse(null);
    return actuator.apply(who, new ShapeChange<>(dimension, now, value));
  }

  /** The cores that the two use. */
  private static double[] shares(UsageSource source) throws InterruptedException {
    double[] cores = new double[2];
    Thread.sleep(500); // what was just started or woken takes its place
    for (UsageSample sample : GuestChecks.samplesOver(source, 3_000)) {
      cores[sample.instance().equals(A) ? 0 : 1] = sample.mean().get(Resource.CPU);
    }
    return cores;
  }
}
