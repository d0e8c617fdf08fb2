package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which device belongs to which instance.
 *
 * @param key the setting that says so
 * @param devices the devices, each of one instance, by the instances' names
 */
record Owners(String key, SortedMap<String, String> devices) {

  Owners {
    devices = Collections.unmodifiableSortedMap(devices);
  }

  /**
   * Those of a setting such as {@code web-1=8:16,web-2=8:32}; none if it is not set.
   *
   * @param device what a device looks like there
   * @param example what a well-formed setting looks like
   * @throws ConfigurationException if it is malformed, or names somebody or something twice
   */
  static Owners of(Settings settings, String key, Predicate<String> device, String example) {
    String is = "names of instances, each with a device of its own, such as " + example;
    SortedMap<String, String> devices = pairs(settings, key, name -> !name.isBlank(), device, is);
    if (new HashSet<>(devices.values()).size() < devices.size()) {
      throw malformed(settings, key, is);
    }
    return new Owners(key, devices);
  }

  /**
   * The devices of a setting such as {@code a=8:16,b=8:32}, by their names there; none if it is not
   * set.
   *
   * @param is what the setting is, in words
   * @throws ConfigurationException if it is malformed, or has a name twice
   */
  static SortedMap<String, String> pairs(
      Settings settings, String key, Predicate<String> name, Predicate<String> device, String is) {
    SortedMap<String, String> pairs = new TreeMap<>();
    String all = settings.text(key, "");
    for (String each : all.isEmpty() ? new String[0] : all.split(",", -1)) {
      String[] parts = each.split("=", -1);
      boolean isClear = parts.length == 2 && name.test(parts[0]) && device.test(parts[1]);
      if (!isClear || pairs.put(parts[0], parts[1]) != null) {
        throw malformed(settings, key, is);
      }
    }
    return pairs;
  }

  private static ConfigurationException malformed(Settings settings, String key, String is) {
    return new ConfigurationException(
        "Setting " + key + " is " + is + ", got (" + settings.text(key, "") + ")");
  }

  /** What belongs to an instance. */
  Optional<String> of(InstanceId instance) {
    return Optional.ofNullable(devices.get(instance.value()));
  }

  /** What belongs to an instance, or a refusal if nothing does. */
  String required(InstanceId instance) throws IOException {
    return of(instance)
        .orElseThrow(() -> new RefusedException("setting " + key + " names no device of it"));
  }
}
