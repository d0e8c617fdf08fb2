package io.foreshape.testkit;

import io.foreshape.api.resource.Resource;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.shaper.spi.Actuator;
import io.foreshape.solver.spi.Solver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All records of the API and the SPIs, found by looking into their class files. */
final class RecordClasses {

  private RecordClasses() {}

  static List<Class<?>> all() {
    List<Class<?>> records = new ArrayList<>();
    for (Class<?> anchor :
        List.of(Resource.class, Forecaster.class, Solver.class, Actuator.class)) {
      addRecords(records, anchor);
    }
    return records;
  }

  private static void addRecords(List<Class<?>> records, Class<?> anchor) {
    try {
      Path place = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        addRecords(records, place, anchor.getClassLoader());
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          addRecords(records, jar.getPath("/"), anchor.getClassLoader());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addRecords(List<Class<?>> records, Path root, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    List<String> names;
    try (Stream<Path> files = Files.walk(root)) {
      names =
          files
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .filter(name -> name.endsWith(".class") && name.startsWith("io/"))
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .map(name -> name.replace('/', '.'))
              .sorted()
              .toList();
    }
    for (String name : names) {
      Class<?> found = Class.forName(name, false, loader);
      if (found.isRecord()) {
        records.add(found);
      }
    }
  }
}
