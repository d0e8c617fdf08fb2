package io.foreshape.linux;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes of one device: below one that has the device's rate a standard one for whoever has
 * none, and one per instance. A packet's mark is the number of its class. A root that is not the
 * kernel's own standard, nor ours, is somebody else's and stays. Source: tc-htb(8), tc-fw(8).
 *
 * @param tc the program
 * @param device the device's name
 * @param rate what there is to share, in bytes/s as {@link HtbRate} holds them
 */
record HtbTree(Program tc, String device, double rate) implements ClassTree {

  /** A class can't have nothing guaranteed. */
  static final double LEAST_RATE = 1_000;

  /** What is guaranteed to whoever has no class, of the device's rate: nobody is to be cut off. */
  private static final double STANDARD_SHARE = 0.05;

  private static final int TOP = 0xffff;
  private static final int STANDARD = 1;
  private static final double QUANTUM_SECONDS = 0.1;
  private static final double LEAST_QUANTUM = 1_514;
  private static final double MOST_QUANTUM = 200_000;

  private static final Pattern CLASS =
      Pattern.compile("class htb f05e:([0-9a-f]+) .*\\brate (\\S+) ceil (\\S+) .*");

  private static final Pattern USE =
      Pattern.compile(
          "(?m)^class htb f05e:([0-9a-f]+) .*\\bceil (\\S+) .*\\n Sent ([0-9]{1,20}) bytes ");

  /**
   * What a class has let through.
   *
   * @param bytes how many, since it was made, with the headers of the link
   * @param ceiling the most that it lets through, in bytes/s
   */
  record Use(long bytes, double ceiling) {}

  /** What the classes of a device have let through, with those that are no instance's. */
  static SortedMap<Integer, Use> uses(Program tc, String device) throws IOException {
    return parsedUses(tc.run("", "-s", "class", "show", "dev", device));
  }

  static SortedMap<Integer, Use> parsedUses(String text) {
    SortedMap<Integer, Use> uses = new TreeMap<>();
    Matcher words = USE.matcher(text);
    while (words.find()) {
      OptionalDouble ceiling = HtbRate.parsed(words.group(2));
      OptionalLong bytes = Numbers.unsigned(words.group(3));
      if (ceiling.isPresent() && bytes.isPresent()) {
        uses.put(
            Integer.parseInt(words.group(1), 16),
            new Use(bytes.getAsLong(), ceiling.getAsDouble()));
      }
    }
    return uses;
  }

  @Override
  public SortedMap<Integer, Share> read() throws IOException {
    SortedMap<Integer, Share> classes = all();
    classes.remove(TOP);
    classes.remove(STANDARD);
    return classes;
  }

  private SortedMap<Integer, Share> all() throws IOException {
    return parsed(tc.run("", "class", "show", "dev", device));
  }

  static SortedMap<Integer, Share> parsed(String text) {
    SortedMap<Integer, Share> classes = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      Matcher words = CLASS.matcher(line);
      if (words.matches()) {
        OptionalDouble rate = HtbRate.parsed(words.group(2));
        OptionalDouble ceiling = HtbRate.parsed(words.group(3));
        if (rate.isPresent() && ceiling.isPresent()) {
          classes.put(
              Integer.parseInt(words.group(1), 16),
              new Share(rate.getAsDouble(), ceiling.getAsDouble()));
        }
      }
    }
    return classes;
  }

  @Override
  public void set(int number, Share share) throws IOException {
    StringBuilder batch = new StringBuilder();
    if (!all().containsKey(STANDARD)) {
      batch.append(
          root().isOurs()
              ? ""
              : "qdisc replace dev " + device + " root handle f05e: htb default 1\n");
      batch.append(line("", TOP, new Share(rate, rate)));
      batch.append(line("ffff", STANDARD, new Share(rate * STANDARD_SHARE, rate)));
    }
    batch
        .append("filter replace dev ")
        .append(device)
        .append(" parent f05e: protocol all prio 1 fw\n");
    batch.append(line("ffff", number, share));
    tc.run(batch.toString(), "-batch", "-");
  }

  private String line(String parent, int number, Share share) {
    double quantum =
        Math.max(LEAST_QUANTUM, Math.min(MOST_QUANTUM, share.rate() * QUANTUM_SECONDS));
    return String.format(
        Locale.ROOT,
        "class replace dev %s parent f05e:%s classid f05e:%x htb rate %s ceil %s quantum %d%n",
        device,
        parent,
        number,
        HtbRate.text(share.rate()),
        HtbRate.text(share.ceiling()),
        (long) quantum);
  }

  private RootQueue root() {
    return new RootQueue(tc, device, "htb");
  }

  @Override
  public void retain(Collection<Integer> numbers) throws IOException {
    if (numbers.isEmpty()) {
      root().remove();
      return;
    }
    StringBuilder batch = new StringBuilder();
    for (Map.Entry<Integer, Share> each : read().entrySet()) {
      if (!numbers.contains(each.getKey())) {
        batch.append("class del dev ").append(device).append(" classid f05e:");
        batch.append(Integer.toHexString(each.getKey())).append('\n');
      }
    }
    tc.run(batch.toString(), "-batch", "-");
  }
}
