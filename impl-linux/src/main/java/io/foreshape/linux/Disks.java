package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The disks whose rates can be set, as numbers of whole disks such as 8:0.
 *
 * @param usual the one of the dimensions that don't say which; empty if there is none
 * @param named more of them, by the names that dimensions say ({@link LinuxDimension#onDisk})
 */
record Disks(String usual, SortedMap<String, String> named) {

  static final String DEVICE = "device";
  static final String DEVICES = "devices";

  /** Major and minor number of a device. */
  static final Pattern NUMBERS = Pattern.compile("[0-9]{1,4}:[0-9]{1,7}");

  Disks {
    named = Collections.unmodifiableSortedMap(named);
  }

  /**
   * Those of settings.
   *
   * @throws ConfigurationException if a setting is malformed
   */
  static Disks of(Settings settings) {
    String usual = settings.text(DEVICE, "");
    if (!usual.isEmpty()) {
      requireNumbers(DEVICE, usual);
    }
    SortedMap<String, String> named = new TreeMap<>();
    String all = settings.text(DEVICES, "");
    for (String each : all.isEmpty() ? new String[0] : all.split(",", -1)) {
      String[] parts = each.split("=", -1);
      boolean isClear =
          parts.length == 2
              && LinuxDimension.DISK_NAME.matcher(parts[0]).matches()
              && NUMBERS.matcher(parts[1]).matches();
      if (!isClear || named.put(parts[0], parts[1]) != null) {
        throw new ConfigurationException(
            "Setting "
                + DEVICES
                + " is names of disks, each once, with their numbers, such as data=8:16,log=8:32,"
                + " got ("
                + all
                + ")");
      }
    }
    return new Disks(usual, named);
  }

  /** Refuses a setting that is not a disk's numbers. */
  static void requireNumbers(String key, String text) {
    if (!NUMBERS.matcher(text).matches()) {
      throw new ConfigurationException(
          "Setting " + key + " is the numbers of a whole disk, such as 8:0, got (" + text + ")");
    }
  }
}
