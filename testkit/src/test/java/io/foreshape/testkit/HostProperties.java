package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.host.StorageTier;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;

/** A host's parts do not exceed the whole. */
@PropertyDefaults(tries = 200)
@Domain(DomainArbitraries.class)
class HostProperties {

  @Property
  void allocatableIsCapacityLessReserved(@ForAll Host host, @ForAll Resource resource) {
    double allocatable = host.allocatable(resource);
    assertThat(allocatable).isNotNegative();
    if (host.capacity().has(resource)) {
      double reserved = host.reserved().getOrDefault(resource, 0);
      assertThat(allocatable).isEqualTo(host.capacity().get(resource) - reserved);
    } else {
      assertThat(allocatable).isInfinite();
    }
  }

  @Property
  void noMoreIsReservedThanThereIs(@ForAll Host host) {
    Assume.that(!host.capacity().resources().isEmpty());
    Resource resource = host.capacity().resources().get(0);
    ResourceVector tooMuch =
        ResourceVector.of(resource, Math.nextUp(host.capacity().get(resource)));
    assertThatThrownBy(() -> with(host, host.cpus(), host.capacity(), tooMuch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + tooMuch + ")");
  }

  @Property
  void noMoreCoresThanLogicalCpus(@ForAll Host host) {
    Assume.that(!host.cpus().isEmpty());
    double cores = host.cpus().size() + 0.5;
    ResourceVector tooMany = host.capacity().with(Resource.CPU, cores);
    assertThatThrownBy(() -> with(host, host.cpus(), tooMany, host.reserved()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + cores + ")");
  }

  @Property
  void everyCpuStandsOnce(@ForAll Host host) {
    Assume.that(!host.cpus().isEmpty());
    List<LogicalCpu> doubled = new ArrayList<>(host.cpus());
    LogicalCpu first = host.cpus().get(0);
    doubled.add(new LogicalCpu(first.cpu(), first.core() + 1, 0, 0, 0));
    assertThatThrownBy(() -> with(host, doubled, host.capacity(), host.reserved()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + first.cpu() + ") twice");
  }

  @Property
  void everyTierStandsOnce(@ForAll Host host) {
    MemoryTier memory = new MemoryTier("same", MemoryTier.Kind.DRAM, 1, 1, 1);
    StorageTier storage =
        new StorageTier("same", StorageTier.Kind.CACHE, 1, ResourceVector.empty());
    assertThatThrownBy(() -> with(host, List.of(memory, memory), List.of()))
        .hasMessageContaining("(same) twice");
    assertThatThrownBy(() -> with(host, List.of(), List.of(storage, storage)))
        .hasMessageContaining("(same) twice");
    assertThat(with(host, List.of(memory), List.of(storage)).id()).isEqualTo(host.id());
  }

  @Example
  void blankTiersAreRefused() {
    assertThatThrownBy(() -> new MemoryTier(" ", MemoryTier.Kind.SLOW, 1, 1, 1))
        .hasMessageContaining("( )");
    assertThatThrownBy(() -> new StorageTier("", StorageTier.Kind.STORE, 1, ResourceVector.empty()))
        .hasMessageContaining("()");
    assertThatThrownBy(
            () -> new StorageTier("ssd", StorageTier.Kind.STORE, 0, ResourceVector.empty()))
        .hasMessageContaining("(0 bytes)");
  }

  private static Host with(
      Host host, List<LogicalCpu> cpus, ResourceVector capacity, ResourceVector reserved) {
    return new Host(host.id(), cpus, host.memoryTiers(), host.storageTiers(), capacity, reserved);
  }

  private static Host with(Host host, List<MemoryTier> memory, List<StorageTier> storage) {
    return new Host(host.id(), host.cpus(), memory, storage, host.capacity(), host.reserved());
  }
}
