package io.foreshape.shaper.simulated;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A platform that exists in memory only. The host program adds and removes instances and sets what
 * they use; a shaper reads and writes their shapes. Things go wrong as a {@link FaultPlan} says.
 *
 * <p>A change that would make a shape contradict itself, in between too, is REFUSED.
 *
 * <p>Not thread-safe. Each call takes constant time in the number of instances.
 */
public final class SimulatedPlatform implements Actuator {

  /** One instance. */
  private static final class Simulated {
    private final long number;
    private Shape shape;
    private ResourceVector use = ResourceVector.empty();

    private Simulated(long number, Shape shape) {
      this.number = number;
      this.shape = shape;
    }
  }

  private static final Set<Dimension<?>> EVERYTHING =
      Set.of(
          Dimension.CPU_QUOTA,
          Dimension.CPU_BURST,
          Dimension.CPU_WEIGHT,
          Dimension.CPU_PINNED,
          Dimension.NUMA_NODES,
          Dimension.MEMORY_GUARANTEED,
          Dimension.MEMORY_SOFT,
          Dimension.MEMORY_HARD,
          Dimension.MEMORY_TIERS,
          Dimension.DISK_READ_IOPS,
          Dimension.DISK_WRITE_IOPS,
          Dimension.DISK_READ_THROUGHPUT,
          Dimension.DISK_WRITE_THROUGHPUT,
          Dimension.DISK_WEIGHT,
          Dimension.DISK_CACHE,
          Dimension.DISK_TIER,
          Dimension.NETWORK_INGRESS_RESERVED,
          Dimension.NETWORK_INGRESS,
          Dimension.NETWORK_EGRESS_RESERVED,
          Dimension.NETWORK_EGRESS);

  private static final Actuation GONE =
      new Actuation(Actuation.Status.GONE, "the instance does not exist");

  private final Set<Dimension<?>> capabilities;
  private final Map<Dimension<?>, Double> grain;
  private final FaultPlan faults;
  private final Consumer<Write> log;
  private final Map<InstanceId, Simulated> instances = new HashMap<>();
  private long addedCount;
  private long writeCount;

  private SimulatedPlatform(Builder builder) {
    capabilities = builder.capabilities;
    grain = Map.copyOf(builder.grain);
    faults = builder.faults;
    log = builder.log;
  }

  /**
   * A platform on which nothing goes wrong and every built-in dimension can be set.
   *
   * @return the platform, without instances
   */
  public static SimulatedPlatform create() {
    return builder().build();
  }

  /**
   * A builder of a platform.
   *
   * @return the builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Adds an instance, which uses nothing that is known.
   *
   * @param instance its name
   * @param shape what it has
   * @throws IllegalArgumentException if it exists
   */
  public void add(InstanceId instance, Shape shape) {
    requireNonNull(shape, "shape");
    Simulated added = new Simulated(addedCount++, shape);
    if (instances.putIfAbsent(requireNonNull(instance, "instance"), added) != null) {
      throw new IllegalArgumentException(
          "Instance (" + instance + ") exists; remove it before adding it again");
    }
  }

  /**
   * Removes an instance.
   *
   * @param instance its name; one that does not exist is no error
   */
  public void remove(InstanceId instance) {
    instances.remove(instance);
  }

  /**
   * The instances that exist.
   *
   * @return their names, a view that can't be modified
   */
  public Set<InstanceId> instances() {
    return Collections.unmodifiableSet(instances.keySet());
  }

  /**
   * Sets what an instance uses.
   *
   * @param instance its name
   * @param use amount per resource; an absent resource's use is not known
   * @throws IllegalArgumentException if the instance does not exist
   */
  public void setUse(InstanceId instance, ResourceVector use) {
    Simulated simulated = instances.get(instance);
    if (simulated == null) {
      throw new IllegalArgumentException(
          "Instance (" + instance + ") does not exist; add it before it can use anything");
    }
    simulated.use = requireNonNull(use, "use");
  }

  /**
   * How many values have been written, undoing included; what failed before it was written is not
   * counted.
   *
   * @return the number of writes since the platform was made
   */
  public long writeCount() {
    return writeCount;
  }

  @Override
  public Set<Dimension<?>> capabilities() {
    return capabilities;
  }

  @Override
  public Optional<Shape> read(InstanceId instance) {
    Simulated simulated = instances.get(instance);
    return simulated == null ? Optional.empty() : Optional.of(simulated.shape);
  }

  /** Says nothing of dimensions that are not asked for, so that it shows who asks for too few. */
  @Override
  public Optional<Shape> read(InstanceId instance, Set<Dimension<?>> dimensions) {
    Simulated simulated = instances.get(instance);
    if (simulated == null) {
      return Optional.empty();
    }
    Shape shape = simulated.shape;
    for (Dimension<?> dimension : shape.dimensions()) {
      shape = dimensions.contains(dimension) ? shape : shape.without(dimension);
    }
    return Optional.of(shape);
  }

  @Override
  public OptionalDouble inUse(InstanceId instance, Resource resource) {
    Simulated simulated = instances.get(instance);
    return simulated == null || !simulated.use.has(resource)
        ? OptionalDouble.empty()
        : OptionalDouble.of(simulated.use.get(resource));
  }

  @Override
  public Actuation apply(InstanceId instance, ShapeChange<?> change) {
    return write(instance, change.dimension(), change.to());
  }

  @Override
  public String incarnation(InstanceId instance) {
    Simulated simulated = instances.get(instance);
    return simulated == null ? "" : Long.toString(simulated.number);
  }

  @Override
  public <T> T held(InstanceId instance, Dimension<T> dimension, T value) {
    double unit = grain.getOrDefault(dimension, 0.0);
    return unit > 0 && value instanceof Limit.AtMost limit
        ? dimension.type().cast(Limit.of(Math.floor(limit.amount() / unit) * unit))
        : value;
  }

  private Actuation write(InstanceId instance, Dimension<?> dimension, @Nullable Object value) {
    if (!capabilities.contains(dimension)) {
      return new Actuation(Actuation.Status.REFUSED, "this platform can't set (" + dimension + ")");
    }
    Fault fault = faults.next();
    if (fault == Fault.VANISH) {
      instances.remove(instance);
    }
    Simulated simulated = instances.get(instance);
    if (simulated == null) {
      return GONE;
    }
    return switch (fault) {
      case REFUSE -> new Actuation(Actuation.Status.REFUSED, "simulated refusal");
      case FAIL -> new Actuation(Actuation.Status.FAILED, "simulated failure");
      case CLAMP -> store(instance, simulated, dimension, clamped(simulated, dimension, value));
      case THROW -> {
        store(instance, simulated, dimension, value);
        throw new IllegalStateException("simulated exception");
      }
      case NONE, VANISH -> store(instance, simulated, dimension, value);
    };
  }

  private Actuation store(
      InstanceId instance, Simulated simulated, Dimension<?> dimension, @Nullable Object value) {
    Shape before = simulated.shape;
    try {
      simulated.shape =
          with(before, dimension, value == null ? null : rounded(instance, dimension, value));
    } catch (IllegalArgumentException e) {
      return new Actuation(Actuation.Status.REFUSED, String.valueOf(e.getMessage()));
    }
    writeCount++;
    log.accept(new Write(instance, before, simulated.shape));
    return Actuation.done();
  }

  private <T> Object rounded(InstanceId instance, Dimension<T> dimension, Object value) {
    return held(instance, dimension, dimension.type().cast(value));
  }

  private static <T> Shape with(Shape shape, Dimension<T> dimension, @Nullable Object value) {
    return value == null
        ? shape.without(dimension)
        : shape.with(dimension, dimension.type().cast(value));
  }

  private static @Nullable Object clamped(
      Simulated simulated, Dimension<?> dimension, @Nullable Object value) {
    Object before = simulated.shape.get(dimension).orElse(null);
    return before instanceof Limit.AtMost from && value instanceof Limit.AtMost to
        ? Limit.of((from.amount() + to.amount()) / 2)
        : before;
  }

  /**
   * Puts a {@link SimulatedPlatform} together; setting a part again replaces it.
   *
   * <p>Not thread-safe.
   */
  public static final class Builder {

    private Set<Dimension<?>> capabilities = EVERYTHING;
    private final Map<Dimension<?>, Double> grain = new HashMap<>();
    private FaultPlan faults = FaultPlan.none();
    private Consumer<Write> log = write -> {};

    private Builder() {}

    /**
     * Restricts what can be set; every built-in dimension unless told.
     *
     * @param dimensions what can be set
     * @return this builder
     */
    public Builder capabilities(Set<Dimension<?>> dimensions) {
      capabilities = Set.copyOf(dimensions);
      return this;
    }

    /**
     * Has a limit rounded down to whole multiples, as kernels do; none is unless told.
     *
     * @param dimension which limit
     * @param unit of which it is a multiple, above 0, in the dimension's unit
     * @return this builder
     */
    public Builder grain(Dimension<Limit> dimension, double unit) {
      if (!(unit > 0 && unit < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "A grain is positive and finite, got (" + unit + ") for " + dimension);
      }
      grain.put(dimension, unit);
      return this;
    }

    /**
     * Lets things go wrong; nothing does unless told.
     *
     * @param plan what goes wrong when
     * @return this builder
     */
    public Builder faults(FaultPlan plan) {
      faults = requireNonNull(plan, "plan");
      return this;
    }

    /**
     * Has every write told, right after it; nobody is told unless asked.
     *
     * @param newLog gets each write, such as {@code list::add}
     * @return this builder
     */
    public Builder log(Consumer<Write> newLog) {
      log = requireNonNull(newLog, "newLog");
      return this;
    }

    /**
     * The platform.
     *
     * @return a platform without instances
     */
    public SimulatedPlatform build() {
      return new SimulatedPlatform(this);
    }
  }
}
