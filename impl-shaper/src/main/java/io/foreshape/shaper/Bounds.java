package io.foreshape.shaper;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which dimensions must not be above which others within one shape. */
final class Bounds {

  private Bounds() {}

  static boolean isLower(Dimension<?> dimension) {
    return Dimension.upperBounds().containsKey(dimension);
  }

  /** Dimensions, and all that must not be above or below one of them. */
  static Set<Dimension<?>> around(Set<Dimension<?>> dimensions) {
    Set<Dimension<?>> all = new HashSet<>(dimensions);
    Dimension.upperBounds()
        .forEach(
            (lower, upper) -> {
              if (dimensions.contains(lower) || dimensions.contains(upper)) {
                all.add(lower);
                all.add(upper);
              }
            });
    return all;
  }

  /**
   * Looks for a lower bound above its upper bound.
   *
   * @param shape what an instance has
   * @param steps what is to change; each bound that changes is looked at
   * @return what is wrong after the steps, or null if nothing is
   */
  static @Nullable String contradiction(Shape shape, List<Step> steps) {
    for (Step step : steps) {
      for (Map.Entry<Dimension<Limit>, Dimension<Limit>> pair :
          Dimension.upperBounds().entrySet()) {
        Dimension<Limit> lower = pair.getKey();
        Dimension<Limit> upper = pair.getValue();
        if (step.dimension().equals(lower) || step.dimension().equals(upper)) {
          Object low = after(lower, shape, steps);
          Object high = after(upper, shape, steps);
          if (low instanceof Limit.AtMost lowest
              && high instanceof Limit highest
              && lowest.amount() > highest.orInfinity()) {
            return lower + " (" + low + ") would be above " + upper + " (" + high + ")";
          }
        }
      }
    }
    return null;
  }

  private static @Nullable Object after(Dimension<?> dimension, Shape shape, List<Step> steps) {
    for (Step step : steps) {
      if (step.dimension().equals(dimension)) {
        return step.after();
      }
    }
    return shape.get(dimension).orElse(null);
  }
}
