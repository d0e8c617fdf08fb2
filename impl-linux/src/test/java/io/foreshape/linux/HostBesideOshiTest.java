package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.resource.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor.LogicalProcessor;
import oshi.hardware.HardwareAbstractionLayer;

/** What is read of this machine, beside what oshi reads of it. */
class HostBesideOshiTest {

  private final HardwareAbstractionLayer theirs = new SystemInfo().getHardware();
  private Host ours;

  @BeforeEach
  void read() throws IOException {
    ours = LinuxHost.read(new HostId("host"));
  }

  private Set<Set<Integer>> ours(Function<LogicalCpu, Integer> place) {
    return together(ours.cpus(), place, LogicalCpu::cpu);
  }

  private Set<Set<Integer>> theirs(Function<LogicalProcessor, List<Integer>> place) {
    return together(
        theirs.getProcessor().getLogicalProcessors(), place, LogicalProcessor::getProcessorNumber);
  }

  /** Which CPUs are in one place, whatever numbers places have. */
  private static <C, P> Set<Set<Integer>> together(
      List<C> cpus, Function<C, P> place, Function<C, Integer> number) {
    Map<P, Set<Integer>> places =
        cpus.stream()
            .collect(
                Collectors.groupingBy(
                    place, Collectors.mapping(number, Collectors.toCollection(TreeSet::new))));
    return Set.copyOf(places.values());
  }

  @Test
  void cpus_areInTheSameCoresSocketsAndNodes() {
    assertThat(ours(LogicalCpu::core))
        .isEqualTo(
            theirs(
                each ->
                    List.of(each.getPhysicalPackageNumber(), each.getPhysicalProcessorNumber())));
    assertThat(ours(LogicalCpu::socket))
        .isEqualTo(theirs(each -> List.of(each.getPhysicalPackageNumber())));
    assertThat(ours(LogicalCpu::numaNode)).isEqualTo(theirs(each -> List.of(each.getNumaNode())));
  }

  @Test
  void memory_isAsLarge() {
    assertThat(ours.capacity().getOrDefault(Resource.MEMORY, 0))
        .isEqualTo((double) theirs.getMemory().getTotal());
  }
}
