package io.foreshape.core;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.host.Host;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.BlackBox;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.MissCurve;
import io.foreshape.api.workload.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole circle: usage → profile → allocation → shape, and what was predicted against what
 * happened.
 *
 * <p>It has no thread and no clock; the host calls {@link #tick} from its own scheduler, as often
 * as samples come. A plan is made at the first tick and then whenever the replanning interval has
 * passed; it is in force until the next one and covers what is needed until a lead after that. So
 * what grows is there a lead before its load comes, and nothing shrinks before its load has passed.
 * A sample that comes more than a replanning interval late is learnt from, but not compared with
 * what had been predicted.
 *
 * <p>Not thread-safe; one thread calls {@link #tick}. Closing it closes its stages.
 */
public final class ShapingLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShapingLoop.class);

  private final UsageSource source;
  private final Profiler profiler;
  private final Allocator allocator;
  private final Shaper shaper;
  private final Planning planning;
  private final ShapingMode mode;
  private final Duration replan;
  private final Predictions predictions;
  private final Watch watch;

  private @Nullable Instant lastTick;
  private @Nullable Instant nextPlan;

  private ShapingLoop(Builder builder) {
    this.source = builder.source == null ? Stages.source() : builder.source;
    this.profiler = builder.profiler == null ? Stages.profiler() : builder.profiler;
    this.allocator = builder.allocator == null ? Stages.allocator() : builder.allocator;
    this.shaper = builder.shaper == null ? Stages.shaper() : builder.shaper;
    CostModel costs = requireNonNull(builder.costs, "costs");
    this.mode = builder.mode;
    this.replan = builder.replan;
    this.predictions = new Predictions(costs);
    this.watch = new Watch(profiler, predictions);
    this.planning =
        new Planning(
            profiler,
            allocator,
            builder.hosts,
            builder.sharedLimits,
            costs,
            new Horizon(builder.lead, builder.replan, builder.lookAhead),
            builder.pace,
            builder.missCurves,
            builder.blackBoxes,
            predictions);
  }

  /**
   * A builder; every stage that is not set is found by {@link java.util.ServiceLoader}.
   *
   * @return the builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Takes in what is new and, if it is time, plans and shapes.
   *
   * @param now the instant; not before that of the last tick
   * @return what was done
   * @throws IllegalArgumentException if the time runs backwards
   * @throws RuntimeException whatever a stage throws; a plan that failed is tried again at the next
   *     tick
   */
  public TickReport tick(Instant now) {
    if (lastTick != null && now.isBefore(lastTick)) {
      throw new IllegalArgumentException(
          "Ticks go forward in time, got (" + now + ") after " + lastTick);
    }
    lastTick = now;
    List<Instance> instances = source.instances(now);
    watch.follow(instances);
    Watch.Taken taken = watch.takeIn(source.samples(now), now);
    if (nextPlan != null && now.isBefore(nextPlan)) {
      return report(now, taken, null, null);
    }
    predictions.forgetBefore(now.minus(replan));
    ShapePlan plan = planning.plan(now, instances, shaper.current(watch.known()));
    ShapingReport shaping =
        mode == ShapingMode.APPLY ? shaper.apply(plan, now) : shaper.preview(plan, now);
    // Only now: what failed is tried again at the next tick, not an interval later.
    nextPlan = planAfter(now);
    return report(now, taken, plan, shaping);
  }

  /** Keeps the rhythm of the first plan, so that ticks that come late do not push plans back. */
  private Instant planAfter(Instant now) {
    if (nextPlan == null) {
      return now.plus(replan);
    }
    long missed = Duration.between(nextPlan, now).dividedBy(replan);
    return nextPlan.plus(replan.multipliedBy(missed + 1));
  }

  private TickReport report(
      Instant now, Watch.Taken taken, @Nullable ShapePlan plan, @Nullable ShapingReport shaping) {
    TickReport report =
        new TickReport(
            now,
            watch.known().size(),
            taken.samples(),
            taken.deviations(),
            Optional.ofNullable(plan),
            Optional.ofNullable(shaping));
    LOG.debug("{}", report);
    return report;
  }

  /** Closes the stages. */
  @Override
  public void close() {
    try (UsageSource first = source;
        Profiler second = profiler;
        Allocator third = allocator;
        Shaper fourth = shaper) {
      LOG.debug("Closing {}, {}, {} and {}", first, second, third, fourth);
    }
  }

  /**
   * Puts a {@link ShapingLoop} together; setting a value again replaces it.
   *
   * <p>Not thread-safe.
   */
  public static final class Builder {

    private @Nullable UsageSource source;
    private @Nullable Profiler profiler;
    private @Nullable Allocator allocator;
    private @Nullable Shaper shaper;
    private List<Host> hosts = List.of();
    private @Nullable CostModel costs;
    private List<SharedLimit> sharedLimits = List.of();
    private ShapingMode mode = ShapingMode.RECOMMEND;
    private Duration replan = Duration.ofHours(1);
    private Duration lead = Duration.ofMinutes(5);
    private int lookAhead = 1;
    private Pace pace = Pace.unlimited();
    private Function<InstanceId, Optional<MissCurve>> missCurves = unknown -> Optional.empty();
    private Function<InstanceId, Optional<BlackBox>> blackBoxes = unknown -> Optional.empty();

    private Builder() {}

    /**
     * Where instances and usage come from.
     *
     * @param value the source; found by {@link java.util.ServiceLoader} if not set
     * @return this builder
     */
    public Builder source(UsageSource value) {
      source = requireNonNull(value, "source");
      return this;
    }

    /**
     * Who learns.
     *
     * @param value the profiler; found by {@link java.util.ServiceLoader} if not set
     * @return this builder
     */
    public Builder profiler(Profiler value) {
      profiler = requireNonNull(value, "profiler");
      return this;
    }

    /**
     * Who decides.
     *
     * @param value the allocator; found by {@link java.util.ServiceLoader} if not set
     * @return this builder
     */
    public Builder allocator(Allocator value) {
      allocator = requireNonNull(value, "allocator");
      return this;
    }

    /**
     * Who applies.
     *
     * @param value the shaper; found by {@link java.util.ServiceLoader} if not set
     * @return this builder
     */
    public Builder shaper(Shaper value) {
      shaper = requireNonNull(value, "shaper");
      return this;
    }

    /**
     * The hosts that instances run on.
     *
     * @param value the hosts
     * @return this builder
     */
    public Builder hosts(Collection<Host> value) {
      hosts = List.copyOf(value);
      return this;
    }

    /**
     * What reserving, running short and changing cost; must be set.
     *
     * @param value the cost model
     * @return this builder
     */
    public Builder costs(CostModel value) {
      costs = requireNonNull(value, "costs");
      return this;
    }

    /**
     * What hosts share: a fleet's money, a rack's uplink, a licence; nothing if not set.
     *
     * @param value the limits
     * @return this builder
     */
    public Builder sharedLimits(Collection<SharedLimit> value) {
      sharedLimits = List.copyOf(value);
      return this;
    }

    /**
     * Whether to act; {@link ShapingMode#RECOMMEND} until the host says otherwise.
     *
     * @param value the mode
     * @return this builder
     */
    public Builder mode(ShapingMode value) {
      mode = requireNonNull(value, "mode");
      return this;
    }

    /**
     * The time between two plans; an hour if not set.
     *
     * @param value positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder replanEvery(Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw new IllegalArgumentException(
            "The time between two plans is positive, got (" + value + ")");
      }
      replan = value;
      return this;
    }

    /**
     * By how long what grows shall be there before its load; five minutes if not set. It covers
     * what the platform and the forecast's error in time need.
     *
     * @param value not negative
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder lead(Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException("A lead is not negative, got (" + value + ")");
      }
      lead = value;
      return this;
    }

    /**
     * How many replanning intervals a plan looks ahead; one if not set. More than one matters where
     * the pace limits growth, for then a shape grows as early as it must, and where changes have a
     * price, for then nothing is changed that would soon be changed back.
     *
     * @param intervals at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder lookAhead(int intervals) {
      if (intervals < 1) {
        throw new IllegalArgumentException(
            "A plan looks ahead by at least 1 interval, got (" + intervals + ")");
      }
      lookAhead = intervals;
      return this;
    }

    /**
     * How fast shapes may change, and when they may not; unlimited if not set.
     *
     * @param value the pace
     * @return this builder
     */
    public Builder pace(Pace value) {
      pace = requireNonNull(value, "pace");
      return this;
    }

    /**
     * What the storage cache is worth to each instance; asked of every instance at every plan. Not
     * known of any if not set.
     *
     * @param value the miss curve of an instance, or empty where it is not known
     * @return this builder
     */
    public Builder missCurves(Function<InstanceId, Optional<MissCurve>> value) {
      missCurves = requireNonNull(value, "missCurves");
      return this;
    }

    /**
     * What amounts cost each instance that no price tells; asked of every instance at every plan.
     * Not known of any if not set.
     *
     * @param value the black box of an instance, or empty where it has none
     * @return this builder
     */
    public Builder blackBoxes(Function<InstanceId, Optional<BlackBox>> value) {
      blackBoxes = requireNonNull(value, "blackBoxes");
      return this;
    }

    /**
     * The loop.
     *
     * @return a loop that has not ticked
     * @throws IllegalStateException if no cost model is set
     * @throws io.foreshape.api.provider.ConfigurationException if a stage is not set and no
     *     provider of it is found
     */
    public ShapingLoop build() {
      if (costs == null) {
        throw new IllegalStateException("A shaping loop needs a cost model; call costs(...)");
      }
      return new ShapingLoop(this);
    }
  }
}
