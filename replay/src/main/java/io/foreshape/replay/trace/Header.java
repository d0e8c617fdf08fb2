package io.foreshape.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The first line of a trace, by which its format is told.
 *
 * @param text the line, without byte order mark and line end; cut if it is very long
 */
record Header(String text) {

  private static final int HEAD_BYTES = 4096;

  /** Reads the first line that is not empty, or as much of it as matters. */
  static Header of(Path file) {
    byte[] head;
    try (InputStream in = TraceInput.open(file)) {
      head = in.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      throw TraceInput.fault(file, 1, e);
    }
    String text = new String(head, StandardCharsets.UTF_8);
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String first = unmarked.lines().filter(line -> !line.isEmpty()).findFirst().orElse("");
    return new Header(first);
  }

  /** The names of the columns, in lower case, without quotes. */
  List<String> columns(char separator) {
    return Arrays.stream(text.split(String.valueOf(separator), -1))
        .map(name -> name.strip().replaceAll("^\"|\"$", "").toLowerCase(Locale.ROOT))
        .toList();
  }
}
