package io.foreshape.samples.cli.live;

import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.core.ShapingLoop;
import io.foreshape.core.TickReport;
import io.foreshape.samples.cli.live.LiveGroups.Side;
import io.foreshape.shaper.TransactionalShaper;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A run, from the orders to their restoration: a look each step at both sides, the loop on the one.
 *
 * <p>Not thread-safe.
 */
final class LiveRun implements AutoCloseable {

  private static final int STEPS = Live.DAYS * Curve.STEPS_PER_DAY;
  private static final Set<InstanceId> ALL =
      Arrays.stream(Workload.values()).map(Workload::id).collect(Collectors.toSet());

  private final FastClock clock;
  private final Fleet fleet;
  private final Map<Resource, String> notShaped;
  private final TransactionalShaper shaper;
  private final Profiler profiler;
  private final ShapingLoop loop;
  private final LiveSource shaped;
  private final LiveSource fixed;
  private final Map<InstanceId, Shape> ordered;
  private final Diary diary = new Diary();
  private Map<InstanceId, Shape> shapes;
  private String note = "";

  private LiveRun(
      LiveGroups groups,
      LiveNetwork network,
      Fleet fleet,
      FastClock clock,
      Map<Resource, String> notShaped,
      TransactionalShaper shaper)
      throws IOException {
    this.clock = clock;
    this.fleet = fleet;
    this.notShaped = notShaped;
    this.shaper = shaper;
    this.ordered = shaper.current(ALL);
    this.shapes = ordered;
    this.shaped = source(groups, network, Side.SHAPED);
    this.fixed = source(groups, network, Side.FIXED);
    this.profiler = LiveStages.profiler();
    this.loop = LiveStages.loop(shaped, profiler, shaper, notShaped.keySet());
  }

  private LiveSource source(LiveGroups groups, LiveNetwork network, Side side) {
    return new LiveSource(
        LiveStages.cgroups(groups.scope(side), network.device(side)),
        clock,
        instance -> fleet.sentBytes(side, instance));
  }

  /**
   * Gives all instances what is ordered, and puts the stages together.
   *
   * @param disk the disk that is written to, if it is one
   */
  static LiveRun prepare(
      LiveGroups groups,
      LiveNetwork network,
      Fleet fleet,
      FastClock clock,
      Optional<String> disk,
      Path journal)
      throws IOException {
    try (Actuator twins = actuator(groups, network, Side.FIXED, disk)) {
      Orders.place(twins);
    }
    Actuator actuator = actuator(groups, network, Side.SHAPED, disk);
    Map<Resource, String> notShaped = new TreeMap<>(Orders.place(actuator));
    network.obstacle().ifPresent(reason -> notShaped.put(Resource.NETWORK_EGRESS, reason));
    if (disk.isEmpty()) {
      notShaped.computeIfPresent(
          Resource.DISK_WRITE_THROUGHPUT,
          (resource, reason) -> "temporary files don't lie on a disk here");
    }
    TransactionalShaper shaper = TransactionalShaper.builder(actuator).journal(journal).build();
    return new LiveRun(groups, network, fleet, clock, notShaped, shaper);
  }

  private static Actuator actuator(
      LiveGroups groups, LiveNetwork network, Side side, Optional<String> disk) {
    return LiveStages.actuator(groups.scope(side), disk, network.device(side));
  }

  /** Runs until it is over or told to stop, restores, and says what came of it. */
  List<String> run(Screen screen, Stop stop) throws IOException {
    notShaped.forEach(
        (resource, reason) ->
            Paragraph.of("Not shaped: " + resource + ": " + reason).forEach(screen::say));
    fleet.begin(clock.start());
    shaper.stop("it learns the first day");
    int learnt = Integer.MAX_VALUE;
    for (int step = 0; step <= STEPS && stop.waitUntil(clock.startOf(step)); step++) {
      if (step == Curve.STEPS_PER_DAY) {
        shaper.resume();
        learnt = diary.of(Workload.WEB).size() + 1; // the first shape counts from the next look on
      }
      look(screen, step);
    }
    List<String> ending = new ArrayList<>(List.of(""));
    ending.addAll(Summary.of(diary.without(learnt), notShaped));
    ending.addAll(fleet.failures());
    ending.add(restore());
    return ending;
  }

  private void look(Screen screen, int step) throws IOException {
    Instant now = clock.told(InstantSource.system().instant());
    Map<InstanceId, Shape> before = shapes;
    TickReport report = loop.tick(now);
    fixed.samples(now);
    for (Workload workload : Workload.values()) {
      moment(workload, before).ifPresent(diary.of(workload)::add);
    }
    shapes = shaper.current(ALL);
    fleet.revive(clock.start());
    report.shaping().ifPresent(shaping -> note = note(report, shaping));
    boolean isLearning = step < Curve.STEPS_PER_DAY;
    screen.show(new View(step, STEPS, clock.day(), isLearning, panels(report.plan(), now), note));
  }

  private Optional<Moment> moment(Workload workload, Map<InstanceId, Shape> before) {
    UsageSample one = shaped.last().get(workload.id());
    UsageSample twin = fixed.last().get(workload.id());
    if (one == null || twin == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Moment(
            clock.realSeconds(one.length()),
            half(one, before, workload),
            half(twin, ordered, workload)));
  }

  private static Moment.Half half(
      UsageSample sample, Map<InstanceId, Shape> shapes, Workload workload) {
    return Moment.Half.of(
        sample, shapes.getOrDefault(workload.id(), Shape.untouched()), workload.resource());
  }

  private List<View.Panel> panels(Optional<ShapePlan> plan, Instant now) {
    Map<InstanceId, PlannedShape> planned = new HashMap<>();
    plan.ifPresent(made -> made.shapes().forEach(each -> planned.put(each.instance(), each)));
    TimeGrid ahead = new TimeGrid(now, FastClock.STEP, Chart.AHEAD);
    List<View.Panel> panels = new ArrayList<>();
    for (Instance instance : shaped.instances(now)) {
      for (Workload workload : Workload.values()) {
        if (workload.id().equals(instance.id())) {
          Optional<PlannedShape> shape = Optional.ofNullable(planned.get(instance.id()));
          Outlook outlook = Outlook.of(workload, profiler.profile(instance, ahead), shape);
          boolean isShaped = !notShaped.containsKey(workload.resource());
          panels.add(new View.Panel(workload, diary.of(workload), outlook, isShaped));
        }
      }
    }
    panels.sort((one, other) -> one.workload().compareTo(other.workload()));
    return panels;
  }

  private static String note(TickReport report, ShapingReport shaping) {
    StringJoiner outcomes = new StringJoiner(", ");
    for (ShapingOutcome outcome : ShapingOutcome.values()) {
      int count = shaping.count(outcome);
      if (count > 0) {
        outcomes.add(count + " " + outcome);
      }
    }
    String how = report.plan().map(plan -> plan.certificate().status().name()).orElse("");
    return "plan " + how + ": " + outcomes + ". Ctrl-C restores everything and ends.";
  }

  /** Gives everything back, and says whether that is how it was. */
  private String restore() {
    shaper.restore(clock.told(InstantSource.system().instant()));
    Map<InstanceId, Shape> now = shaper.current(ALL);
    List<String> others = new ArrayList<>();
    ordered.forEach(
        (instance, shape) -> {
          Shape has = now.get(instance);
          if (has == null || !has.equals(shape)) {
            others.add(instance + " has " + has + ", ordered was " + shape);
          }
        });
    return others.isEmpty()
        ? "Restored: all " + ordered.size() + " groups had the values of their orders again."
        : "NOT restored: " + String.join("; ", others);
  }

  @Override
  public void close() {
    try {
      loop.close();
    } finally {
      fixed.close();
    }
  }
}
