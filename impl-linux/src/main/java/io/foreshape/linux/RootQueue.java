package io.foreshape.linux;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The queue at the root of a device, which may be the kernel's own standard, ours, or somebody
 * else's, which stays.
 *
 * @param tc the program
 * @param device the device's name
 * @param kind of which kind ours is
 */
record RootQueue(Program tc, String device, String kind) {

  /** The number of ours, which no administrator is likely to choose. */
  static final int NUMBER = 0xf05e;

  private static final Pattern LINE = Pattern.compile("qdisc (\\S+) ([0-9a-f]+): root .*");

  /**
   * Whether it is ours.
   *
   * @throws IOException if it is somebody else's
   */
  boolean isOurs() throws IOException {
    for (String line : tc.run("", "qdisc", "show", "dev", device).split("\n", -1)) {
      Matcher words = LINE.matcher(line + " ");
      if (words.matches() && !words.group(2).equals("0")) {
        if (!words.group(1).equals(kind) || Integer.parseInt(words.group(2), 16) != NUMBER) {
          throw new IOException(
              "device " + device + " has a root of somebody else's (" + line.strip() + ")");
        }
        return true;
      }
    }
    return false;
  }

  /** Removes it if it is ours. */
  void remove() throws IOException {
    if (isOurs()) {
      tc.run("", "qdisc", "del", "dev", device, "root");
    }
  }
}
