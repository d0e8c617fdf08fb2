package io.foreshape.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.replay.trace.Series;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FleetAssemblyProperties {

  @Property(tries = 100)
  void aLargeGroupIsCutIntoEqualParts_aSmallOneStaysWhole(
      @ForAll @IntRange(min = 1, max = 600) int count) {
    List<Series> all =
        IntStream.range(0, count).mapToObj(i -> Traces.series("vm" + i, 0, 300, 1)).toList();

    List<FleetTrace> fleets = new FleetAssembly(Duration.ofHours(1), Duration.ZERO).assemble(all);

    assertThat(fleets.stream().flatMap(fleet -> fleet.series().stream()))
        .containsExactlyElementsOf(all);
    for (FleetTrace fleet : fleets) {
      assertThat(fleet.fleet().size()).isLessThanOrEqualTo(128);
      assertThat(fleet.fleet().size()).isGreaterThanOrEqualTo(Math.min(count, 64));
    }
    assertThat(fleets.size() == 1).isEqualTo(count <= 128);
  }
}
