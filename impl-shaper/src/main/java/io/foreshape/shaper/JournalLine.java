package io.foreshape.shaper;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.foreshape.api.host.HostId;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: eight hex digits of the CRC-32C of all that follows the space behind
 * them, the kind of the entry, and words with spaces between. All is ASCII, so that a person can
 * read it where no program can; docs/shaping.md has the format.
 *
 * <p>Not thread-safe.
 */
final class JournalLine {

  /** The first line, without its checksum. */
  static final String HEADER = "foreshape-journal 1";

  private static final int SUM_DIGITS = 8;

  /** What stands in the checksum's place until the line is whole. */
  private static final String NO_SUM = "0".repeat(SUM_DIGITS);

  private static final String UNSET = "~";

  private final BiFunction<String, Class<?>, Dimension<?>> dimensions;

  /** Reads lines with the dimensions of an actuator, which know their resources. */
  JournalLine(BiFunction<String, Class<?>, Dimension<?>> dimensions) {
    this.dimensions = dimensions;
  }

  /** The first line, with its checksum and line feed. */
  static String header() {
    return sumWord(HEADER) + " " + HEADER + "\n";
  }

  /** Adds an entry's line, with its checksum and line feed. */
  static void append(StringBuilder lines, Entry entry) {
    int start = lines.length();
    lines.append(NO_SUM).append(' ');
    int body = lines.length();
    append(entry, lines);
    lines.replace(start, start + SUM_DIGITS, sumWord(lines.substring(body))).append('\n');
  }

  /** What a line says, or null if its checksum is not that of what it says. */
  static @Nullable String opened(String line) {
    if (line.length() <= SUM_DIGITS || line.charAt(SUM_DIGITS) != ' ') {
      return null;
    }
    String body = line.substring(SUM_DIGITS + 1);
    return line.startsWith(sumWord(body)) ? body : null;
  }

  private static String sumWord(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(US_ASCII));
    return HexFormat.of().toHexDigits(crc.getValue(), SUM_DIGITS);
  }

  private static void append(Entry entry, StringBuilder body) {
    if (entry instanceof Entry.Begun begun) {
      subject(body.append("begin ").append(begun.run()), begun.subject());
    } else if (entry instanceof Entry.Kept kept) {
      subject(body.append("kept"), kept.subject());
    } else if (entry instanceof Entry.Ended ended) {
      body.append("end ").append(ended.run());
      ended
          .endings()
          .forEach(
              (instance, ending) -> {
                Word.append(body.append(' '), instance.value());
                body.append(' ').append(ending);
              });
    }
  }

  private static void subject(StringBuilder body, Entry.Subject subject) {
    Word.append(body.append(' '), subject.instance().value());
    Word.append(body.append(' '), subject.host().value());
    body.append(' ');
    if (subject.incarnation().isEmpty()) {
      body.append(UNSET);
    } else {
      Word.append(body, subject.incarnation());
    }
    for (ShapeChange<?> change : subject.changes()) {
      ValueType type = ValueType.of(change.dimension()).orElseThrow();
      body.append(' ').append(change.dimension().id()).append(' ').append(type);
      body.append(' ').append(word(type, change.from()));
      body.append(' ').append(word(type, change.to()));
    }
  }

  // An empty text is a word of no characters, which the double space shows.
  private static String word(ValueType type, @Nullable Object value) {
    return value == null ? UNSET : type.word(value);
  }

  /**
   * The entry of a line's body.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  Entry entry(String body) {
    String[] words = body.split(" ", -1);
    return switch (words[0]) {
      case "begin" -> new Entry.Begun(number(words), subject(words, 2));
      case "end" -> new Entry.Ended(number(words), endings(words));
      case "kept" -> new Entry.Kept(subject(words, 1));
      default -> throw new IllegalArgumentException("There is no entry (" + words[0] + ")");
    };
  }

  private static long number(String[] words) {
    return Long.parseLong(word(words, 1));
  }

  private static String word(String[] words, int index) {
    if (index >= words.length) {
      throw new IllegalArgumentException("An entry ends after " + words.length + " words");
    }
    return words[index];
  }

  private static SortedMap<InstanceId, Entry.Ending> endings(String[] words) {
    SortedMap<InstanceId, Entry.Ending> endings = new TreeMap<>();
    for (int i = 2; i < words.length; i += 2) {
      endings.put(
          new InstanceId(Word.unescaped(words[i])), Entry.Ending.valueOf(word(words, i + 1)));
    }
    return endings;
  }

  private Entry.Subject subject(String[] words, int from) {
    String incarnation = word(words, from + 2);
    List<ShapeChange<?>> changes = new ArrayList<>();
    for (int i = from + 3; i < words.length; i += 4) {
      ValueType type = ValueType.valueOf(word(words, i + 1));
      changes.add(
          change(
              dimensions.apply(words[i], type.type()),
              type,
              word(words, i + 2),
              word(words, i + 3)));
    }
    return new Entry.Subject(
        new InstanceId(Word.unescaped(word(words, from))),
        new HostId(Word.unescaped(word(words, from + 1))),
        incarnation.equals(UNSET) ? "" : Word.unescaped(incarnation),
        changes);
  }

  private static <T> ShapeChange<T> change(
      Dimension<T> dimension, ValueType type, String from, String to) {
    return new ShapeChange<>(
        dimension,
        dimension.type().cast(from.equals(UNSET) ? null : type.parse(from)),
        dimension.type().cast(to.equals(UNSET) ? null : type.parse(to)));
  }
}
