package io.foreshape.replay.trace;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.Unit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names and units of published traces; {@link TraceResource#of} has the rules in words. */
final class TraceUnits {

  private static final double KIB = 1024;
  private static final double MIB = KIB * KIB;
  private static final double GIB = KIB * MIB;

  /** What a share of memory is a share of, where a trace doesn't tell. */
  private static final double NOMINAL_MEMORY_BYTES = 4 * GIB;

  private static final int MAX_ID_LENGTH = 63;

  /** The part of a whole that one of the unit is. */
  private static final Map<String, Double> SHARES =
      Map.of("percent", 0.01, "%", 0.01, "pct", 0.01, "norm", 1.0, "norm_mem", 1.0, "ratio", 1.0);

  private static final Map<String, Double> CORES =
      Map.of("cores", 1.0, "core", 1.0, "gcu", 1.0, "millicores", 1e-3, "mhz", 1e-3, "ghz", 1.0);

  private static final Map<String, Double> BYTES =
      Map.of(
          "bytes", 1.0, "byte", 1.0, "b", 1.0, "kb", KIB, "kib", KIB, "mb", MIB, "mib", MIB, "gb",
          GIB, "gib", GIB);

  private static final Set<String> OPERATIONS = Set.of("operations/s", "ops/s", "iops");
  private static final Set<String> RECEIVED = Set.of("rx", "in", "receive", "received", "ingress");
  private static final Set<String> SENT =
      Set.of("tx", "out", "transmit", "transmitted", "sent", "egress");

  private TraceUnits() {}

  static TraceResource resolve(String name, String unit) {
    Set<String> words =
        Arrays.stream(FileNames.words(name).split("_", -1)).collect(Collectors.toSet());
    String given = unit.isBlank() ? unitOf(words) : unit.strip();
    TraceResource known = known(name, given, words);
    return known != null
        ? known
        : new TraceResource(name, given, Resource.compressible(id(name), new Unit(given)), 1);
  }

  private static @Nullable TraceResource known(String name, String given, Set<String> words) {
    String unit = given.toLowerCase(Locale.ROOT);
    if (words.contains("cpu")) {
      Double factor = CORES.getOrDefault(unit, SHARES.get(unit));
      return factor == null ? null : new TraceResource(name, given, Resource.CPU, factor);
    }
    if (words.contains("mem") || words.contains("memory")) {
      Double share = SHARES.get(unit);
      Double factor =
          share == null ? BYTES.get(unit) : Double.valueOf(share * NOMINAL_MEMORY_BYTES);
      return factor == null ? null : new TraceResource(name, given, Resource.MEMORY, factor);
    }
    if (OPERATIONS.contains(unit)) {
      Resource iops = iops(words);
      return iops == null ? null : new TraceResource(name, given, iops, 1);
    }
    Resource throughput = throughput(words);
    Double factor = unit.endsWith("/s") ? BYTES.get(unit.substring(0, unit.length() - 2)) : null;
    return throughput == null || factor == null
        ? null
        : new TraceResource(name, given, throughput, factor);
  }

  private static @Nullable Resource iops(Set<String> words) {
    if (!words.contains("disk")) {
      return null;
    }
    return words.contains("read")
        ? Resource.DISK_READ_IOPS
        : words.contains("write") ? Resource.DISK_WRITE_IOPS : null;
  }

  private static @Nullable Resource throughput(Set<String> words) {
    if (words.contains("disk")) {
      return words.contains("read")
          ? Resource.DISK_READ_THROUGHPUT
          : words.contains("write") ? Resource.DISK_WRITE_THROUGHPUT : null;
    }
    if (words.contains("net") || words.contains("network")) {
      return words.stream().anyMatch(RECEIVED::contains)
          ? Resource.NETWORK_INGRESS
          : words.stream().anyMatch(SENT::contains) ? Resource.NETWORK_EGRESS : null;
    }
    return null;
  }

  /** The unit that a name's words tell, as Prometheus' naming rules ask for. */
  private static String unitOf(Set<String> words) {
    boolean rate =
        words.contains("second")
            || words.stream().anyMatch(w -> w.startsWith("rate") || w.startsWith("irate"));
    if (words.contains("bytes")) {
      return rate ? "bytes/s" : "bytes";
    }
    if (words.contains("cpu") && words.contains("seconds") && rate) {
      return "cores";
    }
    return words.stream()
        .filter(w -> !w.equals("b") && (isShare(w) || CORES.containsKey(w) || BYTES.containsKey(w)))
        .sorted()
        .findFirst()
        .orElse("value");
  }

  private static boolean isShare(String word) {
    return SHARES.containsKey(word);
  }

  /** A name as a resource's id: lower case, dashes, a letter first. */
  private static String id(String name) {
    String dashed = FileNames.words(name).replace('_', '-').replaceAll("^-+|-+$", "");
    String lettered = dashed.matches("[a-z].*") ? dashed : "x-" + dashed;
    return lettered.substring(0, Math.min(lettered.length(), MAX_ID_LENGTH));
  }
}
