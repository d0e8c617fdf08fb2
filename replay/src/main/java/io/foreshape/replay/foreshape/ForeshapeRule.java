package io.foreshape.replay.foreshape;

import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.ProfilerProvider;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.replay.policy.Fleet;
import io.foreshape.replay.policy.Knob;
import io.foreshape.replay.policy.Policy;
import io.foreshape.replay.policy.PolicyRule;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The rule {@code foreshape}: the whole path of the library, from samples to applied shapes, with
 * the default stages. Its knob is the penalty of a unit of unmet demand, in prices of a unit.
 *
 * <p>One rule serves one fleet: its first policy learns the forecasts, the later ones play them
 * back (forecasts do not depend on the knob). Not thread-safe.
 */
public final class ForeshapeRule implements PolicyRule {

  /** The rule's name. */
  public static final String ID = "foreshape";

  private static final Knob KNOB = new Knob("penalty", 100, 1.000_1, 1e7);

  private @Nullable Fleet served;
  private @Nullable ProfileTape tape;

  /** A rule that has not learnt anything. */
  public ForeshapeRule() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Knob knob() {
    return KNOB;
  }

  /**
   * Makes a policy; the first must have run before the next is made.
   *
   * @throws IllegalArgumentException if the rule has served another fleet
   */
  @Override
  public Policy create(Fleet fleet, double knob) {
    if (served != null && !served.equals(fleet)) {
      throw new IllegalArgumentException(
          "A rule of "
              + ID
              + " serves one fleet, got another with ("
              + fleet.size()
              + ") instances; make a rule for each");
    }
    served = fleet;
    if (tape != null) {
      return new ForeshapePolicy(fleet, knob, tape.play(), ForeshapePolicy.Hearing.DEAF);
    }
    tape = new ProfileTape(fleet.resource().resource());
    Profiler profiler = tape.record(profiler(fleet));
    return new ForeshapePolicy(fleet, knob, profiler, ForeshapePolicy.Hearing.HEARS);
  }

  /**
   * The levels of {@link #forecast}.
   *
   * @return the quantile levels
   */
  public QuantileLevels levels() {
    return QuantileLevels.standard();
  }

  /**
   * What was forecast for the n-th plan, once a policy of this rule has run.
   *
   * @param instance the instance's column in the fleet
   * @param plan the plan, from 0
   * @return the quantiles at {@link #levels()}, in the resource's unit, not to be changed; null if
   *     nothing was known or there was no such plan
   */
  public float @Nullable [] forecast(int instance, int plan) {
    InstanceId id = ForeshapePolicy.idOf(instance);
    return tape == null || plan < 0 || plan >= tape.plans(id) ? null : tape.quantiles(id, plan);
  }

  private static Profiler profiler(Fleet fleet) {
    Duration step = Duration.ofSeconds(fleet.stepSeconds());
    return Providers.of("profiler", providers())
        .preferred()
        .create(Settings.of(Map.of("step", step.toString())));
  }

  /**
   * Looks where this class comes from: the context of a pool's thread need not know the library.
   */
  private static ServiceLoader<ProfilerProvider> providers() {
    return ServiceLoader.load(ProfilerProvider.class, ForeshapeRule.class.getClassLoader());
  }
}
