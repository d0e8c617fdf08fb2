package io.foreshape.api.resource;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/**
 * Amounts of several resources, such as what an instance used or may have.
 *
 * <p>Each amount is in its resource's unit, finite and not negative. A resource that is absent is
 * <em>not</em> zero: an absent ceiling is no ceiling, an absent use was not measured.
 *
 * <p>Immutable and thread-safe. Lookups cost the number of resources, which is small.
 */
public final class ResourceVector {

  private static final ResourceVector EMPTY = new ResourceVector(new Resource[0], new double[0]);

  // Parallel and sorted by resource, so that equality and listings do not depend on insertion.
  private final Resource[] resources;
  private final double[] amounts;

  private ResourceVector(Resource[] resources, double[] amounts) {
    this.resources = resources;
    this.amounts = amounts;
  }

  /**
   * No resource at all.
   *
   * @return the empty vector
   */
  public static ResourceVector empty() {
    return EMPTY;
  }

  /**
   * One resource.
   *
   * @param resource the resource
   * @param amount its amount, in its unit
   * @return the vector
   * @throws IllegalArgumentException if the amount is negative, infinite or NaN
   */
  public static ResourceVector of(Resource resource, double amount) {
    return new ResourceVector(
        new Resource[] {resource}, new double[] {resource.requireAmount(amount)});
  }

  /**
   * The amounts of a map.
   *
   * @param amounts amount per resource, in the resource's unit
   * @return the vector
   * @throws IllegalArgumentException if an amount is negative, infinite or NaN
   */
  public static ResourceVector of(Map<Resource, Double> amounts) {
    TreeMap<Resource, Double> sorted = new TreeMap<>(amounts);
    Resource[] resources = sorted.keySet().toArray(new Resource[0]);
    double[] values = new double[resources.length];
    for (int i = 0; i < resources.length; i++) {
      values[i] = resources[i].requireAmount(requireNonNull(sorted.get(resources[i]), "amount"));
    }
    return new ResourceVector(resources, values);
  }

  /**
   * The same resources with other amounts; for who makes many vectors of the same resources.
   *
   * @param newAmounts an amount for each of {@link #resources}, in that order, in its unit; copied
   * @return a new vector, which costs little more than the copy
   * @throws IllegalArgumentException if there are not as many amounts as resources, or one is
   *     negative, infinite or NaN
   */
  public ResourceVector withAmounts(double... newAmounts) {
    if (newAmounts.length != resources.length) {
      throw new IllegalArgumentException(
          "There is an amount for each of " + resources() + ", got (" + newAmounts.length + ")");
    }
    double[] copy = newAmounts.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = resources[i].requireAmount(copy[i]);
    }
    return new ResourceVector(resources, copy);
  }

  /**
   * The resources that have an amount, sorted.
   *
   * @return an unmodifiable list
   */
  public List<Resource> resources() {
    return List.of(resources);
  }

  /**
   * Whether a resource has an amount here.
   *
   * @param resource the resource
   * @return true if it is present, be it with amount 0
   */
  public boolean has(Resource resource) {
    return indexOf(resource) >= 0;
  }

  /**
   * The amount of a resource that is present.
   *
   * @param resource the resource
   * @return its amount, in its unit
   * @throws IllegalArgumentException if the resource is absent
   */
  public double get(Resource resource) {
    int index = indexOf(resource);
    if (index < 0) {
      throw new IllegalArgumentException(
          "No amount of (" + resource + ") in " + this + "; ask has() first");
    }
    return amounts[index];
  }

  /**
   * The amount of a resource, or another value where it is absent.
   *
   * @param resource the resource
   * @param absent what to answer for an absent resource; any value, such as infinity for a ceiling
   * @return its amount, in its unit
   */
  public double getOrDefault(Resource resource, double absent) {
    int index = indexOf(resource);
    return index < 0 ? absent : amounts[index];
  }

  /**
   * This vector with one amount set.
   *
   * @param resource the resource
   * @param amount its amount, in its unit
   * @return a new vector
   * @throws IllegalArgumentException if the amount is negative, infinite or NaN
   */
  public ResourceVector with(Resource resource, double amount) {
    return combine(of(resource, amount), (mine, theirs) -> theirs);
  }

  /**
   * The sum; a resource that is absent in one counts as 0 there.
   *
   * @param other the summand
   * @return a new vector with the resources of both
   * @throws IllegalArgumentException if a sum overflows
   */
  public ResourceVector plus(ResourceVector other) {
    return combine(other, Double::sum);
  }

  /**
   * Every amount times a factor.
   *
   * @param factor finite and not negative
   * @return a new vector with the same resources
   * @throws IllegalArgumentException if the factor is negative, infinite or NaN, or a product
   *     overflows
   */
  public ResourceVector times(double factor) {
    if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A factor is finite and not negative, got (" + factor + ")");
    }
    double[] scaled = new double[amounts.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = resources[i].requireAmount(amounts[i] * factor);
    }
    return new ResourceVector(resources, scaled);
  }

  /**
   * The larger amount of each resource; an absent one yields to the present one.
   *
   * @param other the vector to compare with
   * @return a new vector with the resources of both
   */
  public ResourceVector max(ResourceVector other) {
    return combine(other, Math::max);
  }

  /**
   * Whether every amount here is at most the other's, where the other has one.
   *
   * @param limit the limits; an absent resource is not limited
   * @return true if nothing is exceeded
   */
  public boolean fitsIn(ResourceVector limit) {
    for (int i = 0; i < resources.length; i++) {
      if (amounts[i] > limit.getOrDefault(resources[i], Double.POSITIVE_INFINITY)) {
        return false;
      }
    }
    return true;
  }

  private ResourceVector combine(ResourceVector other, DoubleBinaryOperator both) {
    TreeMap<Resource, Double> merged = new TreeMap<>();
    for (int i = 0; i < resources.length; i++) {
      merged.put(resources[i], amounts[i]);
    }
    for (int i = 0; i < other.resources.length; i++) {
      merged.merge(other.resources[i], other.amounts[i], both::applyAsDouble);
    }
    return of(merged);
  }

  private int indexOf(Resource resource) {
    for (int i = 0; i < resources.length; i++) {
      if (resources[i].equals(resource)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceVector that
        && Arrays.equals(resources, that.resources)
        && Arrays.equals(amounts, that.amounts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(resources) + Arrays.hashCode(amounts);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < resources.length; i++) {
      text.append(i == 0 ? "" : ", ").append(resources[i]).append('=').append(amounts[i]);
      text.append(' ').append(resources[i].unit());
    }
    return text.append('}').toString();
  }
}
