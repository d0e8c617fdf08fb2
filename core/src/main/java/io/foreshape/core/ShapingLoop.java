package io.foreshape.core;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.forecast.Deviation;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole circle: usage → profile → allocation → shape, and what was predicted against what
 * happened.
 *
 * <p>It has no thread and no clock; the host calls {@link #tick} from its own scheduler, as often
 * as samples come. A plan is made at the first tick and then whenever the replanning interval has
 * passed; it covers the time from the lead after the tick to a replanning interval later. A sample
 * that comes more than a replanning interval late is learnt from, but not compared with what had
 * been predicted.
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
  private final Duration lead;
  private final Predictions predictions;

  private Map<InstanceId, Instance> known = Map.of();
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
    this.lead = builder.lead;
    this.predictions = new Predictions(costs);
    this.planning =
        new Planning(profiler, allocator, builder.hosts, builder.sharedLimits, costs, predictions);
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
    follow(instances);
    List<Deviation> deviations = new ArrayList<>();
    int samples = takeIn(source.samples(now), now, deviations);
    if (nextPlan != null && now.isBefore(nextPlan)) {
      return report(now, samples, deviations, null, null);
    }
    predictions.forgetBefore(now.minus(replan));
    TimeGrid window = new TimeGrid(now.plus(lead), replan, 1);
    ShapePlan plan = planning.plan(window, instances, shaper.current(known.keySet()));
    ShapingReport shaping =
        mode == ShapingMode.APPLY ? shaper.apply(plan, now) : shaper.preview(plan, now);
    // Only now: what failed is tried again at the next tick, not an interval later.
    nextPlan = planAfter(now);
    return report(now, samples, deviations, plan, shaping);
  }

  /** Keeps the rhythm of the first plan, so that ticks that come late do not push plans back. */
  private Instant planAfter(Instant now) {
    if (nextPlan == null) {
      return now.plus(replan);
    }
    long missed = Duration.between(nextPlan, now).dividedBy(replan);
    return nextPlan.plus(replan.multipliedBy(missed + 1));
  }

  private void follow(List<Instance> instances) {
    Map<InstanceId, Instance> present = new LinkedHashMap<>();
    for (Instance instance : instances) {
      present.put(instance.id(), instance);
    }
    Set<InstanceId> gone = new HashSet<>(known.keySet());
    gone.removeAll(present.keySet());
    gone.forEach(profiler::forget);
    predictions.retain(present.keySet());
    known = present;
  }

  private int takeIn(List<UsageSample> samples, Instant now, List<Deviation> deviations) {
    int taken = 0;
    for (UsageSample sample : samples) {
      Instance instance = known.get(sample.instance());
      if (instance == null) {
        LOG.debug("Skipped a sample of {}, which is not among the instances", sample.instance());
      } else if (sample.end().isAfter(now)) {
        // A clock that runs ahead must not teach the profiler a future that it then can't tell.
        LOG.warn(
            "Skipped a sample of {} that ends at {}, after {}", instance.id(), sample.end(), now);
      } else {
        predictions.compare(instance, sample, deviations);
        profiler.observe(instance, sample);
        taken++;
      }
    }
    return taken;
  }

  private TickReport report(
      Instant now,
      int samples,
      List<Deviation> deviations,
      @Nullable ShapePlan plan,
      @Nullable ShapingReport shaping) {
    TickReport report =
        new TickReport(
            now,
            known.size(),
            samples,
            deviations,
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
     * The time until a plan takes effect; five minutes if not set.
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
