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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures what it costs to set six knobs of each of many cgroups of this machine, all of them to
 * another value: the actuator (through the kernel module if it is loaded), and then the shaper with
 * a journal, whose same plan is applied once more, with nothing to do. Either takes turns with C
 * loops, two passes each, from one set of values to the other and back: one that only writes the
 * same files, and for the shaper two that make all of its calls ({@link ShapingCalls#all}).
 *
 * <p>Not thread-safe.
 */
public final class ShapingCost {

  private static final int ROUNDS = 20;

  private final List<MadeKnob<?>> knobs;
  private final int groups;
  private final Settings settings;
  private final CLoop writing;
  private final CLoop calling;
  private final CLoop callingOpen;
  private final Passes byC = new Passes("C: open, write, close");
  private final Passes callsByC = new Passes("C: all the shaper's calls");
  private final Passes openCallsByC = new Passes("C: the same, files stay open");
  private final Passes byActuator = new Passes("the actuator");
  private final Passes changing = new Passes("the shaper, a plan that changes all");
  private final Passes unchanged = new Passes("the shaper, the same plan again");

  private ShapingCost(
      List<MadeKnob<?>> knobs,
      int groups,
      Settings settings,
      CLoop writing,
      CLoop calling,
      CLoop callingOpen) {
    this.knobs = knobs;
    this.groups = groups;
    this.settings = settings;
    this.writing = writing;
    this.calling = calling;
    this.callingOpen = callingOpen;
  }

  /**
   * Makes groups, sets their knobs some times, and prints what it cost.
   *
   * @param arguments how many groups, and the C loop's program
   * @throws IOException if groups can't be made
   */
  public static void main(String[] arguments) throws IOException {
    int groups = Integer.parseInt(arguments[0]);
    String device = device();
    try (MadeCgroups made = MadeCgroups.make(groups, List.of("cpu", "memory", "pids", "blkio"))) {
      List<MadeKnob<?>> knobs = made.areV2() ? MadeKnob.V2 : MadeKnob.v1(device);
      Settings settings = Settings.of(Map.of("scope", made.scope(), "device", device));
      ShapingCalls calls = new ShapingCalls(made, groups, knobs);
      Path program = Path.of(arguments[1]);
      try (CLoop writing = CLoop.start(program, calls.writes());
          CLoop calling = CLoop.start(program, calls.all());
          CLoop callingOpen = CLoop.startKeepingOpen(program, calls.all())) {
        ShapingCost cost = new ShapingCost(knobs, groups, settings, writing, calling, callingOpen);
        cost.measureActuator();
        cost.measureShaper();
        cost.print();
      }
    }
  }

  /** Any whole disk of this machine: nobody in the groups uses it. */
  private static String device() throws IOException {
    try (Stream<Path> disks = Files.list(Path.of("/sys/block"))) {
      Path disk = disks.sorted().findFirst().orElseThrow();
      return Files.readString(disk.resolve("dev")).strip();
    }
  }

  private void measureActuator() throws IOException {
    try (Actuator actuator = new CgroupActuatorProvider().create(settings)) {
      for (int round = 0; round < ROUNDS; round++) {
        measureC(writing, byC);
        for (int which = 0; which < 2; which++) {
          List<ShapeChange<?>> changes = shape(1 - which).diff(shape(which));
          byActuator.measure(() -> setAll(actuator, changes));
        }
      }
    }
  }

  private void measureShaper() throws IOException {
    Path journal = Files.createTempDirectory("foreshape-journal");
    try (Shaper shaper =
        TransactionalShaper.builder(new CgroupActuatorProvider().create(settings))
            .journal(journal)
            .build()) {
      for (int round = 0; round < ROUNDS; round++) {
        measureC(writing, byC);
        measureC(calling, callsByC);
        measureC(callingOpen, openCallsByC);
        for (int which = 0; which < 2; which++) {
          ShapePlan plan = plan(shape(which));
          int writes = groups * knobs.size();
          changing.measure(() -> apply(shaper, plan, ShapingOutcome.APPLIED, writes));
          unchanged.measure(() -> apply(shaper, plan, ShapingOutcome.UNCHANGED, 0));
        }
      }
    }
  }

  private static void measureC(CLoop c, Passes passes) throws IOException {
    passes.add(c.passNanos());
    passes.add(c.passNanos());
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

  private static void apply(Shaper shaper, ShapePlan plan, ShapingOutcome expected, int writes) {
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

  private void setAll(Actuator actuator, List<ShapeChange<?>> changes) {
    for (int i = 0; i < groups; i++) {
      InstanceId id = new InstanceId(MadeCgroups.name(i));
      Actuation answer =
          actuator.applyTogether(id, changes).orElseGet(() -> oneByOne(actuator, id, changes));
      if (answer.status() != Actuation.Status.DONE) {
        throw new IllegalStateException("Group (" + id + ") can't be set: " + answer.cause());
      }
    }
  }

  private static Actuation oneByOne(
      Actuator actuator, InstanceId id, List<ShapeChange<?>> changes) {
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
        groups, knobs.size(), way, 2 * ROUNDS);
    for (Passes passes : List.of(byC, callsByC, openCallsByC, byActuator, changing, unchanged)) {
      System.out.println(passes.line(byC, groups));
    }
    System.out.println("to the C loop that makes the same calls:");
    System.out.println(changing.line(callsByC, groups));
    System.out.println("and keeps the files open:");
    System.out.println(changing.line(openCallsByC, groups));
    System.out.println("again, to the plan that changes all:");
    System.out.println(unchanged.line(changing, groups));
  }
}
