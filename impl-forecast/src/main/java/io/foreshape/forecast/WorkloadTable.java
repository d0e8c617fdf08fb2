package io.foreshape.forecast;

import io.foreshape.api.forecast.SnapshotException;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Workloads as texts: of each the application, the instance type, the region, and the names and
 * values of its configuration. What a key leaves out is an empty text, since no part is blank.
 */
final class WorkloadTable {

  private static final int PARTS = 3;

  private WorkloadTable() {}

  static void save(SnapshotWriter writer, List<WorkloadKey> keys) {
    writer.ints("configured", keys.stream().mapToInt(key -> key.configuration().size()).toArray());
    writer.texts("parts", keys.stream().flatMap(WorkloadTable::texts).toList());
  }

  private static Stream<String> texts(WorkloadKey key) {
    Stream<String> parts =
        Stream.of(orEmpty(key.application()), orEmpty(key.instanceType()), orEmpty(key.region()));
    return Stream.concat(
        parts,
        key.configuration().entrySet().stream()
            .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue())));
  }

  static List<WorkloadKey> load(SnapshotReader reader, int count) {
    int[] configured = reader.ints("configured", count, 0, Integer.MAX_VALUE);
    List<String> texts = reader.texts("parts");
    long expected = (long) PARTS * count;
    for (int size : configured) {
      expected += 2L * size;
    }
    if (texts.size() != expected) {
      throw new SnapshotException("its workloads have (" + texts.size() + ") parts");
    }
    Iterator<String> parts = texts.iterator();
    List<WorkloadKey> keys = new ArrayList<>();
    for (int size : configured) {
      keys.add(key(parts, size));
    }
    return keys;
  }

  private static WorkloadKey key(Iterator<String> parts, int configured) {
    String application = parts.next();
    String instanceType = parts.next();
    String region = parts.next();
    SortedMap<String, String> configuration = new TreeMap<>();
    for (int i = 0; i < configured; i++) {
      configuration.put(parts.next(), parts.next());
    }
    return new WorkloadKey(
        orNull(application), orNull(instanceType), orNull(region), configuration);
  }

  private static String orEmpty(@Nullable String part) {
    return part == null ? "" : part;
  }

  private static @Nullable String orNull(String part) {
    return part.isEmpty() ? null : part;
  }
}
