package io.foreshape.shaper;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.Headroom;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies shapes through any {@link Actuator}, all of an instance's changes or none. The life of a
 * change and the journal's format are in {@code docs/shaping.md}.
 *
 * <ul>
 *   <li>What an instance has already, as the platform rounds it, is not written.
 *   <li>If the platform can't set one dimension that is to change, or the shape would contradict
 *       itself, the whole instance is REJECTED; so it is where somebody else has changed what was
 *       set, unless told to {@link ForeignChanges#ENFORCE}.
 *   <li>Per host, limits that fall go first, then those that rise, by instance id. So the sum of a
 *       limit over the plan's instances on a host is at no time above what it was before or what
 *       the plan makes of it, whichever is more. If somebody does not shrink, others may have no
 *       room to grow: they are DEFERRED. A limit that is not set, or unlimited, has no sum.
 *   <li>Within an instance no lower bound is above its upper bound in between.
 *   <li>Hard memory does not fall below what is in use plus {@link #MEMORY_HEADROOM}; the instance
 *       is DEFERRED, as it is when its use is not known.
 *   <li>Every instance is read again right before its first write, and after its writes. A refusal
 *       (REJECTED), a failure, an exception or another value than was to be held (ROLLED_BACK)
 *       undoes all of the instance's changes.
 *   <li>If undoing fails too, the result is ROLLED_BACK, its cause and a warning in the log say
 *       what is left as what, and each run from then on tries again before anything else.
 *   <li>Of instances that have what is planned the platform is asked to look after what drifts by
 *       itself ({@link Actuator#keep}); what it tells of that is in the report.
 *   <li>With a journal, what is about to be done is on disk before the first write of a host, so
 *       that {@link #recover} and {@link #restore} work after a crash or a restart.
 * </ul>
 *
 * <p>Not thread-safe, one thread at a time, but for {@link #stop} and {@link #resume}. Takes time
 * linear in the size of the plan: one read, and per instance that changes two or three reads more
 * and one write per dimension, where a read is of the dimensions planned or changed alone; with a
 * journal, two flushes per host that has changes.
 */
public final class TransactionalShaper implements Shaper {

  /** Share of the memory in use that stays free above it when hard memory is lowered. */
  public static final double MEMORY_HEADROOM = 0.05;

  private final Actuator actuator;
  private final History history;
  private final @Nullable ScopeLock lock;
  private final EmergencyStop stop;
  private final ForeignChanges foreignChanges;
  private final StepLimits stepLimits;
  private final Pace pace;

  TransactionalShaper(Builder builder, History history, @Nullable ScopeLock lock) {
    actuator = builder.actuator;
    this.history = history;
    this.lock = lock;
    stop = EmergencyStop.in(builder.directory);
    foreignChanges = builder.foreignChanges;
    stepLimits = builder.stepLimits;
    pace = builder.pace;
  }

  /**
   * A shaper that keeps what it does in memory, with no limits of step or rate.
   *
   * @param actuator reads and writes; nobody else uses it meanwhile, and closing the shaper closes
   *     it
   * @return the shaper
   */
  public static TransactionalShaper on(Actuator actuator) {
    return builder(actuator).build();
  }

  /**
   * A builder of a shaper.
   *
   * @param actuator reads and writes; nobody else uses it meanwhile, and closing the shaper closes
   *     it
   * @return the builder
   */
  public static Builder builder(Actuator actuator) {
    return new Builder(requireNonNull(actuator, "actuator"));
  }

  /**
   * Reads what instances have now.
   *
   * @param instances who
   * @return their shapes, in the order asked for; one that is gone or can't be read is absent
   */
  @Override
  public Map<InstanceId, Shape> current(Collection<InstanceId> instances) {
    GuardedActuator guarded = new GuardedActuator(actuator);
    Map<InstanceId, Shape> shapes = new LinkedHashMap<>();
    for (InstanceId instance : instances) {
      Shape shape = guarded.read(instance).shape();
      if (shape != null) {
        shapes.put(instance, shape);
      }
    }
    return shapes;
  }

  /** Applies a plan; what an earlier run has left unfinished is recovered before. */
  @Override
  public ShapingReport apply(ShapePlan plan, Instant now) {
    GuardedActuator guarded = new GuardedActuator(actuator);
    List<Transaction> transactions = carryOut(plan, now, guarded, history);
    keep(plan, transactions, guarded);
    pace.note(transactions, now);
    return report(now, List.of(), transactions, guarded);
  }

  /** Has the platform look after what it lets drift, of instances that have what is planned. */
  private void keep(ShapePlan plan, List<Transaction> transactions, GuardedActuator guarded) {
    boolean isStopped = stop.objection() != null;
    for (int i = 0; i < transactions.size() && !isStopped; i++) {
      Transaction each = transactions.get(i);
      String told =
          each.hasWhatWasPlanned()
              ? guarded.keep(each.instance(), plan.shapes().get(i).shape().dimensions())
              : "";
      each.remark(told);
      // Who has nothing to tell has taken no time; and a stop may be a file that is looked for.
      isStopped = !told.isEmpty() && stop.objection() != null;
    }
  }

  @Override
  public ShapingReport preview(ShapePlan plan, Instant now) {
    GuardedActuator guarded = new GuardedActuator(new Rehearsal(actuator));
    return report(now, List.of(), carryOut(plan, now, guarded, history.rehearsal()), guarded);
  }

  private List<Transaction> carryOut(
      ShapePlan plan, Instant now, GuardedActuator guarded, History kept) {
    requireNonNull(now, "now");
    Map<HostId, Map<Resource, Double>> headroom = headroom(plan);
    if (stop.objection() == null) {
      new Recovery(guarded, kept).run(headroom);
    }
    Planning planning = new Planning(guarded, kept, foreignChanges, stepLimits);
    List<Transaction> transactions = new ArrayList<>(plan.shapes().size());
    for (PlannedShape planned : plan.shapes()) {
      transactions.add(planning.transaction(planned));
    }
    pace.admit(transactions, now);
    List<Transaction> changing = new ArrayList<>(transactions);
    changing.removeIf(each -> each.outcome() == ShapingOutcome.UNCHANGED);
    run(guarded, kept, Entry.Ending.NEW, changing, headroom);
    return transactions;
  }

  /**
   * Ends what was cut short by a crash, or could not be undone then: an instance that has its new
   * shape keeps it if all of its run have theirs, and otherwise gets its old one back.
   *
   * @param now the instant, for the report
   * @return a result for each instance with such a change: APPLIED, ROLLED_BACK, GONE, or DEFERRED
   *     if it can't be ended yet and is tried again; empty if there is none
   */
  public ShapingReport recover(Instant now) {
    GuardedActuator guarded = new GuardedActuator(actuator);
    return report(now, new Recovery(guarded, history).run(Map.of()), List.of(), guarded);
  }

  /**
   * Gives every instance that was touched back what it had before, with the same care as {@link
   * #apply}, but with no limits of step or rate, and whether or not there is an emergency stop;
   * with a journal, what other processes have touched too. An instance for which that worked counts
   * as untouched from then on.
   */
  @Override
  public ShapingReport restore(Instant now) {
    GuardedActuator guarded = new GuardedActuator(actuator);
    List<ShapingResult> recovered = new ArrayList<>(new Recovery(guarded, history).run(Map.of()));
    List<Transaction> transactions =
        new Restoration(guarded, history.ledger(), foreignChanges).transactions();
    transactions.sort(Transaction.ORDER);
    run(guarded, history, Entry.Ending.RESTORED, transactions, Map.of());
    Set<InstanceId> restored = new HashSet<>();
    transactions.forEach(each -> restored.add(each.instance()));
    recovered.removeIf(result -> restored.contains(result.instance()));
    return report(now, recovered, transactions, guarded);
  }

  /**
   * Stops: from now on no instance is begun; one that is under way is finished, or undone. What is
   * not begun is DEFERRED. {@link #recover} and {@link #restore} still work.
   *
   * <p>With a journal, a file {@code stop} in its directory does the same.
   *
   * @param reason why, for the report
   */
  public void stop(String reason) {
    stop.pull(requireNonNull(reason, "reason"));
  }

  /** Takes {@link #stop} back. */
  public void resume() {
    stop.release();
  }

  /** Closes the actuator and the journal, and lets go of its directory. */
  @Override
  public void close() {
    try (lock;
        history) {
      actuator.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What each host has left once the plan is carried out. */
  private static Map<HostId, Map<Resource, Double>> headroom(ShapePlan plan) {
    Map<HostId, Map<Resource, Double>> byHost = new HashMap<>();
    for (Headroom left : plan.headroom()) {
      byHost
          .computeIfAbsent(left.host(), host -> new HashMap<>())
          .put(left.resource(), left.amount().orInfinity());
    }
    return byHost;
  }

  /** Runs transactions host by host. */
  private void run(
      GuardedActuator guarded,
      History kept,
      Entry.Ending whenApplied,
      List<Transaction> transactions,
      Map<HostId, Map<Resource, Double>> headroom) {
    List<Transaction> ordered = new ArrayList<>(transactions);
    ordered.sort(Transaction.ORDER);
    EmergencyStop heeded = whenApplied == Entry.Ending.NEW ? stop : EmergencyStop.never();
    int from = 0;
    for (int i = 1; i <= ordered.size(); i++) {
      if (i == ordered.size() || !ordered.get(i).host().equals(ordered.get(from).host())) {
        Map<Resource, Double> left = headroom.getOrDefault(ordered.get(from).host(), Map.of());
        new HostRun(guarded, RunLog.of(kept, whenApplied), heeded, MemoryGuard.AHEAD, left)
            .run(ordered.subList(from, i));
        from = i;
      }
    }
  }

  private static ShapingReport report(
      Instant now,
      List<ShapingResult> before,
      List<Transaction> transactions,
      GuardedActuator guarded) {
    List<ShapingResult> results = new ArrayList<>(before);
    for (Transaction each : transactions) {
      results.add(each.result());
    }
    return new ShapingReport(now, results, guarded.writes());
  }

  /**
   * Puts a {@link TransactionalShaper} together; setting a part again replaces it.
   *
   * <p>Not thread-safe.
   */
  public static final class Builder {

    private final Actuator actuator;
    private @Nullable Path directory;
    private ForeignChanges foreignChanges = ForeignChanges.RESPECT;
    private StepLimits stepLimits = StepLimits.NONE;
    private Pace pace = Pace.unlimited();

    private Builder(Actuator actuator) {
      this.actuator = actuator;
    }

    /**
     * Keeps a journal, so that crashes and restarts are survived; without, all is in memory.
     *
     * @param newDirectory a directory for it alone, on a local disk, which is made if it does not
     *     exist; one shaper at a time has it
     * @return this builder
     */
    public Builder journal(Path newDirectory) {
      directory = requireNonNull(newDirectory, "newDirectory");
      return this;
    }

    /**
     * What to do where somebody else has changed what was set; {@link ForeignChanges#RESPECT}
     * unless told.
     *
     * @param policy what to do
     * @return this builder
     */
    public Builder foreignChanges(ForeignChanges policy) {
      foreignChanges = requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Limits how far a limit goes each time that a plan is applied; any way unless told. From and
     * to no limit at all, and from 0, any step goes.
     *
     * @param mostRise the most that a limit is multiplied with, above 1; infinite for any
     * @param mostFall the least that it is multiplied with, from 0 to below 1
     * @return this builder
     * @throws IllegalArgumentException if a number is out of range
     */
    public Builder stepLimits(double mostRise, double mostFall) {
      stepLimits = new StepLimits(mostRise, mostFall);
      return this;
    }

    /**
     * Limits how often instances are changed; not limited unless told.
     *
     * @param mostInstancesPerMinute how many instances are written to per minute, at least 1
     * @param pause how long an instance is left alone after a change, not negative
     * @return this builder
     * @throws IllegalArgumentException if a number is out of range
     */
    public Builder rateLimits(int mostInstancesPerMinute, Duration pause) {
      pace = new Pace(mostInstancesPerMinute, pause);
      return this;
    }

    /**
     * The shaper. It owns the actuator from then on.
     *
     * @return the shaper
     * @throws JournalException if another shaper has the journal's directory, or the journal is
     *     damaged or can't be opened
     */
    public TransactionalShaper build() {
      return build(JournalFile::new, Journal.COMPACT_ABOVE_BYTES);
    }

    TransactionalShaper build(JournalFile.Opener opener, long compactAboveBytes) {
      Path place = directory;
      return place == null
          ? new TransactionalShaper(this, History.inMemory(), null)
          : JournalDirectory.open(this, actuator, place, opener, compactAboveBytes);
    }
  }
}
