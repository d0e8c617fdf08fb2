package io.foreshape.bench;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.linux.CgroupActuatorProvider;
import io.foreshape.shaper.TransactionalShaper;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Measures what it costs to set six knobs of each of many cgroups of this machine, all of them to
 * another value: a C loop that writes the files, the actuator (through the kernel module if it is
 * loaded), and the shaper with a journal, whose same plan is applied once more, with nothing to do.
 * They take turns on the same groups.
 *
 * <p>Not thread-safe.
 */
public final class ShapingCost implements Closeable {

  private static final int ROUNDS = 40;

  private final List<MadeKnob<?>> knobs;
  private final int groups;
  private final CLoop c;
  private final Actuator actuator;
  private final Shaper shaper;
  private final Passes byC = new Passes("C: open, write, close");
  private final Passes byActuator = new Passes("the actuator");
  private final Passes changing = new Passes("the shaper, a plan that changes all");
  private final Passes unchanged = new Passes("the shaper, the same plan again");

  private ShapingCost(MadeCgroups made, int groups, Path program, Path journal) throws IOException {
    this.groups = groups;
    String device = device();
    knobs = made.areV2() ? MadeKnob.V2 : MadeKnob.v1(device);
    Settings settings = Settings.of(new TreeMap<>(Map.of("scope", made.scope(), "device", device)));
    c = CLoop.start(program, files(made));
    actuator = new CgroupActuatorProvider().create(settings);
    shaper =
        TransactionalShaper.builder(new CgroupActuatorProvider().create(settings))
            .journal(journal)
            .build();
  }

  /**
   * Makes groups, sets their knobs some times, and prints what it cost.
   *
   * @param arguments how many groups, and the C loop's program
   * @throws IOException if groups can't be made
   */
  public static void main(String[] arguments) throws IOException {
    int groups = Integer.parseInt(arguments[0]);
    Path journal = Files.createTempDirectory("foreshape-journal");
    try (MadeCgroups made = MadeCgroups.make(groups, List.of("cpu", "memory", "pids", "blkio"));
        ShapingCost cost = new ShapingCost(made, groups, Path.of(arguments[1]), journal)) {
      for (int round = 0; round < ROUNDS; round++) {
        cost.round(round);
      }
      cost.print();
    }
  }

  /** Any whole disk of this machine: nobody in the groups uses it. */
  private static String device() throws IOException {
    try (Stream<Path> disks = Files.list(Path.of("/sys/block"))) {
      Path disk = disks.sorted().findFirst().orElseThrow();
      return Files.readString(disk.resolve("dev")).strip();
    }
  }

  private List<String> files(MadeCgroups made) {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      for (MadeKnob<?> knob : knobs) {
        Path file = made.file(i, knob.controller(), knob.file());
        files.add(file + "\t" + String.join("\t", knob.texts()));
      }
    }
    return files;
  }

  /** Everybody finds the other values, and the shaper those that it has set last. */
  private void round(int round) throws IOException {
    int which = round % 2;
    byC.add(c.passNanos());
    List<ShapeChange<?>> back = shape(which).diff(shape(1 - which));
    byActuator.measure(() -> setAll(back));
    ShapePlan plan = plan(shape(which));
    changing.measure(() -> apply(plan, ShapingOutcome.APPLIED, groups * knobs.size()));
    unchanged.measure(() -> apply(plan, ShapingOutcome.UNCHANGED, 0));
  }

  private Shape shape(int which) {
    Shape shape = Shape.untouched();
    for (MadeKnob<?> knob : knobs) {
      shape = knob.in(shape, which);
    }
    return shape;
  }

  private ShapePlan plan(Shape shape) {
    List<PlannedShape> shapes = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      shapes.add(
          new PlannedShape(
              new InstanceId(MadeCgroups.name(i)), new HostId("host"), shape, List.of()));
    }
    Certificate certificate =
        new Certificate(Certificate.Status.FEASIBLE, 1, 0, "made", 0, Duration.ZERO);
    return new ShapePlan(Instant.EPOCH, shapes, certificate, List.of(), List.of(), List.of());
  }

  private void apply(ShapePlan plan, ShapingOutcome expected, int writes) {
    ShapingReport report = shaper.apply(plan, Instant.EPOCH);
    report.results().stream()
        .filter(result -> result.outcome() != expected)
        .findFirst()
        .ifPresent(
            result -> {
              throw new IllegalStateException("Not " + expected + ": " + result);
            });
    if (report.writes().size() != writes) {
      throw new IllegalStateException(report.writes().size() + " writes, not " + writes);
    }
  }

  private void setAll(List<ShapeChange<?>> changes) {
    for (int i = 0; i < groups; i++) {
      InstanceId id = new InstanceId(MadeCgroups.name(i));
      Actuation answer = actuator.applyTogether(id, changes).orElseGet(() -> oneByOne(id, changes));
      if (answer.status() != Actuation.Status.DONE) {
        throw new IllegalStateException("Group (" + id + ") can't be set: " + answer.cause());
      }
    }
  }

  private Actuation oneByOne(InstanceId id, List<ShapeChange<?>> changes) {
    return changes.stream()
        .map(change -> actuator.apply(id, change))
        .filter(answer -> answer.status() != Actuation.Status.DONE)
        .findFirst()
        .orElse(Actuation.done());
  }

  private void print() {
    String way = Files.exists(Path.of("/dev/foreshape")) ? "module" : "files";
    System.out.printf(
        "%d cgroups of %d knobs, by %s; CPU time of %d passes, and how many times that of C%n",
        groups, knobs.size(), way, ROUNDS);
    for (Passes passes : List.of(byC, byActuator, changing, unchanged)) {
      System.out.println(passes.line(byC, groups));
    }
    System.out.println("again, to the plan that changes all:");
    System.out.println(unchanged.line(changing, groups));
  }

  @Override
  public void close() throws IOException {
    c.close();
    actuator.close();
    shaper.close();
  }
}
