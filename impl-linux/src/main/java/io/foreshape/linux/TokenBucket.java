package io.foreshape.linux;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most that a device sends: a token bucket at its root. What waits longer than {@link #DELAY}
 * would let it is dropped. Source: tc-tbf(8).
 *
 * @param root the device's root
 */
record TokenBucket(RootQueue root) {

  private static final String KIND = "tbf";
  private static final String DELAY = "100ms";

  /**
   * How long an empty bucket fills: where CPUs are busy the kernel comes by less often than that.
   */
  private static final double FILLING_SECONDS = 0.1;

  /** A packet that is longer than the bucket is deep is dropped, so two fit in, with headers. */
  private static final int PACKETS = 2;

  private static final int HEADER_BYTES = 22;

  private static final Pattern LINE =
      Pattern.compile("qdisc tbf f05e: dev (\\S+) root .*\\brate (\\S+) .*");

  static TokenBucket of(Program tc, String device) {
    return new TokenBucket(new RootQueue(tc, device, KIND));
  }

  /** The rates of all devices that have such a root of ours, in bytes/s. */
  static Map<String, Double> all(Program tc) throws IOException {
    return parsed(tc.run("", "qdisc", "show"));
  }

  static Map<String, Double> parsed(String text) {
    Map<String, Double> rates = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      Matcher words = LINE.matcher(line);
      if (words.matches()) {
        OptionalDouble rate = HtbRate.parsed(words.group(2));
        rate.ifPresent(bytesPerSecond -> rates.put(words.group(1), bytesPerSecond));
      }
    }
    return rates;
  }

  /**
   * Has the device send no more than that.
   *
   * @param bytesPerSecond the rate as {@link HtbRate} holds it
   * @param mtuBytes the longest packet
   */
  void set(double bytesPerSecond, long mtuBytes) throws IOException {
    root.isOurs();
    long depthBytes =
        Math.max(PACKETS * (mtuBytes + HEADER_BYTES), (long) (bytesPerSecond * FILLING_SECONDS));
    String command =
        "qdisc replace dev " + root.device() + " root handle f05e: tbf latency " + DELAY;
    String rate = " rate " + HtbRate.text(bytesPerSecond) + " burst " + depthBytes;
    root.tc().run("", (command + rate).split(" ", -1));
  }

  /** Lets it send all it can. */
  void remove() throws IOException {
    root.remove();
  }
}
