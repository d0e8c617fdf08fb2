package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/**
 * The text of one file of the kernel, read again and again into the same bytes, so that sampling
 * many groups makes no garbage of their texts. It reads numbers as {@link Numbers} does.
 *
 * <p>Not thread-safe.
 */
final class KernelText {

  /** More than any file of a cgroup that is read here; what is beyond is not looked at. */
  private static final int MOST_BYTES = 1 << 16;

  private static final int USUAL_BYTES = 1 << 12;
  private static final int MOST_DIGITS = 20;

  /** The last number that may get another digit: (2^64 - 1) / 10. */
  private static final long LAST_FULL = Long.divideUnsigned(-1, 10);

  private ByteBuffer buffer = ByteBuffer.allocate(USUAL_BYTES);
  private byte[] bytes = buffer.array();
  private int length;

  /** Forgets the text. */
  void clear() {
    length = 0;
  }

  /** Takes all of a file. */
  void fill(FileChannel file) throws IOException {
    buffer.clear();
    // Where a read leaves room there is no more: the kernel makes the text as a whole (seq_file.c).
    while (file.read(buffer, buffer.position()) >= 0
        && !buffer.hasRemaining()
        && buffer.position() < MOST_BYTES) {
      buffer = ByteBuffer.allocate(2 * buffer.capacity()).put(buffer.flip());
      bytes = buffer.array();
    }
    length = buffer.position();
  }

  /** The text without white space at its ends. */
  String string() {
    return new String(bytes, 0, length, UTF_8).strip();
  }

  /** Whether a word is all of the text but for white space at its ends. */
  boolean is(String word) {
    int end = length;
    while (end > 0 && isSpace(bytes[end - 1])) {
      end--;
    }
    return end == word.length() && startsWith(word, 0);
  }

  /** The number that is all of the text. */
  OptionalLong unsigned() {
    return unsigned(0, length);
  }

  /** The number behind a key and a space at the start of a line. */
  OptionalLong ofKey(String key) {
    for (int from = 0; from < length; from = endOfLine(from) + 1) {
      if (startsWith(key, from) && startsWith(" ", from + key.length())) {
        return unsigned(from + key.length() + 1, endOfLine(from));
      }
    }
    return OptionalLong.empty();
  }

  /**
   * The number behind a word, in the first line that starts with another.
   *
   * @param line the line's first word and the space behind it
   * @param key the word and an equals sign
   */
  OptionalLong ofLine(String line, String key) {
    for (int from = 0; from < length; from = endOfLine(from) + 1) {
      if (startsWith(line, from)) {
        return ofWord(key, from, endOfLine(from));
      }
    }
    return OptionalLong.empty();
  }

  /** The sum, over all lines, of the numbers behind a word with an equals sign. */
  long sumOfWords(String key) {
    long sum = 0;
    for (int from = 0; from < length; from = endOfLine(from) + 1) {
      sum += ofWord(key, from, endOfLine(from)).orElse(0);
    }
    return sum;
  }

  /** The sum of the numbers that are behind a text in lines, to their ends. */
  long sumOfEnds(String text) {
    long sum = 0;
    for (int from = 0; from < length; from = endOfLine(from) + 1) {
      int end = endOfLine(from);
      int at = from;
      while (at < end && !startsWith(text, at)) {
        at++;
      }
      sum += at < end ? unsigned(at + text.length(), end).orElse(0) : 0;
    }
    return sum;
  }

  private OptionalLong ofWord(String key, int from, int end) {
    for (int at = from; at < end; at = endOf(' ', at, end) + 1) {
      if (startsWith(key, at)) {
        return unsigned(at + key.length(), endOf(' ', at, end));
      }
    }
    return OptionalLong.empty();
  }

  private int endOfLine(int from) {
    return endOf('\n', from, length);
  }

  private int endOf(char last, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != last) {
      at++;
    }
    return at;
  }

  private boolean startsWith(String text, int from) {
    if (from + text.length() > length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The number that fills a range but for white space at its ends. */
  private OptionalLong unsigned(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(bytes[start])) {
      start++;
    }
    while (start < end && isSpace(bytes[end - 1])) {
      end--;
    }
    return start == end || end - start > MOST_DIGITS ? OptionalLong.empty() : digits(start, end);
  }

  private OptionalLong digits(int start, int end) {
    long number = 0;
    for (int i = start; i < end; i++) {
      int digit = bytes[i] - '0';
      boolean isFull =
          Long.compareUnsigned(number, LAST_FULL) > 0 || (number == LAST_FULL && digit > 5);
      if (digit < 0 || digit > 9 || isFull) {
        return OptionalLong.empty();
      }
      number = 10 * number + digit;
    }
    return OptionalLong.of(number);
  }

  private static boolean isSpace(byte one) {
    return one == ' ' || one == '\n' || one == '\t' || one == '\r';
  }
}
