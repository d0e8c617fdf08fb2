package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Tables and states of caches, in the words of device mapper. */
class CacheTextProperties {

  private static final String NAME = "data-1";

  @Provide
  Arbitrary<CacheState> states() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 999),
            Arbitraries.of(CacheState.MODES),
            Arbitraries.of(CacheState.POLICIES))
        .as(CacheState::new);
  }

  private static CacheTable table(CacheState state) {
    return new CacheTable(1_048_576, "253:2", "253:3", "253:4", 128, state.mode(), state.policy());
  }

  /** All that a volume in a state has, as it is when a change of it has ended. */
  private static VolumeTables tables(CacheState state) {
    SortedMap<String, List<String>> tables = new TreeMap<>();
    SortedMap<String, String> numbers = new TreeMap<>();
    VolumeTables names = new VolumeTables(NAME, tables, numbers);
    tables.put(NAME, List.of("0 1048576 linear 8:0 0"));
    if (!state.isStandardKind()) {
      tables.put(names.kind(state), List.of());
    }
    if (state.extents() > 0) {
      tables.put(NAME, List.of(table(state).line()));
      for (String each : List.of(names.meta(), names.data(state.extents()), names.origin())) {
        tables.put(each, List.of("0 8 linear 8:16 0"));
      }
      numbers.put(names.meta(), "253:2");
      numbers.put(names.data(state.extents()), "253:3");
      numbers.put(names.origin(), "253:4");
    }
    return names;
  }

  @Property
  void parsed_isWhatWasWritten(@ForAll("states") CacheState state) {
    assertThat(CacheTable.parsed(List.of(table(state).line()))).contains(table(state));
  }

  @Property
  void state_isWhatTheTablesSay(@ForAll("states") CacheState state) {
    VolumeTables tables = tables(state);
    assertThat(tables.isOurs()).isTrue();
    assertThat(tables.isBetween()).isFalse();
    assertThat(tables.state()).isEqualTo(state);
    assertThat(tables.leftovers()).isEmpty();
  }

  /** A process that is killed while a cache is written back leaves it so. */
  @Property
  void state_whileItIsWrittenBack_isWhatItIsToBe(
      @ForAll("states") CacheState state, @ForAll("states") CacheState other) {
    VolumeTables tables = tables(state.withExtents(state.extents() + 1));
    tables.tables().put(NAME, List.of(table(state).draining().line()));
    tables.tables().put(tables.data(2_000 + other.extents()), List.of("0 8 linear 8:16 0"));
    boolean isToDrain =
        state.mode().equals(CacheState.WRITETHROUGH) && state.policy().equals(CacheState.CLEANER);
    assertThat(tables.isBetween()).isEqualTo(!isToDrain);
    assertThat(tables.state()).isEqualTo(state.withExtents(state.extents() + 1));
    assertThat(tables.leftovers()).containsExactly(tables.data(2_000 + other.extents()));
  }

  @Example
  void parsed_otherTables() {
    for (String line :
        new String[] {
          "",
          "0 8 linear 8:0 0",
          "0 8 cache",
          "0 8 cache 1:2 1:3 1:4 128 99 writeback smq 0",
          "0 x cache 1:2 1:3 1:4 128 0 smq 0",
          "0 8 cache 1:2 1:3 1:4 128 1 writeback"
        }) {
      assertThat(CacheTable.parsed(List.of(line))).as(line).isEmpty();
    }
    CacheTable byHand =
        CacheTable.parsed(List.of("0 8 cache 1:2 1:3 1:4 256 0 default 0")).orElseThrow();
    assertThat(byHand.mode()).isEqualTo(CacheState.WRITEBACK); // the kernel's own standard
    assertThat(byHand.policy()).isEqualTo("default");
  }

  @Example
  void isOurs_cacheOfSomebodyElse() {
    SortedMap<String, List<String>> tables =
        new TreeMap<>(Map.of(NAME, List.of("0 8 cache 1:2 1:3 1:4 256 0 default 0")));
    assertThat(new VolumeTables(NAME, tables, new TreeMap<>()).isOurs()).isFalse();
  }

  @Example
  void parsed_tablesOfAllDevices() {
    assertThat(
            DeviceMapper.parsed(
                "a: 0 8 linear 8:0 0\na: 8 8 linear 8:16 0\na.foreshape.is.writeback.smq: \n"))
        .isEqualTo(
            Map.of(
                "a",
                List.of("0 8 linear 8:0 0", "8 8 linear 8:16 0"),
                "a.foreshape.is.writeback.smq",
                List.of()));
    assertThat(DeviceMapper.parsed("No devices found")).isEmpty();
  }

  @Example
  void parsed_status() throws IOException {
    String line =
        "0 1048576 cache 8 13/1280 128 64/768 204 116 65 1 2 64 7 2 metadata2 writeback"
            + " 2 migration_threshold 2048 smq 0 rw -";
    assertThat(CacheStatus.parsed(line)).isEqualTo(new CacheStatus(64, 768, 204, 116, 65, 1, 7));
    for (String wrong : new String[] {"", "0 1048576 cache Fail", line.replace(" 7 ", " -7 ")}) {
      assertThatThrownBy(() -> CacheStatus.parsed(wrong))
          .as(wrong)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("(" + wrong + ")");
    }
  }

  @Example
  void marker_isNotTakenFromAVolumeOfAnotherName() {
    SortedMap<String, List<String>> tables = new TreeMap<>();
    tables.put("data-11.foreshape.is.writeback.smq", List.of());
    tables.put("data-1", List.of("0 8 linear 8:0 0"));
    assertThat(new VolumeTables(NAME, tables, new TreeMap<>()).marker())
        .isEqualTo(Optional.empty());
  }
}
