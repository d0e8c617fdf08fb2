package io.foreshape.shaper;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.host.HostId;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** A journal is read as it was written, up to a place where it was cut, or it is refused. */
class JournalDamageProperties {

  private static Path directory = Path.of("");

  @BeforeContainer
  static void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("foreshape-journal");
  }

  @AfterContainer
  static void removeDirectory() throws IOException {
    Files.deleteIfExists(file());
    Files.delete(directory);
  }

  private static Path file() {
    return directory.resolve("journal");
  }

  private static Arbitrary<ShapeChange<?>> changes() {
    Arbitrary<Limit> limits =
        Arbitraries.doubles()
            .between(0, 1e18)
            .map(amount -> amount > 9e17 ? Limit.unlimited() : Limit.of(amount));
    Arbitrary<Weight> weights = Arbitraries.integers().between(0, 10_000).map(Weight::new);
    Arbitrary<IdSet> sets =
        Arbitraries.integers().between(0, 512).list().ofMinSize(1).ofMaxSize(4).map(IdSet::of);
    Arbitrary<TierSplit> splits =
        Arbitraries.strings()
            .ofMinLength(1)
            .ofMaxLength(6)
            .map(name -> TierSplit.of(Map.of(name, 0.25, name + "x", 0.75)));
    return Arbitraries.oneOf(
        change(Dimension.MEMORY_HARD, limits),
        change(Dimension.CPU_WEIGHT, weights),
        change(Dimension.CPU_PINNED, sets),
        change(Dimension.MEMORY_TIERS, splits),
        change(Dimension.DISK_TIER, Arbitraries.strings().ofMaxLength(6)));
  }

  private static <T> Arbitrary<ShapeChange<?>> change(Dimension<T> dimension, Arbitrary<T> values) {
    return Combinators.combine(values.injectNull(0.2), values)
        .as((from, to) -> new ShapeChange<>(dimension, from, to));
  }

  private static Arbitrary<InstanceId> names() {
    return Arbitraries.strings()
        .ofMinLength(1)
        .ofMaxLength(8)
        .filter(name -> !name.isBlank() && name.chars().noneMatch(Character::isISOControl))
        .map(InstanceId::new);
  }

  @Provide
  Arbitrary<List<Entry>> histories() {
    Arbitrary<Entry.Subject> subjects =
        Combinators.combine(names(), Arbitraries.of("", "7", "a b"), changes().list().ofMaxSize(3))
            .as((id, life, all) -> new Entry.Subject(id, new HostId("h 1"), life, all));
    Arbitrary<Entry> begun =
        Combinators.combine(Arbitraries.longs().between(1, 4), subjects).as(Entry.Begun::new);
    Arbitrary<Entry> ended =
        Combinators.combine(
                Arbitraries.longs().between(1, 4),
                names().list().ofMaxSize(2),
                Arbitraries.of(Entry.Ending.class))
            .as(
                (run, ids, ending) -> {
                  TreeMap<InstanceId, Entry.Ending> endings = new TreeMap<>();
                  ids.forEach(id -> endings.put(id, ending));
                  return new Entry.Ended(run, endings);
                });
    return Arbitraries.oneOf(begun, begun, ended, subjects.map(Entry.Kept::new))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static byte[] written(List<Entry> history) throws IOException {
    Files.deleteIfExists(file());
    try (Journal journal = open()) {
      for (Entry entry : history) {
        journal.keep(List.of(entry));
      }
    }
    return Files.readAllBytes(file());
  }

  private static Journal open() throws IOException {
    return Journal.open(directory, Dimension::of, 1 << 20, Unforced::new);
  }

  private static final class Unforced extends JournalFile {
    Unforced(Path path) throws IOException {
      super(path);
    }

    @Override
    void force() {}
  }

  /** What the ledger holds after each number of entries, from none on. */
  private static List<List<Entry>> prefixes(List<Entry> history) {
    Ledger ledger = new Ledger();
    List<List<Entry>> prefixes = new ArrayList<>(List.of(ledger.entries()));
    for (Entry entry : history) {
      ledger.take(entry);
      prefixes.add(ledger.entries());
    }
    return prefixes;
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void isReadAsItWasWritten(@ForAll("histories") List<Entry> history) throws IOException {
    written(history);
    List<List<Entry>> prefixes = prefixes(history);
    try (Journal journal = open()) {
      assertThat(journal.ledger().entries()).isEqualTo(prefixes.get(history.size()));
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void cutAnywhere_isReadUpToTheLastWholeLine(
      @ForAll("histories") List<Entry> history, @ForAll @IntRange(max = 1 << 30) int place)
      throws IOException {
    byte[] bytes = written(history);
    int left = place % bytes.length;
    Files.write(file(), Arrays.copyOf(bytes, left));
    long lines = new String(bytes, 0, left, US_ASCII).chars().filter(c -> c == '\n').count();
    try (Journal journal = open()) {
      List<Entry> expected = prefixes(history).get((int) Math.max(0, lines - 1));
      assertThat(journal.ledger().entries()).isEqualTo(expected);
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void flippedBit_isRefusedOrCutOff(
      @ForAll("histories") List<Entry> history, @ForAll @IntRange(max = 1 << 30) int place)
      throws IOException {
    byte[] bytes = written(history);
    int bit = place % (bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    Files.write(file(), bytes);
    try (Journal journal = open()) {
      // The line feed of the last line was hit: that line looks as if it had been cut short.
      Statistics.collect("cut off");
      assertThat(bit / 8).isEqualTo(bytes.length - 1);
      assertThat(journal.ledger().entries()).isEqualTo(prefixes(history).get(history.size() - 1));
    } catch (JournalException e) {
      Statistics.collect("refused");
      assertThat(e)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("damaged in the line at byte");
    }
    assertThat(Files.size(file())).isGreaterThan(0);
  }
}
