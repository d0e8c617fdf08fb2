package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.testkit.SkipReason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process without rights, in a subtree whose group "a" was given to it, and "b" was not. */
@ExtendWith(SkipReason.class)
class UnprivilegedTest {

  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final int NOBODY = 65_534;

  /** What of a knob is told that may not be written: its file, and what would help. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "b REFUSED same this process may not write [a-z_.]+ of it: run as the owner of the file,"
              + " or have the subtree delegated");

  @Test
  void ownerOfAGroup_shapesIt_andIsToldWhatItMayNot(@TempDir Path directory)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(SETPRIV) && "root".equals(System.getProperty("user.name")),
        "needs root and " + SETPRIV + " to become somebody else");
    try (RealCgroups groups = new RealCgroups()) {
      groups.makeAnother("b");
      groups.give("a", NOBODY);
      List<String> command = new ArrayList<>(List.of(SETPRIV.toString()));
      command.addAll(List.of("--reuid", Integer.toString(NOBODY), "--clear-groups", "--"));
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", readableClassPath(directory)));
      command.addAll(List.of(UnprivilegedMain.class.getName(), groups.scope()));
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      List<String> own = output.lines().filter(line -> line.startsWith("a ")).toList();
      List<String> others = output.lines().filter(line -> line.startsWith("b ")).toList();
      assertThat(own).as(output).isNotEmpty().allMatch(line -> line.startsWith("a DONE "));
      assertThat(own).contains("a DONE changed ");
      assertThat(others)
          .hasSameSizeAs(own)
          .allMatch(line -> REFUSED.matcher(line).matches())
          .anyMatch(line -> line.contains(" " + groups.quotaFile() + " of it"));
    }
  }

  /** Copies what the process needs to where everybody may read it. */
  private static String readableClassPath(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> copies = new ArrayList<>();
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String each : all.split(File.pathSeparator, -1)) {
      if (each.contains("foreshape") || each.contains("slf4j-api") || each.endsWith("classes")) {
        Path copy = directory.resolve("part" + copies.size());
        copy(Path.of(each), copy);
        copies.add(copy.toString());
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        boolean isDirectory = Files.isDirectory(copy);
        Files.setPosixFilePermissions(
            copy, PosixFilePermissions.fromString(isDirectory ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }
}
