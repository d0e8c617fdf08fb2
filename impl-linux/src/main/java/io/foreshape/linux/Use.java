package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an instance used of the built-in resources, one instance after the other in the same place.
 *
 * <p>Not thread-safe.
 */
final class Use {

  /** As vectors have them. */
  private static final List<Resource> SORTED = Resource.builtIn().stream().sorted().toList();

  private final double[] amounts = new double[SORTED.size()];
  private final boolean[] known = new boolean[SORTED.size()];

  /** A vector of the resources that were known last, and room for its amounts. */
  private @Nullable ResourceVector like;

  private double[] compact = {};

  /** Forgets all. */
  void clear() {
    Arrays.fill(known, false);
  }

  /** Takes down an amount, in the resource's unit. */
  void put(Resource resource, double amount) {
    int index = SORTED.indexOf(resource);
    amounts[index] = amount;
    known[index] = true;
  }

  /** The amount of a resource, or 0 where it is not known. */
  double orZero(Resource resource) {
    int index = SORTED.indexOf(resource);
    return index >= 0 && known[index] ? amounts[index] : 0;
  }

  /** Whether nothing is known. */
  boolean isEmpty() {
    for (boolean each : known) {
      if (each) {
        return false;
      }
    }
    return true;
  }

  /** All that is known; costs little while it is of the same resources as the last time. */
  ResourceVector vector() {
    ResourceVector last = like;
    if (last == null || !isOf(last)) {
      last = firstOfItsKind();
      like = last;
      compact = new double[last.resources().size()];
    }
    int size = 0;
    for (int i = 0; i < known.length; i++) {
      if (known[i]) {
        compact[size++] = amounts[i];
      }
    }
    return last.withAmounts(compact);
  }

  private boolean isOf(ResourceVector vector) {
    for (int i = 0; i < known.length; i++) {
      if (known[i] != vector.has(SORTED.get(i))) {
        return false;
      }
    }
    return true;
  }

  private ResourceVector firstOfItsKind() {
    Map<Resource, Double> all = new HashMap<>();
    for (int i = 0; i < known.length; i++) {
      if (known[i]) {
        all.put(SORTED.get(i), amounts[i]);
      }
    }
    return ResourceVector.of(all);
  }
}
