package io.foreshape.shaper;

import static io.foreshape.shaper.Plans.HOST;
import static io.foreshape.shaper.Plans.NOW;
import static io.foreshape.shaper.Plans.only;
import static io.foreshape.shaper.Plans.plan;
import static io.foreshape.shaper.Plans.planned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.Fault;
import io.foreshape.shaper.simulated.FaultPlan;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlives the process, and who may have the directory. */
class JournalTest {

  private static final InstanceId A = new InstanceId("a");
  private static final InstanceId B = new InstanceId("b");

  @TempDir private Path directory;
  private final SimulatedPlatform platform = SimulatedPlatform.create();

  private TransactionalShaper open(SimulatedPlatform on) {
    return TransactionalShaper.builder(on).journal(directory).build();
  }

  private static Shape cpu(double cores) {
    return Shape.untouched().with(Dimension.CPU_QUOTA, Limit.of(cores));
  }

  @Test
  void restore_byALaterProcess_givesBackTheOriginal() {
    platform.add(A, cpu(1));
    try (TransactionalShaper first = open(platform)) {
      first.apply(plan(planned(A, cpu(2))), NOW);
      first.apply(plan(planned(A, cpu(3))), NOW);
    }
    try (TransactionalShaper second = open(platform)) {
      assertThat(only(second.restore(NOW)).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    }
    assertThat(platform.read(A)).contains(cpu(1));
    try (TransactionalShaper third = open(platform)) {
      assertThat(third.restore(NOW).results()).isEmpty();
    }
  }

  @Test
  void restore_anotherInstanceOfTheSameName_isLeftAlone() {
    platform.add(A, cpu(1));
    try (TransactionalShaper shaper = open(platform)) {
      shaper.apply(plan(planned(A, cpu(2))), NOW);
      platform.remove(A);
      platform.add(A, cpu(7));
      assertThat(only(shaper.restore(NOW)).outcome()).isEqualTo(ShapingOutcome.GONE);
    }
    assertThat(platform.read(A)).contains(cpu(7));
  }

  @Test
  void build_directoryIsTaken_namesTheHolder() {
    try (TransactionalShaper holder = open(platform)) {
      assertThat(holder.restore(NOW).results()).isEmpty();
      assertThatThrownBy(() -> open(SimulatedPlatform.create()))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("Another shaper has (" + directory + ")")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    open(platform).close();
  }

  @Test
  void apply_unchanged_writesNoByte() throws IOException {
    platform.add(A, cpu(1));
    try (TransactionalShaper shaper = open(platform)) {
      shaper.apply(plan(planned(A, cpu(2))), NOW);
      long size = Files.size(directory.resolve("journal"));
      shaper.apply(plan(planned(A, cpu(2))), NOW);
      assertThat(Files.size(directory.resolve("journal"))).isEqualTo(size);
    }
  }

  @Test
  void apply_manyTimes_keepsTheJournalSmall() throws IOException {
    platform.add(A, cpu(1));
    try (TransactionalShaper shaper =
        TransactionalShaper.builder(platform).journal(directory).build(JournalFile::new, 1_000)) {
      for (int i = 0; i < 100; i++) {
        shaper.apply(plan(planned(A, cpu(2 + i % 2))), NOW);
        assertThat(Files.size(directory.resolve("journal"))).isLessThan(1_200);
      }
    }
    try (TransactionalShaper later = open(platform)) {
      later.restore(NOW);
    }
    assertThat(platform.read(A)).contains(cpu(1));
  }

  @Test
  void apply_diskIsFull_writesNothingAndGoesOnOnceThereIsRoom() {
    platform.add(A, cpu(1));
    boolean[] full = {false};
    try (TransactionalShaper shaper =
        TransactionalShaper.builder(platform)
            .journal(directory)
            .build(path -> new FillingFile(path, full), 1 << 20)) {
      full[0] = true;
      ShapingResult result = only(shaper.apply(plan(planned(A, cpu(2))), NOW));
      assertThat(result.outcome()).isEqualTo(ShapingOutcome.DEFERRED);
      assertThat(result.cause()).contains("the journal can't be written: no space left");
      assertThat(platform.writeCount()).isZero();
      full[0] = false;
      assertThat(only(shaper.apply(plan(planned(A, cpu(2))), NOW)).outcome())
          .isEqualTo(ShapingOutcome.APPLIED);
    }
    try (TransactionalShaper later = open(platform)) {
      later.restore(NOW);
    }
    assertThat(platform.read(A)).contains(cpu(1));
  }

  /** Writes half of what it should once the disk is full. */
  private static final class FillingFile extends JournalFile {
    private final boolean[] full;

    FillingFile(Path path, boolean[] full) throws IOException {
      super(path);
      this.full = full;
    }

    @Override
    void write(byte[] bytes, long at) throws IOException {
      if (full[0]) {
        super.write(java.util.Arrays.copyOf(bytes, bytes.length / 2), at);
        throw new IOException("no space left");
      }
      super.write(bytes, at);
    }
  }

  @Test
  void apply_valuesThatTheJournalCannotHold_isRejected() {
    Dimension<Integer> ways = Dimension.of("cache.ways", Integer.class);
    SimulatedPlatform own =
        SimulatedPlatform.builder().capabilities(java.util.Set.of(ways)).build();
    own.add(A, Shape.untouched());
    try (TransactionalShaper shaper = open(own)) {
      ShapingResult result =
          only(shaper.apply(plan(planned(A, Shape.untouched().with(ways, 3))), NOW));
      assertThat(result.outcome()).isEqualTo(ShapingOutcome.REJECTED);
      assertThat(result.cause()).contains("journal", "cache.ways");
    }
  }

  @Test
  void recover_undoingHadFailed_triesAgainInALaterProcess() {
    SimulatedPlatform failing =
        SimulatedPlatform.builder()
            .faults(FaultPlan.scripted(List.of(Fault.NONE, Fault.FAIL, Fault.FAIL)))
            .build();
    Shape before = cpu(2).with(Dimension.MEMORY_HARD, Limit.of(200));
    failing.add(A, before);
    try (TransactionalShaper first = open(failing)) {
      first.apply(plan(planned(A, cpu(4).with(Dimension.MEMORY_HARD, Limit.of(400)))), NOW);
    }
    assertThat(failing.read(A)).isPresent().get().isNotEqualTo(before);
    try (TransactionalShaper second = open(failing)) {
      ShapingResult result = only(second.recover(NOW));
      assertThat(result.outcome()).isEqualTo(ShapingOutcome.ROLLED_BACK);
      assertThat(result.cause()).contains("old shape again");
      assertThat(second.recover(NOW).results()).isEmpty();
    }
    assertThat(failing.read(A)).contains(before);
  }

  /** Cut short, its memory grown and in use since: it keeps the memory and gets the rest back. */
  @Test
  void recover_memoryInUse_staysAndIsTold() throws IOException {
    Shape now = cpu(2).with(Dimension.MEMORY_HARD, Limit.of(400));
    platform.add(A, now);
    platform.setUse(A, ResourceVector.of(Resource.MEMORY, 350));
    try (Journal journal = journal()) {
      journal.keep(
          List.of(
              new Entry.Begun(
                  1,
                  new Entry.Subject(
                      A,
                      HOST,
                      platform.incarnation(A),
                      List.of(
                          new ShapeChange<>(Dimension.CPU_QUOTA, Limit.of(1), Limit.of(2)),
                          new ShapeChange<>(Dimension.MEMORY_HARD, Limit.of(200), Limit.of(400)),
                          new ShapeChange<>(Dimension.MEMORY_SOFT, null, Limit.of(300)))))));
    }
    try (TransactionalShaper shaper = open(platform)) {
      ShapingResult result = only(shaper.recover(NOW));
      assertThat(result.outcome()).isEqualTo(ShapingOutcome.ROLLED_BACK);
      assertThat(result.cause()).contains("memory.hard stays 400.0, for it is in use");
      platform.setUse(A, ResourceVector.of(Resource.MEMORY, 100));
      assertThat(only(shaper.restore(NOW)).outcome()).isEqualTo(ShapingOutcome.APPLIED);
    }
    assertThat(platform.read(A)).contains(cpu(1).with(Dimension.MEMORY_HARD, Limit.of(200)));
  }

  /** One can't give memory back that another one gave up for it: that one waits for the room. */
  @Test
  void recover_memoryInUse_keepsTheOtherFromRegrowing() throws IOException {
    platform.add(A, memory(400));
    platform.setUse(A, ResourceVector.of(Resource.MEMORY, 350));
    platform.add(B, memory(100));
    platform.setUse(B, ResourceVector.of(Resource.MEMORY, 10));
    try (Journal journal = journal()) {
      journal.keep(List.of(begun(A, 200, 500), begun(B, 300, 100)));
    }
    try (TransactionalShaper shaper = open(platform)) {
      ShapingReport report = shaper.recover(NOW);
      assertThat(Plans.of(report, B).outcome()).isEqualTo(ShapingOutcome.DEFERRED);
      assertThat(shaper.recover(NOW).results()).hasSize(2);
      platform.setUse(A, ResourceVector.of(Resource.MEMORY, 150));
      assertThat(shaper.recover(NOW).count(ShapingOutcome.ROLLED_BACK)).isEqualTo(2);
    }
    assertThat(platform.read(A)).contains(memory(200));
    assertThat(platform.read(B)).contains(memory(300));
  }

  private static Shape memory(double bytes) {
    return Shape.untouched().with(Dimension.MEMORY_HARD, Limit.of(bytes));
  }

  private Entry begun(InstanceId id, double from, double to) {
    return new Entry.Begun(
        1,
        new Entry.Subject(
            id,
            HOST,
            platform.incarnation(id),
            List.of(new ShapeChange<>(Dimension.MEMORY_HARD, Limit.of(from), Limit.of(to)))));
  }

  /** While one waits to go back, nobody grows into the room that it needs for that. */
  @Test
  void apply_whileOneIsHalfShaped_keepsItsRoom() {
    SimulatedPlatform failing =
        SimulatedPlatform.builder()
            .faults(
                FaultPlan.scripted(
                    List.of(Fault.NONE, Fault.FAIL, Fault.FAIL, Fault.FAIL, Fault.NONE)))
            .build();
    failing.add(A, cpu(4).with(Dimension.MEMORY_HARD, Limit.of(1)));
    failing.add(B, cpu(4));
    try (TransactionalShaper shaper = open(failing)) {
      shaper.apply(plan(planned(A, cpu(2).with(Dimension.MEMORY_HARD, Limit.of(2)))), NOW);
      assertThat(failing.read(A)).contains(cpu(2).with(Dimension.MEMORY_HARD, Limit.of(1)));
      ShapingReport report = shaper.apply(plan(planned(A, cpu(2)), planned(B, cpu(5))), NOW);
      assertThat(Plans.of(report, B).outcome()).isEqualTo(ShapingOutcome.DEFERRED);
    }
  }

  private Journal journal() throws IOException {
    return Journal.open(directory, Dimension::of, 1 << 20, JournalFile::new);
  }

  @Test
  void journal_isTextThatAPersonCanRead() throws IOException {
    platform.add(A, cpu(1));
    try (TransactionalShaper shaper = open(platform)) {
      shaper.apply(plan(planned(A, cpu(2))), NOW);
    }
    assertThat(Files.readAllLines(directory.resolve("journal")))
        .extracting(line -> line.substring(9))
        .containsExactly(
            "foreshape-journal 1", "begin 1 a host 0 cpu.quota LIMIT 1.0 2.0", "end 1 a NEW");
  }
}
