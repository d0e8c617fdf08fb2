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

  /** More than the kernel's, which are of 12 and 20 bits. */
  private static final long MOST_OF_A_DEVICE = (1L << 30) - 1;

  /** The last number that may get another digit: (2^64 - 1) / 10. */
  private static final long LAST_FULL = Long.divideUnsigned(-1, 10);

  private ByteBuffer buffer = ByteBuffer.allocate(USUAL_BYTES);
  private byte[] bytes = buffer.array();
  private int length;
  private long number;

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
    return isNumber() ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /** The number that was found last, as a negative one from 2^63 on. */
  long number() {
    return number;
  }

  /** Whether a number is all of the text; {@link #number} then has it. */
  boolean isNumber() {
    return isNumber(0, length);
  }

  /** Whether there is a number behind a key and a space at the start of a line. */
  boolean hasKey(String key) {
    for (int from = 0; from < length; from = endOfLine(from) + 1) {
      if (isOf(key, from)) {
        return isNumber(from + key.length() + 1, endOfLine(from));
      }
    }
    return false;
  }

  /**
   * Whether there is a number behind a word, in the first line that starts with another.
   *
   * @param line the line's first word and the space behind it
   * @param key the word and an equals sign
   */
  boolean hasWord(String line, String key) {
    for (int from = 0; from < length; from = endOfLine(from) + 1) {
      if (startsWith(line, from)) {
        return hasWord(key, from);
      }
    }
    return false;
  }

  /** The start of the line behind the one that starts somewhere, or the end of the text. */
  int nextLine(int from) {
    return Math.min(length, endOfLine(from) + 1);
  }

  /** Whether there is a line that starts somewhere. */
  boolean hasLine(int from) {
    return from < length;
  }

  /** Whether a line starts with the numbers of a device, such as 254:0, and a space. */
  boolean hasDevice(int from) {
    int end = endOf(' ', from, endOfLine(from));
    int colon = endOf(':', from, end);
    if (colon == end || !isDigits(from, colon) || number < 0 || number > MOST_OF_A_DEVICE) {
      return false;
    }
    long major = number;
    if (!isDigits(colon + 1, end) || number < 0 || number > MOST_OF_A_DEVICE) {
      return false;
    }
    number = (major << Integer.SIZE) | number;
    return true;
  }

  /** Whether there is a number behind a word with an equals sign, in the line that starts there. */
  boolean hasWord(String key, int from) {
    int end = endOfLine(from);
    for (int at = from; at < end; at = endOf(' ', at, end) + 1) {
      if (startsWith(key, at)) {
        return isNumber(at + key.length(), endOf(' ', at, end));
      }
    }
    return false;
  }

  /** Whether a word with an equals sign has a value, in the line that starts there. */
  boolean hasWord(String key, String value, int from) {
    int end = endOfLine(from);
    for (int at = from; at < end; at = endOf(' ', at, end) + 1) {
      if (startsWith(key, at)
          && startsWith(value, at + key.length())
          && endOf(' ', at, end) == at + key.length() + value.length()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a line starts with a word and a space. */
  boolean isOf(String word, int from) {
    return startsWith(word, from) && startsWith(" ", from + word.length());
  }

  /**
   * Whether there is a number behind a text, from there to the end of the line that starts there.
   */
  boolean endsBehind(String text, int from) {
    int end = endOfLine(from);
    int at = from;
    while (at < end && !startsWith(text, at)) {
      at++;
    }
    return at < end && isNumber(at + text.length(), end);
  }

  /** The sum, over all lines, of the numbers behind a word with an equals sign. */
  long sumOfWords(String key) {
    long sum = 0;
    for (int from = 0; from < length; from = endOfLine(from) + 1) {
      sum += hasWord(key, from) ? number : 0;
    }
    return sum;
  }

  /** The sum of the numbers that are behind a text in lines, to their ends. */
  long sumOfEnds(String text) {
    long sum = 0;
    for (int from = 0; from < length; from = endOfLine(from) + 1) {
      sum += endsBehind(text, from) ? number : 0;
    }
    return sum;
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

  /** Whether a number fills a range but for white space at its ends. */
  private boolean isNumber(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(bytes[start])) {
      start++;
    }
    while (start < end && isSpace(bytes[end - 1])) {
      end--;
    }
    return isDigits(start, end);
  }

  private boolean isDigits(int start, int end) {
    if (start == end || end - start > MOST_DIGITS) {
      return false;
    }
    long read = 0;
    for (int i = start; i < end; i++) {
      int digit = bytes[i] - '0';
      boolean isFull =
          Long.compareUnsigned(read, LAST_FULL) > 0 || (read == LAST_FULL && digit > 5);
      if (digit < 0 || digit > 9 || isFull) {
        return false;
      }
      read = 10 * read + digit;
    }
    number = read;
    return true;
  }

  private static boolean isSpace(byte one) {
    return one == ' ' || one == '\n' || one == '\t' || one == '\r';
  }
}
