package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import java.util.Collections;
import java.util.SortedMap;
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
    SortedMap<String, String> named =
        Owners.pairs(
            settings,
            DEVICES,
            LinuxDimension.DISK_NAME.asMatchPredicate(),
            NUMBERS.asMatchPredicate(),
            "names of disks, each once, with their numbers, such as data=8:16,log=8:32");
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
