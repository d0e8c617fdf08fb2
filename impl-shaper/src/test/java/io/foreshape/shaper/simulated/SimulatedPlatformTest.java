package io.foreshape.shaper.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.ActuatorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedPlatformTest {

  private static final InstanceId A = new InstanceId("a");
  private static final Shape TWO = cpu(2);
  private static final ShapeChange<Limit> TO_FOUR =
      new ShapeChange<>(Dimension.CPU_QUOTA, Limit.of(2), Limit.of(4));

  @Test
  void applyAndReverse_writeAndTell() {
    List<Write> log = new ArrayList<>();
    SimulatedPlatform platform = SimulatedPlatform.builder().log(log::add).build();
    platform.add(A, TWO);
    assertThat(platform.apply(A, TO_FOUR)).isEqualTo(Actuation.done());
    assertThat(platform.apply(A, TO_FOUR.reversed())).isEqualTo(Actuation.done());
    assertThat(log).containsExactly(new Write(A, TWO, cpu(4)), new Write(A, cpu(4), TWO));
    assertThat(platform.writeCount()).isEqualTo(2);
  }

  @Test
  void apply_toUnset_unsets() {
    SimulatedPlatform platform = SimulatedPlatform.create();
    platform.add(A, TWO);
    platform.apply(A, new ShapeChange<>(Dimension.CPU_QUOTA, Limit.of(2), null));
    assertThat(platform.read(A)).contains(Shape.untouched());
  }

  @Test
  void apply_beyondCapabilities_isRefused() {
    SimulatedPlatform platform =
        SimulatedPlatform.builder().capabilities(Set.of(Dimension.MEMORY_HARD)).build();
    platform.add(A, TWO);
    Actuation answer = platform.apply(A, TO_FOUR);
    assertThat(answer.status()).isEqualTo(Status.REFUSED);
    assertThat(answer.cause()).contains("cpu.quota");
  }

  @Test
  void apply_contradiction_isRefused() {
    SimulatedPlatform platform = SimulatedPlatform.create();
    platform.add(A, Shape.untouched().with(Dimension.MEMORY_HARD, Limit.of(1)));
    ShapeChange<Limit> soft = new ShapeChange<>(Dimension.MEMORY_SOFT, null, Limit.of(2));
    assertThat(platform.apply(A, soft).status()).isEqualTo(Status.REFUSED);
    assertThat(platform.writeCount()).isZero();
  }

  @Test
  void apply_withFaults_goesWrongByScript() {
    SimulatedPlatform platform =
        faulty(Fault.REFUSE, Fault.FAIL, Fault.CLAMP, Fault.NONE, Fault.VANISH);
    platform.add(A, TWO);
    assertThat(platform.apply(A, TO_FOUR).status()).isEqualTo(Status.REFUSED);
    assertThat(platform.apply(A, TO_FOUR).status()).isEqualTo(Status.FAILED);
    assertThat(platform.read(A)).contains(TWO);
    assertThat(platform.apply(A, TO_FOUR).status()).isEqualTo(Status.DONE);
    assertThat(platform.read(A)).contains(cpu(3));
    assertThat(platform.apply(A, TO_FOUR).status()).isEqualTo(Status.DONE);
    assertThat(platform.apply(A, TO_FOUR).status()).isEqualTo(Status.GONE);
    assertThat(platform.instances()).isEmpty();
  }

  @Test
  void apply_withThrow_writesAndThrows() {
    SimulatedPlatform platform = faulty(Fault.THROW);
    platform.add(A, TWO);
    assertThatThrownBy(() -> platform.apply(A, TO_FOUR)).isInstanceOf(IllegalStateException.class);
    assertThat(platform.read(A)).contains(cpu(4));
  }

  @Test
  void apply_clampedWeight_staysAsItWas() {
    SimulatedPlatform platform = faulty(Fault.CLAMP);
    platform.add(A, TWO);
    Actuation answer =
        platform.apply(A, new ShapeChange<>(Dimension.CPU_WEIGHT, null, Weight.NORMAL));
    assertThat(answer.status()).isEqualTo(Status.DONE);
    assertThat(platform.read(A)).contains(TWO);
  }

  @Test
  void inUse_knownOnceSet() {
    SimulatedPlatform platform = SimulatedPlatform.create();
    platform.add(A, TWO);
    assertThat(platform.inUse(A, Resource.MEMORY)).isEmpty();
    platform.setUse(A, ResourceVector.of(Resource.MEMORY, 7));
    assertThat(platform.inUse(A, Resource.MEMORY)).hasValue(7);
    assertThat(platform.inUse(A, Resource.CPU)).isEmpty();
  }

  @Test
  void add_twice_fails() {
    SimulatedPlatform platform = SimulatedPlatform.create();
    platform.add(A, TWO);
    assertThatThrownBy(() -> platform.add(A, TWO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(a)");
    platform.remove(A);
    assertThatThrownBy(() -> platform.setUse(A, ResourceVector.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(a)");
  }

  @Test
  void seeded_sameSeed_sameFaults() {
    List<Fault> all = List.of(Fault.REFUSE, Fault.CLAMP);
    FaultPlan one = FaultPlan.seeded(7, 0.5, all);
    FaultPlan other = FaultPlan.seeded(7, 0.5, all);
    List<Fault> faults = Stream.generate(one::next).limit(100).toList();
    assertThat(Stream.generate(other::next).limit(100).toList()).isEqualTo(faults);
    assertThat(faults).contains(Fault.NONE, Fault.REFUSE, Fault.CLAMP);
    assertThatThrownBy(() -> FaultPlan.seeded(7, 1.5, all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(1.5)");
  }

  @Test
  void provider_isFoundAndNeverPreferred() {
    ActuatorProvider provider =
        Providers.of("actuator", ServiceLoader.load(ActuatorProvider.class)).byId("simulated");
    assertThat(provider.priority()).isNegative();
    assertThat(provider.create(Settings.none())).isInstanceOf(SimulatedPlatform.class);
  }

  private static SimulatedPlatform faulty(Fault... faults) {
    return SimulatedPlatform.builder().faults(FaultPlan.scripted(List.of(faults))).build();
  }

  private static Shape cpu(double cores) {
    return Shape.untouched().with(Dimension.CPU_QUOTA, Limit.of(cores));
  }
}
