package io.foreshape.linux;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which group's packets go into which class of a device: a map of nftables from cgroups of v2 to
 * marks, in a table of its own, for packets that this machine's sockets send. A group counts with
 * all that is below it. The kernel keeps a group by its number, so a later one of the same name is
 * another one. Linux 5.13. Source: nft(8), socket expression.
 *
 * <p>What is received has no socket yet when it comes in. So there the mark is left with the
 * connection, by what the socket sends, for {@link IfbTree} to find. A mark of somebody else's
 * stays.
 *
 * @param nft the program
 * @param device the device's name
 * @param scope the scope's path below the root, in characters that nft takes as they are
 * @param kind what bears the marks
 */
record CgroupMarks(Program nft, String device, String scope, Kind kind) {

  /** What bears a mark. */
  enum Kind {
    /** Each packet that is sent. */
    PACKETS("foreshape-"),
    /** The connection that a packet belongs to, both ways. */
    CONNECTIONS("foreshape_in-");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Names that can stand in a text of nft's. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:@-]{1,128}");

  private static final Pattern ELEMENT = Pattern.compile("\"([^\"]*)\" : 0x([0-9a-f]{8})");

  private static final int CLASS_BITS = 16;
  private static final int CLASS_MASK = 0xffff;

  private String table() {
    return "inet " + name();
  }

  private String name() {
    return kind.prefix + device;
  }

  /** The class of each group that has one; groups that are gone are left out. */
  SortedMap<String, Integer> read() throws IOException {
    try {
      return parsed(nft.run("", "list", "map", "inet", name(), "classes"));
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("No such file or directory")) {
        return new TreeMap<>(); // there is no such table
      }
      throw e;
    }
  }

  SortedMap<String, Integer> parsed(String text) throws IOException {
    SortedMap<String, Integer> classes = new TreeMap<>();
    Matcher element = ELEMENT.matcher(text);
    while (element.find()) {
      String path = element.group(1);
      if (!path.startsWith(scope + "/")) {
        throw new IOException("device " + device + " is shaped for another scope's (" + path + ")");
      }
      int mark = Integer.parseUnsignedInt(element.group(2), 16);
      classes.put(path.substring(scope.length() + 1), mark & CLASS_MASK);
    }
    return classes;
  }

  /** Has these groups have these classes and nobody else any, in one step. */
  void write(Map<String, Integer> classes) throws IOException {
    nft.run(classes.isEmpty() ? none() : batch(classes), "-f", "-");
  }

  /** A table that isn't there can't be deleted; one that is added twice stays as it is. */
  private String none() {
    return "add table " + table() + "\ndelete table " + table() + "\n";
  }

  String batch(Map<String, Integer> classes) {
    long level = 1 + scope.chars().filter(c -> c == '/').count() + 1;
    String socket = "socket cgroupv2 level " + level;
    StringBuilder batch = new StringBuilder();
    batch.append("add table ").append(table()).append('\n');
    batch.append("add map ").append(table()).append(" classes { typeof ").append(socket);
    batch.append(" : meta mark; }\n");
    batch.append("add chain ").append(table());
    batch.append(" output { type filter hook output priority -150; policy accept; }\n");
    batch.append("flush chain ").append(table()).append(" output\n");
    for (String rule : rules(socket)) {
      batch.append("add rule ").append(table()).append(" output oifname \"").append(device);
      batch.append("\" ").append(rule).append('\n');
    }
    batch.append("flush map ").append(table()).append(" classes\n");
    batch.append("add element ").append(table()).append(" classes { ");
    String separator = "";
    for (Map.Entry<String, Integer> each : classes.entrySet()) {
      int mark = RootQueue.NUMBER << CLASS_BITS | each.getValue();
      batch.append(separator).append('"').append(scope).append('/').append(each.getKey());
      batch.append("\" : 0x").append(Integer.toHexString(mark));
      separator = ", ";
    }
    return batch.append(" }\n").toString();
  }

  private List<String> rules(String socket) {
    if (kind == Kind.PACKETS) {
      return List.of("meta mark set " + socket + " map @classes");
    }
    String ours =
        String.format(Locale.ROOT, "0x%x0000-0x%xffff", RootQueue.NUMBER, RootQueue.NUMBER);
    return List.of(
        "ct mark { 0x0, " + ours + " } ct mark set " + socket + " map @classes return",
        // Of a group that has no class any more; another one may get its number.
        "ct mark " + ours + " ct mark set 0x0");
  }
}
