package io.foreshape.linux;

import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A device of the kind ifb that "sends" what another device receives to where it was to go, since
 * the kernel has queues for sending only. Source: tc-mirred(8), drivers/net/ifb.c.
 *
 * @param ip the program
 * @param tc the program
 * @param device the device that receives
 * @param name its own name
 * @param match which packets go that way, and what else is done with them, in tc's words
 */
record Ifb(Program ip, Program tc, String device, String name, String match) {

  /** Behind all filters of others, so that what they take they have. */
  private static final String ORDER = Integer.toString(RootQueue.NUMBER);

  private static final String PREFIX = "foreshape";
  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9]+");

  /** Sets what is queued in it. */
  @FunctionalInterface
  interface Setting {
    void set() throws IOException;
  }

  /** The ifb of a device that is there. */
  static Ifb of(Program ip, Program tc, NetworkDevice device, String match) throws IOException {
    return new Ifb(ip, tc, device.name(), name(device), match);
  }

  /** By the device's number, since a name may have 15 characters only. */
  static String name(NetworkDevice device) throws IOException {
    return PREFIX + device.index();
  }

  /** The bytes of what a device receives that have come through its ifb; empty if it has none. */
  static OptionalLong passedBytes(NetworkDevice device) {
    try {
      return new NetworkDevice(name(device)).sentBytes();
    } catch (IOException e) {
      return OptionalLong.empty(); // the device has just gone
    }
  }

  boolean isThere() {
    return new NetworkDevice(name).exists();
  }

  /** Has what the device receives go this way, once it is set; all or nothing of it. */
  void use(Setting setting) throws IOException {
    boolean isNew = !isThere();
    try {
      if (isNew) {
        removeForsaken();
        ip.run("", "link", "add", name, "type", "ifb");
        ip.run("", "link", "set", name, "up");
      }
      setting.set();
      redirect(); // last: a device that isn't up would drop what it gets
    } catch (IOException e) {
      if (isNew) {
        undo(e);
      }
      throw e;
    }
  }

  /** Those of devices that have gone, as a container's does when it ends. */
  private void removeForsaken() throws IOException {
    Set<String> wanted = new HashSet<>();
    Set<String> there = new HashSet<>();
    for (NetworkDevice each : NetworkDevice.all()) {
      there.add(each.name());
      if (each.exists()) {
        wanted.add(name(each));
      }
    }
    there.removeAll(wanted);
    for (String each : there) {
      if (NAME.matcher(each).matches()) {
        ip.run("", "link", "del", each);
      }
    }
  }

  private void undo(IOException cause) {
    try {
      remove();
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
    if (filters.contains("to device " + name + ")")) {
      return;
    }
    if (isRedirected(filters)) {
      stop(); // to a device that has gone
    }
    String add = "filter add dev " + device + " parent ffff: protocol all pref " + ORDER;
    tc.run("", (add + " " + match + " action mirred egress redirect dev " + name).split(" ", -1));
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

  /** Has what the device receives go on without it, and removes it. */
  void remove() throws IOException {
    String entry = entry();
    if (!entry.isEmpty() && isRedirected(filters())) {
      stop(); // first: what is redirected to a device that has gone is dropped
      if (entry.equals("ingress") && filters().isEmpty()) {
        tc.run("", "qdisc", "del", "dev", device, "ingress");
      }
    }
    if (isThere()) {
      ip.run("", "link", "del", name);
    }
  }
}
