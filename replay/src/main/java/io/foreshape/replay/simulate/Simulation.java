package io.foreshape.replay.simulate;

import io.foreshape.replay.policy.Fleet;
import io.foreshape.replay.policy.Policy;
import io.foreshape.replay.policy.PolicyRule;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Drives policies through one fleet's recorded use and scores what they gave against what was used.
 *
 * <p>A policy is asked before it sees the step at which it plans; what it says takes effect after
 * the lead. Before the first plan takes effect, every instance has its ceiling. The recorded use is
 * taken as the demand whatever is allocated: a trace can't tell how an instance would have behaved
 * with less.
 *
 * <p>Immutable and thread-safe; each run has its own state.
 */
final class Simulation {

  /** Sees what every instance has in a step. */
  @FunctionalInterface
  interface Observer {
    void allocated(int step, double[] allocation);
  }

  // The array is the record's own, and taken out once.
  @SuppressWarnings("ArrayRecordComponent")
  private record Pending(int effectiveStep, double[] allocation) {}

  private final FleetTrace trace;
  private final int scoredFrom;
  private final boolean kills;
  private final DailyUse daily;

  /**
   * A simulation of a fleet.
   *
   * @param trace the fleet and its use
   * @param scoredFrom the first step that is scored
   */
  Simulation(FleetTrace trace, int scoredFrom) {
    this.trace = trace;
    this.scoredFrom = scoredFrom;
    this.kills = !trace.fleet().resource().resource().isCompressible();
    this.daily = new DailyUse(trace, scoredFrom);
  }

  FleetTrace trace() {
    return trace;
  }

  int scoredFrom() {
    return scoredFrom;
  }

  Tally run(PolicyRule rule, double knob) {
    return run(rule, knob, (step, allocation) -> {});
  }

  Tally run(PolicyRule rule, double knob, Observer observer) {
    return new Run(rule.create(trace.fleet(), knob), observer).toEnd();
  }

  /** One pass over the trace. */
  private final class Run {

    private final Fleet fleet = trace.fleet();
    private final double stepHours = fleet.stepSeconds() / 3_600.0;
    private final Policy policy;
    private final Observer observer;
    private final Tally tally = new Tally(fleet.violationAmount());
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final double[] use = new double[fleet.size()];
    private final double[] planned = ceilings();
    private final boolean[] wasShort = new boolean[fleet.size()];
    private final long[] samples = new long[fleet.size()];
    private final long[] violations = new long[fleet.size()];
    private final double[] daySum = new double[fleet.size()];
    private final int[] dayCount = new int[fleet.size()];
    private double[] current = ceilings();

    Run(Policy policy, Observer observer) {
      this.policy = policy;
      this.observer = observer;
    }

    Tally toEnd() {
      for (int step = 0; step < trace.steps(); step++) {
        if (step % fleet.replanSteps() == 0) {
          plan(step);
        }
        takeEffect(step);
        trace.use(step, use);
        observer.allocated(step, current);
        if (step >= scoredFrom) {
          score(step);
        }
        policy.observe(step, use);
        if (kills) {
          tellOutOfMemory(step);
        }
      }
      for (int i = 0; i < samples.length; i++) {
        if (samples[i] > 0) {
          tally.violationRate((double) violations[i] / samples[i]);
        }
      }
      return tally;
    }

    private void plan(int step) {
      policy.plan(step, planned);
      for (int i = 0; i < planned.length; i++) {
        if (Double.isNaN(planned[i])) {
          throw new IllegalStateException(
              "A policy allocates a number, got (NaN) for instance "
                  + fleet.instanceIds().get(i)
                  + " at step "
                  + step);
        }
        planned[i] = Math.max(0, Math.min(planned[i], fleet.ceiling(i)));
      }
      pending.addLast(new Pending(step + fleet.leadSteps(), planned.clone()));
    }

    private void takeEffect(int step) {
      while (!pending.isEmpty() && pending.getFirst().effectiveStep() <= step) {
        double[] next = pending.removeFirst().allocation();
        if (step >= scoredFrom) {
          for (int i = 0; i < next.length; i++) {
            if (next[i] != current[i] && !trace.hasEnded(i, step)) {
              tally.change(current[i], next[i]);
            }
          }
        }
        current = next;
      }
    }

    private void score(int step) {
      for (int i = 0; i < use.length; i++) {
        if (!Double.isNaN(use[i])) {
          tally.sample(current[i], use[i], stepHours);
          samples[i]++;
          violations[i] += use[i] > current[i] ? 1 : 0;
          daySum[i] += current[i];
          dayCount[i]++;
        }
      }
      if (daily.endsDay(step) || step == trace.steps() - 1) {
        closeDay(daily.day(step));
      }
    }

    private void closeDay(int day) {
      for (int i = 0; i < daySum.length; i++) {
        if (dayCount[i] > 0 && daySum[i] > 0) {
          double limit = daySum[i] / dayCount[i];
          tally.slack((limit - daily.p95(day, i)) / limit);
        }
        daySum[i] = 0;
        dayCount[i] = 0;
      }
    }

    /**
     * An instance that stays short for several steps, a gap between them or not, was killed once.
     */
    private void tellOutOfMemory(int step) {
      for (int i = 0; i < use.length; i++) {
        if (Double.isNaN(use[i])) {
          continue;
        }
        boolean isShort = use[i] > current[i];
        if (isShort && !wasShort[i]) {
          policy.outOfMemory(step, i, current[i], use[i]);
          if (step >= scoredFrom) {
            tally.outOfMemory();
          }
        }
        wasShort[i] = isShort;
      }
    }

    private double[] ceilings() {
      double[] ceilings = new double[fleet.size()];
      for (int i = 0; i < ceilings.length; i++) {
        ceilings[i] = fleet.ceiling(i);
      }
      return ceilings;
    }
  }
}
