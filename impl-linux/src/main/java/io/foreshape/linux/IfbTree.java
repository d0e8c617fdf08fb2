package io.foreshape.linux;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classes for what a device receives. The kernel has classes for sending only; so all that comes in
 * gets the mark of its connection ({@link CgroupMarks.Kind#CONNECTIONS}) and goes by way of a
 * device of the kind ifb, which "sends" it to where it was to go, by the classes of {@link
 * HtbTree}. Source: tc-mirred(8), tc-connmark(8), drivers/net/ifb.c.
 *
 * @param ip the program
 * @param tc the program
 * @param device the device that receives
 * @param classes those of the ifb device
 */
record IfbTree(Program ip, Program tc, String device, HtbTree classes) implements ClassTree {

  /** Behind all filters of others, so that what they take they have. */
  private static final String ORDER = Integer.toString(HtbTree.ROOT);

  private static final Pattern INDEX = Pattern.compile("([0-9]{1,6}): .*", Pattern.DOTALL);

  /**
   * The tree of a device.
   *
   * @param rate what the device can receive, in bytes/s as {@link HtbRate} holds them
   * @throws IOException if there is no such device
   */
  static IfbTree of(Program ip, Program tc, String device, double rate) throws IOException {
    Matcher index = INDEX.matcher(ip.run("", "-o", "link", "show", "dev", device));
    if (!index.matches()) {
      throw new IOException("device " + device + " has no number");
    }
    // The device's number, since a name may have 15 characters only.
    String ifb = "foreshape" + index.group(1);
    return new IfbTree(ip, tc, device, new HtbTree(tc, ifb, rate));
  }

  @Override
  public double rate() {
    return classes.rate();
  }

  @Override
  public SortedMap<Integer, Share> read() throws IOException {
    return made().orElseGet(TreeMap::new);
  }

  /** The classes, or empty if there is no ifb device. */
  private Optional<SortedMap<Integer, Share>> made() throws IOException {
    try {
      return Optional.of(classes.read());
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("Cannot find device")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void set(int number, Share share) throws IOException {
    boolean isNew = made().isEmpty();
    try {
      if (isNew) {
        ip.run("", "link", "add", classes.device(), "type", "ifb");
        ip.run("", "link", "set", classes.device(), "up");
      }
      classes.set(number, share);
      redirect(); // last: a device that isn't up would drop what it gets
    } catch (IOException e) {
      if (isNew) {
        undo(e);
      }
      throw e;
    }
  }

  private void undo(IOException cause) {
    try {
      retain(List.of());
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private void redirect() throws IOException {
    String entry = entry();
    if (entry.isEmpty()) {
      tc.run("", "qdisc", "add", "dev", device, "ingress");
    }
    String filters = entry.isEmpty() ? "" : filters();
    if (filters.contains("to device " + classes.device() + ")")) {
      return;
    }
    if (isRedirected(filters)) {
      stop(); // to a device that has gone
    }
    String add = "filter add dev " + device + " parent ffff: protocol all pref " + ORDER;
    String actions = " matchall action connmark action mirred egress redirect dev ";
    tc.run("", (add + actions + classes.device()).split(" ", -1));
  }

  /** The kind of what filters stand at for what comes in, if anything does. */
  private String entry() throws IOException {
    for (String line : tc.run("", "qdisc", "show", "dev", device).split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length > 2 && words[2].equals("ffff:")) {
        return words[1];
      }
    }
    return "";
  }

  private String filters() throws IOException {
    return tc.run("", "filter", "show", "dev", device, "parent", "ffff:");
  }

  private static boolean isRedirected(String filters) {
    return filters.contains(" pref " + ORDER + " ");
  }

  private void stop() throws IOException {
    String delete = "filter del dev " + device + " parent ffff: protocol all pref " + ORDER;
    tc.run("", delete.split(" ", -1));
  }

  @Override
  public void retain(Collection<Integer> numbers) throws IOException {
    if (!numbers.isEmpty()) {
      classes.retain(numbers);
      return;
    }
    String entry = entry();
    if (!entry.isEmpty() && isRedirected(filters())) {
      stop(); // first: what is redirected to a device that has gone is dropped
      if (entry.equals("ingress") && filters().isEmpty()) {
        tc.run("", "qdisc", "del", "dev", device, "ingress");
      }
    }
    if (made().isPresent()) {
      ip.run("", "link", "del", classes.device());
    }
  }
}
