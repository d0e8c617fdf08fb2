package io.foreshape.shaper;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.foreshape.api.shape.Dimension;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A history on disk: the file {@code journal}, which grows by a line for each entry and is flushed
 * before {@link #keep} returns. Once it is larger than a bound, and than twice what it needs, it is
 * written anew with only what still counts, beside the old one, which is then replaced in one step.
 *
 * <p>A last line without an end was cut short by a crash before it was flushed, so nothing was done
 * on its behalf: it is dropped. Any other damage is refused when the journal is opened.
 *
 * <p>Not thread-safe.
 */
final class Journal implements History {

  /** A journal below this size is not worth writing anew. */
  static final long COMPACT_ABOVE_BYTES = 4L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final String NAME = "journal";
  private static final String NEXT = "journal.next";

  private final Path directory;
  private final JournalFile.Opener opener;
  private final long compactAboveBytes;
  private final Ledger ledger = new Ledger();
  private JournalFile file;
  private long size;
  private long sizeWhenCompact;
  private boolean isSound = true;

  private Journal(Path directory, long compactAboveBytes, JournalFile.Opener opener)
      throws IOException {
    this.directory = directory;
    this.compactAboveBytes = compactAboveBytes;
    this.opener = opener;
    this.file = opener.open(directory.resolve(NAME));
  }

  /**
   * Opens the journal of a directory, or begins one.
   *
   * @throws JournalException if it is damaged
   */
  static Journal open(
      Path directory,
      BiFunction<String, Class<?>, Dimension<?>> dimensions,
      long compactAboveBytes,
      JournalFile.Opener opener)
      throws IOException {
    Files.deleteIfExists(directory.resolve(NEXT));
    Journal journal = new Journal(directory, compactAboveBytes, opener);
    boolean isOpen = false;
    try {
      journal.replay(new JournalLine(dimensions));
      isOpen = true;
      return journal;
    } finally {
      if (!isOpen) {
        journal.close();
      }
    }
  }

  private void replay(JournalLine lines) throws IOException {
    byte[] bytes = file.read();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        replay(lines, new String(bytes, from, i - from, US_ASCII), from);
        from = i + 1;
      }
    }
    size = from;
    if (from < bytes.length) {
      LOG.warn(
          "Journal {} ends within a line: {} bytes that were not flushed are dropped",
          directory,
          bytes.length - from);
      file.cut(from);
    }
    if (from == 0) {
      append(JournalLine.header().getBytes(US_ASCII));
      forceDirectory();
    }
  }

  private void replay(JournalLine lines, String line, int at) {
    String body = JournalLine.opened(line);
    if (body == null) {
      throw damaged(at, "its checksum does not fit", null);
    }
    if (at == 0) {
      if (!body.equals(JournalLine.HEADER)) {
        throw damaged(at, "it is no journal of this version, but (" + body + ")", null);
      }
      return;
    }
    try {
      ledger.take(lines.entry(body));
    } catch (RuntimeException e) {
      throw damaged(at, "it can't be read: " + e.getMessage(), e);
    }
  }

  private JournalException damaged(int at, String how, @Nullable Throwable cause) {
    String message =
        "Journal ("
            + directory.resolve(NAME)
            + ") is damaged in the line at byte "
            + at
            + ": "
            + how
            + ". Nothing was written to any instance. Mend it, or move it away and give up what it"
            + " knows: what instances had before, and what was under way";
    return cause == null ? new JournalException(message) : new JournalException(message, cause);
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public boolean canKeep(Dimension<?> dimension) {
    return ValueType.of(dimension).isPresent();
  }

  @Override
  public void keep(List<Entry> entries) throws IOException {
    if (!isSound) {
      compact();
    }
    append(bytes(entries));
    entries.forEach(ledger::take);
    if (size > Math.max(compactAboveBytes, 2 * sizeWhenCompact)) {
      compactIfPossible();
    }
  }

  private static byte[] bytes(List<Entry> entries) {
    StringBuilder lines = new StringBuilder();
    for (Entry entry : entries) {
      JournalLine.append(lines, entry);
    }
    return lines.toString().getBytes(US_ASCII);
  }

  private void append(byte[] bytes) throws IOException {
    // What is not known to be on disk is written anew before anything else is kept.
    isSound = false;
    file.write(bytes, size);
    file.force();
    size += bytes.length;
    isSound = true;
  }

  private void compactIfPossible() {
    try {
      compact();
    } catch (IOException e) {
      LOG.warn("Journal {} can't be written anew and goes on growing", directory, e);
    }
  }

  private void compact() throws IOException {
    List<Entry> entries = new ArrayList<>(ledger.entries());
    Path next = directory.resolve(NEXT);
    Files.deleteIfExists(next);
    byte[] header = JournalLine.header().getBytes(US_ASCII);
    byte[] bytes = bytes(entries);
    JournalFile fresh = opener.open(next);
    try {
      fresh.write(header, 0);
      fresh.write(bytes, header.length);
      fresh.force();
      Files.move(next, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
    file.close();
    file = fresh;
    size = (long) header.length + bytes.length;
    sizeWhenCompact = size;
    isSound = false;
    forceDirectory();
    isSound = true;
  }

  /** Has the file's name put on disk too. */
  private void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
