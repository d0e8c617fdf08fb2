package io.foreshape.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of our modules as it was built: the jar or the folder of classes that a part of the project
 * lies in.
 *
 * @param place the jar or the folder
 * @param part the part of the project
 * @param found what the module system makes of it, if anything
 */
record BuiltModule(Path place, Part part, Optional<ModuleReference> found) {
  private static final String SERVICES = "META-INF/services/";

  /** The modules that some classes of ours were read from. */
  static Stream<BuiltModule> of(JavaClasses types) {
    Map<Path, Part> places = new TreeMap<>();
    for (JavaClass type : types) {
      Part.of(type).ifPresent(part -> places.put(placeOf(type), part));
    }
    return places.entrySet().stream().map(e -> read(e.getKey(), e.getValue()));
  }

  /** The packages that everybody may use. */
  Stream<String> exports() {
    return found.stream()
        .flatMap(reference -> reference.descriptor().exports().stream())
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source);
  }

  /** Says so if this is a library without a module-info. */
  Stream<String> missingDescriptor() {
    boolean isModule = found.isPresent() && !found.get().descriptor().isAutomatic();
    return isModule || part.isProgram() ? Stream.empty() : Stream.of(place + " has no module-info");
  }

  /** Says so if module-info and META-INF/services do not name the same providers. */
  Stream<String> differingProviders() {
    if (found.isEmpty()) {
      return Stream.empty();
    }
    SortedSet<String> inModule =
        found.get().descriptor().provides().stream()
            .flatMap(p -> p.providers().stream().map(name -> p.service() + " with " + name))
            .collect(Collectors.toCollection(TreeSet::new));
    SortedSet<String> inServices = providersInServices(found.get());
    return inModule.equals(inServices)
        ? Stream.empty()
        : Stream.of(
            place + ": module-info provides " + inModule + ", META-INF/services " + inServices);
  }

  private static SortedSet<String> providersInServices(ModuleReference reference) {
    try (ModuleReader reader = reference.open();
        Stream<String> names = reader.list()) {
      return names
          .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
          .flatMap(name -> providersIn(reader, name))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> providersIn(ModuleReader reader, String name) {
    try (var bytes = reader.open(name).orElseThrow()) {
      return new String(bytes.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .map(provider -> name.substring(SERVICES.length()) + " with " + provider);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BuiltModule read(Path place, Part part) {
    return new BuiltModule(place, part, ModuleFinder.of(place).findAll().stream().findFirst());
  }

  /** Takes the class's own name off the address that it was read from. */
  private static Path placeOf(JavaClass type) {
    String address = type.getSource().map(Source::getUri).map(URI::toString).orElseThrow();
    String name = type.getName().replace('.', '/') + ".class";
    String place = address.substring(0, address.length() - name.length());
    return Path.of(URI.create(place.replaceFirst("^jar:", "").replaceFirst("!/$", "")));
  }
}
