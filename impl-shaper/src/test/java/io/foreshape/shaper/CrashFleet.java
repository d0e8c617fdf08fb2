package io.foreshape.shaper;

import static io.foreshape.shaper.Plans.HOST;
import static io.foreshape.shaper.Plans.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.plan.Headroom;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.Fault;
import io.foreshape.shaper.simulated.FaultPlan;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Five instances on a full host that outlive the processes that shape them. */
final class CrashFleet implements Closeable {

  /**
   * One process: it applies a plan and lives or is killed.
   *
   * @param wishes three numbers per instance, for CPU, memory and weight
   * @param mayDie whether it is killed
   * @param steps after how many steps
   * @param cut the share of what was not flushed that is lost
   */
  record Act(List<Integer> wishes, boolean mayDie, int steps, double cut) {}

  private static final int SIZE = 5;
  private static final double CAPACITY = 30;
  private static final double GRAIN = 0x1p-4;
  private static final List<Dimension<Limit>> SUMMED =
      List.of(Dimension.CPU_QUOTA, Dimension.MEMORY_HARD);

  private final Path directory = Files.createTempDirectory("foreshape-crash");
  private final List<String> violations = new ArrayList<>();
  private final Map<InstanceId, Shape> originals = new HashMap<>();
  private final Map<InstanceId, Shape> before = new HashMap<>();
  private final SimulatedPlatform platform;
  private final boolean makesTogether;
  private ShapePlan plan = Plans.plan();

  CrashFleet(List<Fault> faults, boolean makesTogether) throws IOException {
    this.makesTogether = makesTogether;
    platform =
        SimulatedPlatform.builder()
            .grain(Dimension.CPU_QUOTA, GRAIN)
            .grain(Dimension.MEMORY_HARD, GRAIN)
            .faults(FaultPlan.scripted(faults))
            .log(write -> look())
            .build();
    for (int i = 0; i < SIZE; i++) {
      Shape shape =
          Shape.untouched()
              .with(Dimension.CPU_QUOTA, Limit.of(CAPACITY / SIZE))
              .with(Dimension.MEMORY_HARD, Limit.of(CAPACITY / SIZE));
      platform.add(id(i), i % 2 == 0 ? shape : shape.with(Dimension.CPU_WEIGHT, new Weight(7)));
      platform.setUse(id(i), ResourceVector.of(Resource.MEMORY, 0.05));
      originals.put(id(i), platform.read(id(i)).orElseThrow());
    }
  }

  private static InstanceId id(int index) {
    return new InstanceId("i" + index);
  }

  private void look() {
    for (Dimension<Limit> dimension : SUMMED) {
      double sum = sum(dimension);
      if (sum > CAPACITY + 1e-9) { // sums of multiples of 1/16 are exact
        violations.add(dimension + ": " + sum);
      }
    }
  }

  private double sum(Dimension<Limit> dimension) {
    return platform.instances().stream()
        .mapToDouble(id -> amount(platform.read(id).orElseThrow(), dimension))
        .sum();
  }

  private static double amount(Shape shape, Dimension<Limit> dimension) {
    return shape.get(dimension).orElseThrow().orInfinity();
  }

  List<String> violations() {
    return violations;
  }

  /** Takes note of what there is. */
  void before() {
    before.clear();
    platform.instances().forEach(id -> before.put(id, platform.read(id).orElseThrow()));
  }

  /** Wishes, scaled so that they fill the host, and what it then has left. */
  private ShapePlan plan(Act act) {
    double cpu = 0;
    double memory = 0;
    for (int i = 0; i < SIZE; i++) {
      cpu += act.wishes.get(i);
      memory += act.wishes.get(SIZE + i);
    }
    List<PlannedShape> shapes = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      Shape target =
          Shape.untouched()
              .with(Dimension.CPU_QUOTA, Limit.of(CAPACITY * act.wishes.get(i) / cpu))
              .with(Dimension.MEMORY_HARD, Limit.of(CAPACITY * act.wishes.get(SIZE + i) / memory));
      int weight = act.wishes.get(2 * SIZE + i);
      shapes.add(
          Plans.planned(
              id(i),
              weight % 2 == 0 ? target : target.with(Dimension.CPU_WEIGHT, new Weight(weight))));
    }
    return Plans.plan(
        shapes,
        List.of(
            new Headroom(HOST, Resource.CPU, Limit.of(0)),
            new Headroom(HOST, Resource.MEMORY, Limit.of(0))));
  }

  /** One process that applies a plan; whether it was killed. */
  boolean run(Act act) throws IOException {
    plan = plan(act);
    return live(
        act.mayDie ? act.steps : Integer.MAX_VALUE, act.cut, shaper -> shaper.apply(plan, NOW));
  }

  /** One process; whether it was killed, and then part of what it had not flushed is lost. */
  boolean live(int steps, double cut, Consumer<TransactionalShaper> work) throws IOException {
    Life life = new Life(steps);
    TransactionalShaper shaper = null;
    try {
      shaper =
          TransactionalShaper.builder(new MortalActuator(platform, life, makesTogether))
              .journal(directory)
              .build(path -> new DyingFile(path, life), 2_000);
      work.accept(shaper);
      shaper.close();
      return false;
    } catch (Life.Killed e) {
      if (shaper != null) {
        shaper.close(); // what the operating system does for a process that has died
      }
      life.file().close();
      lose(life.file().forced(), cut);
      return true;
    }
  }

  private void lose(long forced, double cut) throws IOException {
    Path journal = directory.resolve("journal");
    long size = Files.size(journal);
    // Killed while writing it anew: the old one was flushed long ago, and the new one is no
    // journal.
    boolean isBeingReplaced = Files.exists(directory.resolve("journal.next"));
    if (size > forced && !isBeingReplaced) {
      try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
        file.setLength(forced + Math.round((size - forced) * (1 - cut)));
      }
    }
  }

  /** Recovers until nothing is left, which it is once the faults are used up. */
  void recoverAll() throws IOException {
    live(
        Integer.MAX_VALUE,
        0,
        shaper -> {
          int left = Integer.MAX_VALUE;
          for (int i = 0; i < 150 && left > 0; i++) {
            left = shaper.recover(NOW).count(ShapingOutcome.DEFERRED);
          }
          assertThat(left).isZero();
        });
  }

  void restoreAll() throws IOException {
    live(
        Integer.MAX_VALUE,
        0,
        shaper -> {
          ShapingReport report = shaper.restore(NOW);
          for (int i = 0; i < 150 && !report.results().isEmpty(); i++) {
            report = shaper.restore(NOW);
          }
          assertThat(report.results()).isEmpty();
        });
  }

  void assertOldOrNew(Act act) {
    for (PlannedShape planned : plan(act).shapes()) {
      InstanceId id = planned.instance();
      platform
          .read(id)
          .ifPresent(now -> assertThat(now).isIn(before.get(id), held(id, planned.shape())));
    }
  }

  private Shape held(InstanceId id, Shape target) {
    Shape old = before.get(id);
    List<ShapeChange<?>> rounded = new ArrayList<>();
    for (ShapeChange<?> change : old.diff(target)) {
      rounded.add(held(id, change));
    }
    return old.apply(rounded);
  }

  private <T> ShapeChange<T> held(InstanceId id, ShapeChange<T> change) {
    T to = change.dimension().type().cast(change.to());
    return new ShapeChange<>(
        change.dimension(), change.from(), platform.held(id, change.dimension(), to));
  }

  void assertOriginal() {
    for (InstanceId id : platform.instances()) {
      assertThat(platform.read(id)).contains(originals.get(id));
    }
  }

  @Override
  public void close() throws IOException {
    for (String name : List.of("journal", "journal.next", "lock")) {
      Files.deleteIfExists(directory.resolve(name));
    }
    Files.delete(directory);
  }
}
