package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** A device that caches are cut out of. */
class FastDeviceProperties {

  private static final FastDevice DEVICE = new FastDevice("8:16", 64 * 2_048 + 77);

  private static BitSet extents(List<List<String>> tables) {
    BitSet taken = new BitSet();
    for (List<String> table : tables) {
      for (FastDevice.Segment each : DEVICE.segments(table)) {
        BitSet own = new BitSet();
        own.set(each.first(), each.first() + each.count());
        assertThat(taken.intersects(own)).as("%s twice", each).isFalse();
        taken.or(own);
      }
    }
    return taken;
  }

  /** Whatever came and went before: nobody gets what another has, and all that is free is found. */
  @Property
  void allot_isFreeAndAsMuchAsAsked(
      @ForAll @Size(max = 40) List<@IntRange(min = -8, max = 20) Integer> steps)
      throws IOException {
    List<List<String>> tables = new ArrayList<>();
    for (int step : steps) {
      if (step <= 0) {
        if (!tables.isEmpty()) {
          tables.remove(-step % tables.size());
        }
        continue;
      }
      int free = DEVICE.extents() - extents(tables).cardinality();
      if (step > free) {
        assertThatThrownBy(() -> DEVICE.allot(tables, step))
            .isInstanceOf(IOException.class)
            .hasMessageContaining((step - free) * DEVICE.extentBytes() + " are not free on 8:16");
      } else {
        List<FastDevice.Segment> found = DEVICE.allot(tables, step);
        assertThat(FastDevice.count(found)).isEqualTo(step);
        assertThat(DEVICE.segments(DEVICE.table(found))).isEqualTo(found);
        tables.add(DEVICE.table(found));
        assertThat(extents(tables).length()).isLessThanOrEqualTo(DEVICE.extents());
      }
    }
  }

  @Property
  void first_isWhatComesFirst(
      @ForAll @Size(max = 10) List<@IntRange(min = 1, max = 9) Integer> counts,
      @ForAll @IntRange(max = 99) int wanted) {
    List<FastDevice.Segment> all = new ArrayList<>();
    int start = 0;
    for (int count : counts) {
      all.add(new FastDevice.Segment(start, count));
      start += count + 1;
    }
    List<FastDevice.Segment> first = FastDevice.first(all, wanted);
    assertThat(FastDevice.count(first)).isEqualTo(Math.min(wanted, FastDevice.count(all)));
    String whole = String.join("\n", DEVICE.table(all));
    for (FastDevice.Segment each : first) {
      assertThat(whole).contains("8:16 " + each.first() * DEVICE.extentSectors());
    }
  }

  /** The kernel's limits: blocks of 32 KiB to 1 GiB in multiples of that, not too many of them. */
  @Property
  void sizes_areSuchThatTheKernelTakesThem(
      @ForAll @LongRange(min = 1, max = 1L << 41) long sectors) {
    FastDevice device = new FastDevice("8:16", sectors);
    assertThat(device.blockSectors() % 64).isZero();
    assertThat(device.blockSectors()).isBetween(64L, 2_097_152L);
    assertThat(sectors / device.blockSectors()).isLessThanOrEqualTo(1 << 20);
    assertThat(device.metaExtents() * device.extentBytes())
        .isGreaterThanOrEqualTo((4 << 20) + 16 * (sectors / device.blockSectors()));
  }

  /** What somebody else has that does not begin or end with an extent is not touched. */
  @Example
  void segments_partsOfExtentsCountAsWhole() throws IOException {
    List<String> foreign = List.of("0 2050 linear 8:16 2047", "2050 8 linear 8:1 0", "2058 8 zero");
    assertThat(DEVICE.segments(foreign)).containsExactly(new FastDevice.Segment(0, 3));
    assertThat(DEVICE.allot(List.of(foreign), 1)).containsExactly(new FastDevice.Segment(3, 1));
  }
}
