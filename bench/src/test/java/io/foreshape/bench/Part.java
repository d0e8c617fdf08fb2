package io.foreshape.bench;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The parts of the project by package, and who may know whom. Each part is a module of its own;
 * what is listed is all that it may know, apart from itself and the JDK. The table in
 * CONTRIBUTING.md says the same in words.
 */
@SuppressWarnings(
    "ImmutableEnumChecker") // List.of, which the checker does not know to be immutable
enum Part {
  API("api", "org.jspecify"),
  FORECAST_SPI("forecast.spi", "org.jspecify", "io.foreshape.api"),
  SOLVER_SPI("solver.spi", "org.jspecify", "io.foreshape.api"),
  SHAPER_SPI("shaper.spi", "org.jspecify", "io.foreshape.api"),
  CORE(
      "core",
      "org.jspecify",
      "org.slf4j",
      "io.foreshape.api",
      "io.foreshape.forecast.spi",
      "io.foreshape.solver.spi",
      "io.foreshape.shaper.spi"),
  IMPL_FORECAST(
      "forecast",
      "org.jspecify",
      "org.slf4j",
      "com.google.common",
      "org.apache.commons.math3",
      "io.foreshape.api",
      "io.foreshape.forecast.spi"),
  IMPL_SOLVER(
      "solver",
      "org.jspecify",
      "org.slf4j",
      "com.google.common",
      "io.jenetics",
      "org.ojalgo",
      "io.foreshape.api",
      "io.foreshape.solver.spi"),
  IMPL_ORTOOLS(
      "ortools",
      "org.jspecify",
      "com.google.ortools",
      "io.foreshape.api",
      "io.foreshape.solver.spi"),
  IMPL_SHAPER(
      "shaper",
      "org.jspecify",
      "org.slf4j",
      "com.google.common",
      "io.foreshape.api",
      "io.foreshape.shaper.spi"),
  IMPL_LINUX("linux", "org.jspecify", "org.slf4j", "io.foreshape.api", "io.foreshape.shaper.spi"),
  REPLAY(
      "replay",
      "org.jspecify",
      "org.apache.commons.math3",
      "com.fasterxml.jackson.core",
      "io.foreshape.api",
      "io.foreshape.forecast.spi",
      "io.foreshape.solver.spi",
      "io.foreshape.shaper.spi",
      "io.foreshape.core",
      "io.foreshape.forecast",
      "io.foreshape.solver",
      "io.foreshape.shaper"),
  TESTKIT(
      "testkit",
      "org.jspecify",
      "org.junit.jupiter",
      "net.jqwik",
      "org.assertj",
      "io.foreshape.api",
      "io.foreshape.forecast.spi",
      "io.foreshape.solver.spi",
      "io.foreshape.shaper.spi"),
  SAMPLES("samples", ""),
  BENCH("bench", "");

  private static final String ROOT = "io.foreshape.";
  private static final List<String> JDK = List.of("java", "javax", "jdk", "com.sun");

  private final String home;
  private final List<String> known;

  Part(String home, String... known) {
    this.home = ROOT + home;
    this.known = List.of(known);
  }

  /** The part that a class of ours belongs to: the one with the longest package that fits. */
  static Optional<Part> of(JavaClass type) {
    String name = type.getPackageName();
    return Arrays.stream(values())
        .filter(part -> isWithin(name, part.home))
        .max(Comparator.comparingInt(part -> part.home.length()));
  }

  /** Programs: they may know everything, print, and need no module-info. */
  boolean isProgram() {
    return this == SAMPLES || this == BENCH;
  }

  /** Whether this part may know a class, which is not an array. */
  boolean mayKnow(JavaClass type) {
    if (isProgram() || isOfTheJdk(type)) {
      return true;
    }
    Optional<Part> owner = of(type);
    if (owner.isPresent()) {
      return owner.get() == this || known.contains(owner.get().home);
    }
    return known.stream().anyMatch(home -> isWithin(type.getPackageName(), home));
  }

  /** Whether a class may stand in a signature that this part exports. */
  boolean mayExport(JavaClass type) {
    boolean isTestLibrary =
        this == TESTKIT && !type.getPackageName().startsWith(ROOT) && mayKnow(type);
    return isProgram() || isOfTheJdk(type) || of(type).isPresent() || isTestLibrary;
  }

  private static boolean isOfTheJdk(JavaClass type) {
    return type.isPrimitive()
        || JDK.stream().anyMatch(home -> isWithin(type.getPackageName(), home));
  }

  private static boolean isWithin(String packageName, String home) {
    return packageName.equals(home) || packageName.startsWith(home + ".");
  }
}
