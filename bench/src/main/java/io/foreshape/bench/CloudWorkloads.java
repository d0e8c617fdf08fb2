package io.foreshape.bench;

import io.foreshape.api.workload.WorkloadKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the cloud traces say of the workload of a series: of Bitbrains its size, from the files
 * {@code <name>_meta.*.csv} where they are there; of Google the job that a task is of; of PlanetLab
 * the slice; of the periodic Azure set the period that its VMs were picked for, which is known only
 * afterwards; of NAB the service. The other traces say nothing.
 */
final class CloudWorkloads {

  /** A trace's names, and which group of a series' id is which label. */
  private record Naming(String trace, Pattern id, String label) {}

  private static final List<Naming> NAMINGS =
      List.of(
          new Naming("google2019_tasks", Pattern.compile("g19_(\\d+)_\\d+"), "application"),
          new Naming("google2011_400vm", Pattern.compile("gcd_vm_(\\d+)_\\d+"), "application"),
          new Naming("planetlab_2days", Pattern.compile("pl_.+_([^_]+_[^_]+)"), "application"),
          new Naming("azure_v1_78vm_periodic", Pattern.compile(".+_p(\\d+h)"), "period"),
          new Naming("nab_long", Pattern.compile("nab_([A-Za-z]+)_.+"), "application"));

  private static final String RND = "bitbrains_rnd";
  private static final String FAST_STORAGE = "bitbrains_faststorage_50vm";
  private static final double KIB_PER_GIB = 1 << 20;

  private final Map<String, WorkloadKey> sizes = new HashMap<>();

  private CloudWorkloads() {}

  /**
   * Reads the sizes of a folder's machines.
   *
   * @throws IOException if a file is malformed
   */
  static CloudWorkloads of(Path folder) throws IOException {
    CloudWorkloads workloads = new CloudWorkloads();
    workloads.read(folder, RND, "vm", "cores");
    workloads.read(folder, FAST_STORAGE, "series_id", "cpu_count");
    return workloads;
  }

  private void read(Path folder, String name, String id, String cores) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files =
          entries
              .filter(file -> file.getFileName().toString().matches(name + "_meta\\..*csv"))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      try {
        read(Files.readAllLines(file), id, cores);
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw new IOException(file + " has no table of sizes", e);
      }
    }
  }

  private void read(List<String> lines, String id, String cores) {
    List<String> header = List.of(lines.get(0).split(",", -1));
    int idAt = header.indexOf(id);
    int coresAt = header.indexOf(cores);
    int mhzAt = header.indexOf("cpu_capacity_mhz");
    int memoryAt = header.indexOf("mem_capacity_kb");
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      double mhz = Double.parseDouble(cells[mhzAt]);
      long gib = Math.round(Double.parseDouble(cells[memoryAt]) / KIB_PER_GIB);
      // A few machines have neither cores nor a speed.
      if (mhz > 0) {
        String type = cells[coresAt] + " cores, " + Math.round(mhz) + " MHz";
        TreeMap<String, String> memory = new TreeMap<>(Map.of("memory", gib + " GiB"));
        sizes.put(cells[idAt], new WorkloadKey(null, type, null, memory));
      }
    }
  }

  /** What a trace says of a series. */
  WorkloadKey of(String trace, String id) {
    if (trace.startsWith("bitbrains")) {
      return sizes.getOrDefault(id, WorkloadKey.all());
    }
    for (Naming naming : NAMINGS) {
      Matcher matcher = naming.id().matcher(id);
      if (trace.startsWith(naming.trace()) && matcher.matches()) {
        return key(naming.label(), matcher.group(1));
      }
    }
    return WorkloadKey.all();
  }

  private static WorkloadKey key(String label, @Nullable String value) {
    if (value == null) {
      return WorkloadKey.all();
    }
    return label.equals("application")
        ? WorkloadKey.ofApplication(value)
        : new WorkloadKey(null, null, null, new TreeMap<>(Map.of(label, value)));
  }
}
