package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which CPUs threads run on, by their names. In text {@code CPU 0/KVM=4;worker*=2-3}: names with
 * CPUs, of which the first counts whose name fits, and {@code *} fits anything. {@code worker=2/3}
 * has the first thread of that name on 2 and all others on 3; {@code all} is whatever the thread's
 * group has, as for names that don't stand there. {@code none} has nobody pinned.
 *
 * <p>Processes name their threads as they like. So in a text each byte of a name that is no
 * printable ASCII, or is one of {@code % = ; *}, or a space at an end, stands as {@code %} and two
 * hex digits.
 *
 * <p>Immutable and thread-safe.
 */
final class ThreadPins {

  static final String NONE = "none";

  /** What stands for all CPUs that a thread's group has. */
  static final SortedSet<Integer> ALL = Collections.emptySortedSet();

  private static final String ALL_TEXT = "all";
  private static final String SPECIAL = "%=;*";
  private static final int HEX = 16;
  private static final HexFormat BYTE = HexFormat.of();

  /** What the kernel keeps of a name (TASK_COMM_LEN). */
  private static final int MOST_BYTES = 15;

  private record Pin(Pattern name, List<SortedSet<Integer>> cpus) {}

  private final List<Pin> pins;

  private ThreadPins(List<Pin> pins) {
    this.pins = List.copyOf(pins);
  }

  /**
   * What a text says.
   *
   * @throws RefusedException if it is malformed
   */
  static ThreadPins parsed(String text) throws RefusedException {
    List<Pin> pins = new ArrayList<>();
    for (String entry : text.strip().equals(NONE) ? new String[0] : text.split(";", -1)) {
      int end = entry.indexOf('=');
      if (end < 0) {
        throw malformed(entry, "names with CPUs, such as CPU 0/KVM=4;worker*=2-3, or none");
      }
      List<SortedSet<Integer>> cpus = new ArrayList<>();
      for (String set : entry.substring(end + 1).split("/", -1)) {
        cpus.add(cpus(set.strip()));
      }
      pins.add(new Pin(pattern(entry.substring(0, end).strip()), cpus));
    }
    return new ThreadPins(pins);
  }

  private static SortedSet<Integer> cpus(String text) throws RefusedException {
    if (text.equals(ALL_TEXT)) {
      return ALL;
    }
    SortedSet<Integer> cpus = IdList.parsed(text);
    if (cpus.isEmpty()) {
      throw malformed(text, "CPUs, such as 2-3,8, or all");
    }
    return cpus;
  }

  private static RefusedException malformed(String text, String expected) {
    return new RefusedException("expected " + expected + ", got (" + escaped(text) + ")");
  }

  private static Pattern pattern(String name) throws RefusedException {
    StringBuilder pattern = new StringBuilder();
    int bytes = 0;
    // Each byte is a character here, as it is in a thread's name.
    String text = new String(name.getBytes(UTF_8), ISO_8859_1);
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '*') {
        pattern.append(pattern.toString().endsWith(".*") ? "" : ".*");
        continue;
      }
      if (each == '%') {
        int code = code(text, i + 1);
        if (code < 0) {
          throw malformed(name, "two hex digits behind %, and %25 for % itself");
        }
        each = (char) code;
        i += 2;
      }
      pattern.append("\\x" + BYTE.toHexDigits((byte) each));
      bytes++;
    }
    if (bytes > MOST_BYTES) {
      throw malformed(name, "a name of up to 15 bytes, to which the kernel cuts a thread's");
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }

  /** The byte of two hex digits, or -1. */
  private static int code(String text, int from) {
    int high = from < text.length() ? Character.digit(text.charAt(from), HEX) : -1;
    int low = from + 1 < text.length() ? Character.digit(text.charAt(from + 1), HEX) : -1;
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }

  /** A name, each of whose bytes is a character, as it stands in a text. */
  static String escaped(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      boolean isEnd = i == 0 || i == name.length() - 1;
      boolean isPlain = ' ' < each && each < '\u007f' && SPECIAL.indexOf(each) < 0;
      text.append(
          isPlain || (each == ' ' && !isEnd)
              ? String.valueOf(each)
              : "%" + BYTE.toHexDigits((byte) each));
    }
    return text.toString();
  }

  /** What each of an instance's threads is to run on. */
  List<SortedSet<Integer>> of(List<GroupThread> threads) {
    int[] met = new int[pins.size()];
    List<SortedSet<Integer>> all = new ArrayList<>();
    for (GroupThread thread : threads) {
      SortedSet<Integer> cpus = ALL;
      for (int i = 0; i < met.length; i++) {
        Pin pin = pins.get(i);
        if (pin.name.matcher(thread.name()).matches()) {
          cpus = pin.cpus.get(Math.min(met[i]++, pin.cpus.size() - 1));
          break;
        }
      }
      all.add(cpus.equals(thread.offered()) ? ALL : cpus);
    }
    return all;
  }

  /** The one text for threads that run on some CPUs each. */
  static String text(List<GroupThread> threads, List<SortedSet<Integer>> cpus) {
    SortedMap<String, List<SortedSet<Integer>>> byName = new TreeMap<>();
    for (int i = 0; i < threads.size(); i++) {
      byName.computeIfAbsent(threads.get(i).name(), name -> new ArrayList<>()).add(cpus.get(i));
    }
    List<String> entries = new ArrayList<>();
    byName.forEach(
        (name, each) -> {
          int last = each.size() - 1;
          while (last > 0 && each.get(last).equals(each.get(last - 1))) {
            last--;
          }
          if (last > 0 || !each.get(0).isEmpty()) {
            List<String> sets = each.subList(0, last + 1).stream().map(ThreadPins::text).toList();
            entries.add(escaped(name) + "=" + String.join("/", sets));
          }
        });
    return entries.isEmpty() ? NONE : String.join(";", entries);
  }

  /** CPUs as they stand in a text. */
  static String text(SortedSet<Integer> cpus) {
    return cpus.isEmpty() ? ALL_TEXT : IdList.text(cpus);
  }

  /**
   * Whether threads that were pinned may look pinned in another way though nobody pinned them anew:
   * some have ended, some have begun with what their creators have, and the kernel takes from them
   * what their group does not have any more, or sets them free. So each set of CPUs is of one that
   * was there before.
   */
  static boolean mayDrift(String from, String to) {
    try {
      List<SortedSet<Integer>> before = parsed(from).sets();
      return parsed(to).sets().stream()
          .allMatch(set -> set.isEmpty() || before.stream().anyMatch(one -> one.containsAll(set)));
    } catch (RefusedException e) {
      return false; // it was never read here
    }
  }

  private List<SortedSet<Integer>> sets() {
    return pins.stream().flatMap(pin -> pin.cpus.stream()).toList();
  }
}
