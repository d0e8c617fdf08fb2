package io.foreshape.replay.trace;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a file's name tells where the file holds one instance and doesn't name it. */
final class FileNames {

  private static final Pattern CAMEL_HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");
  private static final Pattern NOT_A_WORD = Pattern.compile("[^A-Za-z0-9]+");

  private FileNames() {}

  /** The file's name without {@code .gz} and then without one more extension. */
  static String instanceId(Path file) {
    Path last = file.getFileName();
    String name = last == null ? file.toString() : last.toString();
    String plain = name.replaceFirst("(?i)\\.gz$", "").replaceFirst("(?<=.)\\.[A-Za-z]{1,5}$", "");
    return plain.replaceAll("\\p{Cntrl}", "?");
  }

  /** A name in lower case, its words separated by underscores: NetworkIn becomes network_in. */
  static String words(String name) {
    String separated = CAMEL_HUMP.matcher(name).replaceAll("_");
    return NOT_A_WORD.matcher(separated).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
