package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A model that learns from past origins must not see what came after them. */
class UsageFeaturesProperties {

  private static final ForecasterContext CONTEXT =
      ForecasterContext.daily(Duration.ofMinutes(5), QuantileLevels.standard());
  private static final int DAY = 288;

  /** Seen from later, the features of an origin are those that it had. */
  @Property(tries = 60)
  void featuresOfAnOriginAreWhatWasKnownThen(
      @ForAll @IntRange(min = 1, max = 9 * DAY) int before,
      @ForAll @IntRange(min = 1, max = DAY - 1) int after,
      @ForAll @IntRange(max = 11) int firstStep,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    UsageFeatures features = new UsageFeatures(CONTEXT);
    features.open(0, firstStep);
    for (int i = 0; i < before; i++) {
      boolean isMissing = i > 0 && random.nextInt(20) == 0;
      features.add(0, isMissing ? Double.NaN : Math.exp(random.nextGaussian()));
    }
    long target = features.nextStep(0) + after;
    double[] then = gathered(features, 0, target);
    for (int i = 0; i < after; i++) {
      // The mean, so that the unit of all features stays.
      features.add(0, features.scale(0));
    }
    double[] later = gathered(features, after, target);
    then[UsageFeatures.YOUTH] = later[UsageFeatures.YOUTH];
    assertThat(later).isEqualTo(then);
  }

  private static double[] gathered(UsageFeatures features, long age, long target) {
    double[] x = new double[UsageFeatures.COUNT + 1];
    double base = features.origin(0, age, features.isFine(age), x);
    features.target(0, age, target, base, x);
    x[UsageFeatures.COUNT] = base;
    return x;
  }
}
