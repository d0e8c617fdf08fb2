package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

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
  static Owners of(Settings settings, String key, Pattern device, String example) {
    SortedMap<String, String> devices = new TreeMap<>();
    String all = settings.text(key, "");
    for (String each : all.isEmpty() ? new String[0] : all.split(",", -1)) {
      String[] parts = each.split("=", -1);
      boolean isClear =
          parts.length == 2 && !parts[0].isEmpty() && device.matcher(parts[1]).matches();
      if (!isClear || devices.put(parts[0], parts[1]) != null) {
        throw malformed(key, example, all);
      }
    }
    if (new HashSet<>(devices.values()).size() < devices.size()) {
      throw malformed(key, example, all);
    }
    return new Owners(key, devices);
  }

  private static ConfigurationException malformed(String key, String example, String all) {
    return new ConfigurationException(
        "Setting "
            + key
            + " is names of instances, each with a device of its own, such as "
            + example
            + ", got ("
            + all
            + ")");
  }

  /** What belongs to an instance. */
  Optional<String> of(String instance) {
    return Optional.ofNullable(devices.get(instance));
  }

  /** What belongs to an instance, or a refusal if nothing does. */
  String required(String instance) throws IOException {
    return of(instance)
        .orElseThrow(() -> new RefusedException("setting " + key + " names no device of it"));
  }
}
