package io.foreshape.api.workload;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The request parameters that a profile is learnt for.
 *
 * <p>With it a new instance of a known application has a profile before its first sample. For an
 * unknown key the nearest ancestor answers; {@link #ancestry()} is the order of asking: the whole
 * key, then without the configuration, then instance type and region, then region, then all.
 *
 * <p>Immutable and thread-safe.
 *
 * @param application the application's id, or null where it is unknown
 * @param instanceType the provider's type, such as {@code m5.large}, or null
 * @param region where it runs, or null
 * @param configuration further request parameters, sorted by name
 */
public record WorkloadKey(
    @Nullable String application,
    @Nullable String instanceType,
    @Nullable String region,
    SortedMap<String, String> configuration) {

  private static final WorkloadKey ALL = new WorkloadKey(null, null, null, new TreeMap<>());

  /**
   * Checks the parts and copies the configuration.
   *
   * @throws IllegalArgumentException if a part is blank; leave it null instead
   */
  public WorkloadKey {
    requireNotBlank("application", application);
    requireNotBlank("instanceType", instanceType);
    requireNotBlank("region", region);
    requireNonNull(configuration, "configuration");
    // By way of a map, so that a comparator of the caller's is left behind.
    configuration =
        Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) configuration));
    configuration.forEach(
        (name, value) -> requireNotBlank(name, requireNonNull(value, "configuration value")));
  }

  /**
   * The key that stands for every workload.
   *
   * @return the root of the hierarchy
   */
  public static WorkloadKey all() {
    return ALL;
  }

  /**
   * A key of an application alone.
   *
   * @param application the application's id
   * @return the key, with nothing else known
   */
  public static WorkloadKey ofApplication(String application) {
    return new WorkloadKey(requireNonNull(application), null, null, new TreeMap<>());
  }

  /**
   * This key and its ancestors, the most specific first and {@link #all()} last; without
   * repetition.
   *
   * @return an unmodifiable list of 1 to 5 keys
   */
  public List<WorkloadKey> ancestry() {
    List<WorkloadKey> keys = new ArrayList<>();
    addIfNew(keys, this);
    addIfNew(keys, new WorkloadKey(application, instanceType, region, new TreeMap<>()));
    addIfNew(keys, new WorkloadKey(null, instanceType, region, new TreeMap<>()));
    addIfNew(keys, new WorkloadKey(null, null, region, new TreeMap<>()));
    addIfNew(keys, ALL);
    return Collections.unmodifiableList(keys);
  }

  private static void addIfNew(List<WorkloadKey> keys, WorkloadKey key) {
    if (!keys.contains(key)) {
      keys.add(key);
    }
  }

  private static void requireNotBlank(String name, @Nullable String value) {
    if (value != null && value.isBlank()) {
      throw new IllegalArgumentException(
          "A workload key's " + name + " is not blank, got (" + value + "); leave it out instead");
    }
  }
}
