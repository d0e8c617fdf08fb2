package io.foreshape.replay.foreshape;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a profiler told of one resource of a fleet, so that the next trial at another penalty need
 * not learn it again: profiles do not depend on what is allocated.
 *
 * <p>Kept as {@code float}, 4 bytes per quantile. The first trial hears the same rounded numbers as
 * the later ones, so that all trials decide upon the same forecasts. Not thread-safe.
 */
final class ProfileTape {

  private static final QuantileLevels LEVELS = QuantileLevels.standard();

  private final Resource resource;
  private final Map<InstanceId, List<float @Nullable []>> quantiles = new HashMap<>();
  private String basis = "";

  ProfileTape(Resource resource) {
    this.resource = resource;
  }

  /** How many plans an instance was told for. */
  int plans(InstanceId instance) {
    return quantiles.getOrDefault(instance, List.of()).size();
  }

  /** The quantiles told to an instance's n-th plan, or null if nothing was known. */
  float @Nullable [] quantiles(InstanceId instance, int plan) {
    if (plan >= plans(instance)) {
      throw new IllegalStateException(
          "The tape of "
              + instance
              + " ends before plan ("
              + plan
              + "); run the policy that records it to its end first");
    }
    return quantiles.getOrDefault(instance, List.of()).get(plan);
  }

  Profiler record(Profiler profiler) {
    return new Recording(profiler);
  }

  Profiler play() {
    return new Playing();
  }

  private DemandProfile profile(
      Instance instance, TimeGrid grid, float @Nullable [] values, String toldBasis) {
    if (values == null) {
      return new DemandProfile(instance.id(), grid, new TreeMap<>(), toldBasis);
    }
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return DemandProfile.of(
        instance.id(), grid, resource, QuantileMatrix.of(LEVELS, 1, wide), toldBasis);
  }

  private final class Recording implements Profiler {

    private final Profiler profiler;

    Recording(Profiler profiler) {
      this.profiler = profiler;
    }

    @Override
    public void observe(Instance instance, UsageSample sample) {
      profiler.observe(instance, sample);
    }

    @Override
    public DemandProfile profile(Instance instance, TimeGrid grid) {
      DemandProfile told = profiler.profile(instance, grid);
      QuantileMatrix matrix = told.quantiles().get(resource);
      float[] values = matrix == null ? null : narrow(matrix);
      quantiles.computeIfAbsent(instance.id(), id -> new ArrayList<>()).add(values);
      basis = told.basis();
      return ProfileTape.this.profile(instance, grid, values, basis);
    }

    private float[] narrow(QuantileMatrix matrix) {
      float[] values = new float[LEVELS.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) matrix.quantile(0, LEVELS.level(i));
      }
      return values;
    }

    @Override
    public void forget(InstanceId instance) {
      profiler.forget(instance);
    }

    @Override
    public void close() {
      profiler.close();
    }
  }

  private final class Playing implements Profiler {

    private final Map<InstanceId, Integer> position = new HashMap<>();

    @Override
    public void observe(Instance instance, UsageSample sample) {
      throw new IllegalStateException("A tape that is played learns nothing; feed it no samples");
    }

    @Override
    public DemandProfile profile(Instance instance, TimeGrid grid) {
      int plan = position.merge(instance.id(), 1, Integer::sum) - 1;
      return ProfileTape.this.profile(instance, grid, quantiles(instance.id(), plan), basis);
    }

    @Override
    public void forget(InstanceId instance) {
      position.remove(instance);
    }
  }
}
