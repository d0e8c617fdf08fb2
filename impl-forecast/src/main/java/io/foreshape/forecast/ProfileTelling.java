package io.foreshape.forecast;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes profiles of what an instance's own series tell and, while they are young, its kin's ({@link
 * KinForecast}).
 *
 * <p>Per resource, the nearest kin that tell anything are asked, of which at most {@link
 * WorkloadSeries#MOST_KIN}, and only such as know more than the instance itself. Once a series
 * knows some days, no kin are asked.
 *
 * <p>Not thread-safe.
 */
final class ProfileTelling {

  private static final Logger LOG = LoggerFactory.getLogger(ProfileTelling.class);

  private final ForecasterContext context;
  private final String forecasterId;
  private final LocalSteps steps;
  private final WorkloadSeries workloads;
  private final LocalForecast local;
  private final KinForecast kinForecast;
  private final int stepsPerDay;

  /**
   * Of the profile at present: the most own samples, and the most kin, that tell a resource; of the
   * resource at present, the first kin that tells it.
   */
  private int ownSamples;

  private int kinAsked;
  private @Nullable SeriesClock nearestKin;

  /** Whether those that are asked may change by it. */
  private boolean isFitting;

  private boolean hasWarned;

  ProfileTelling(
      ForecasterContext context, String forecasterId, LocalSteps steps, WorkloadSeries workloads) {
    this.workloads = workloads;
    this.context = context;
    this.forecasterId = forecasterId;
    this.steps = steps;
    this.local = new LocalForecast(steps, context);
    this.kinForecast = new KinForecast(context);
    this.stepsPerDay = (int) Math.max(1, Steps.in(Duration.ofDays(1), context.step()));
  }

  /**
   * Tells the profile of an instance.
   *
   * @param own its own series; null if there are none
   * @throws IllegalArgumentException if the grid does not fit the steps, or starts in one of which
   *     the instance has told everything
   */
  DemandProfile profile(Instance instance, @Nullable InstanceSeries own, TimeGrid grid) {
    GridSteps asked = begin(grid, true);
    SortedMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
    for (Resource resource : resources(instance, own)) {
      double[] told = tell(instance, resource, heard(own, resource, asked), asked);
      if (told != null) {
        quantiles.put(resource, QuantileMatrix.of(context.levels(), asked.cells(), told));
      }
    }
    return new DemandProfile(instance.id(), grid, quantiles, forecasterId + " on " + basis());
  }

  private GridSteps begin(TimeGrid grid, boolean isFitting) {
    this.isFitting = isFitting;
    local.setNoted(isFitting);
    ownSamples = 0;
    kinAsked = 0;
    nearestKin = null;
    return GridSteps.of(grid, steps);
  }

  /**
   * Tells what one resource of such a profile rests on: how much its own series and its kin weigh,
   * if both tell it, and the parts of the one that weighs more, of kin those of the nearest.
   *
   * @param own its own series; null if there are none
   * @throws IllegalArgumentException as {@link #profile}
   */
  Optional<Explanation> explain(
      Instance instance, Resource resource, @Nullable InstanceSeries own, TimeGrid grid) {
    GridSteps asked = begin(grid, false);
    SeriesClock clock = heard(own, resource, asked);
    if (!resources(instance, own).contains(resource)
        || tell(instance, resource, clock, asked) == null) {
      return Optional.empty();
    }
    List<Explanation.Part> parts = new ArrayList<>();
    double kinWeight = kinAsked == 0 ? 0 : kinForecast.weight();
    if (kinWeight > 0 && kinWeight < 1) {
      parts.add(new Explanation.Part("own forecast", Explanation.Kind.WEIGHT, 1 - kinWeight));
      parts.add(new Explanation.Part("workload's forecast", Explanation.Kind.WEIGHT, kinWeight));
    }
    SeriesClock telling = kinWeight > 0.5 ? nearestKin : clock;
    if (telling != null) {
      parts.addAll(telling.explain(local, asked));
    }
    return Optional.of(new Explanation(resource, forecasterId, basis(), parts));
  }

  /** The resources of the instance and of its nearest kin. */
  private SortedSet<Resource> resources(Instance instance, @Nullable InstanceSeries own) {
    SortedSet<Resource> resources = new TreeSet<>();
    if (own != null) {
      resources.addAll(own.clocks().keySet());
    }
    for (WorkloadKey key : workloads.ancestry(instance.workload())) {
      List<InstanceSeries> kin = workloads.kin(key, instance.id());
      if (!kin.isEmpty()) {
        kin.forEach(each -> resources.addAll(each.clocks().keySet()));
        return resources;
      }
    }
    return resources;
  }

  private String basis() {
    if (kinAsked == 0) {
      return ownSamples + " own samples";
    }
    String kin = kinAsked + " of its workload";
    return (ownSamples == 0 ? "" : ownSamples + " own samples and ") + kin;
  }

  private static @Nullable SeriesClock heard(
      @Nullable InstanceSeries own, Resource resource, GridSteps asked) {
    SeriesClock clock = own == null ? null : own.clocks().get(resource);
    return clock == null || clock.isSilentBefore(asked) ? null : clock;
  }

  private double @Nullable [] tell(
      Instance instance, Resource resource, @Nullable SeriesClock clock, GridSteps asked) {
    double[] own = clock == null ? null : own(clock, asked);
    int known = clock == null ? 0 : clock.known();
    if (own != null) {
      ownSamples = Math.max(ownSamples, known);
    }
    if (own != null && known >= kinForecast.mostKnown(WorkloadSeries.MOST_KIN)) {
      return own;
    }
    ask(instance, resource, clock, asked);
    kinAsked = Math.max(kinAsked, kinForecast.count());
    return kinForecast.count() == 0
        ? own
        : kinForecast.blend(own, known, clock == null ? 0 : clock.level());
  }

  private double @Nullable [] own(SeriesClock clock, GridSteps asked) {
    if (asked.from() < clock.nextStep()) {
      throw new IllegalArgumentException(
          "A profile is of the time after the last sample, got a grid from ("
              + asked.start()
              + "), which is "
              + (clock.nextStep() - asked.from())
              + " steps before its end");
    }
    return forecast(clock, asked);
  }

  private double @Nullable [] forecast(SeriesClock clock, GridSteps asked) {
    if (isFitting) {
      clock.fitEvery(stepsPerDay);
    }
    double[] told = clock.forecast(local, asked);
    if (told == null || isSound(told, told.length, context.levels().count())) {
      return told;
    }
    if (!hasWarned) {
      hasWarned = true;
      LOG.warn(
          "Forecaster {} told quantiles that cross or are no amounts ({}); such are left out",
          forecasterId,
          Arrays.toString(told));
    }
    return null;
  }

  /** Whether so many quantiles are finite, not negative and do not cross, as a plug-in promises. */
  static boolean isSound(double[] told, int length, int levels) {
    for (int i = 0; i < length; i++) {
      double least = i % levels == 0 ? 0 : told[i - 1];
      if (!(told[i] >= least && told[i] < Double.POSITIVE_INFINITY)) {
        return false;
      }
    }
    return true;
  }

  /** Asks the nearest kin, and the next nearest if none of them tells anything. */
  private void ask(
      Instance instance, Resource resource, @Nullable SeriesClock own, GridSteps asked) {
    kinForecast.clear();
    for (WorkloadKey key : workloads.ancestry(instance.workload())) {
      for (InstanceSeries each : workloads.kin(key, instance.id())) {
        SeriesClock clock = each.clocks().get(resource);
        if (clock != null && asked.from() >= clock.nextStep()) {
          ask(clock, own, asked);
        }
      }
      if (kinForecast.count() > 0) {
        return;
      }
    }
  }

  private void ask(SeriesClock clock, @Nullable SeriesClock own, GridSteps asked) {
    if (own != null && own.known() >= clock.known()) {
      return;
    }
    double[] told = forecast(clock, asked);
    if (told != null) {
      nearestKin = kinForecast.count() == 0 ? clock : nearestKin;
      boolean isBehind = own != null && clock.isBehind(own);
      // A level from another time of the day would be another's; what is told of now is not.
      kinForecast.add(told, isBehind ? kinForecast.median(told) : clock.level());
    }
  }
}
