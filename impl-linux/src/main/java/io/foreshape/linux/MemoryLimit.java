package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limit of memory: memory.max, .high, .low and .min of v2, memory.limit_in_bytes of v1. The
 * kernel holds whole pages (mm/page_counter.c).
 *
 * <p>When v2's memory.max falls below what is used, the kernel reclaims, and kills if that is not
 * enough. So what is above is reclaimed first (memory.reclaim, Linux 5.19), and if what is used
 * less pages of files is still near the limit, nothing is written. v1 answers EBUSY by itself.
 *
 * @param dimension what it sets
 * @param file its file
 * @param isV2 whether it is one of v2
 * @param standard what it is unless set
 * @param pageBytes the size of a page
 */
record MemoryLimit(
    Dimension<Limit> dimension, String file, boolean isV2, Limit standard, long pageBytes)
    implements Knob<Limit> {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryLimit.class);

  @Override
  public String controller() {
    return "memory";
  }

  @Override
  public Optional<Limit> read(Group group) throws IOException {
    KernelText text = group.text(file);
    if (text.is("max")) {
      return Optional.of(Limit.unlimited());
    }
    OptionalLong bytes = text.unsigned();
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    boolean isNone = bytes.getAsLong() < 0 || bytes.getAsLong() >= mostBytes();
    return Optional.of(isNone ? Limit.unlimited() : Limit.of((double) bytes.getAsLong()));
  }

  private long mostBytes() {
    return Long.MAX_VALUE / pageBytes * pageBytes;
  }

  @Override
  public void write(Group group, @Nullable Limit value) throws IOException {
    group.write(file, text(group, value));
  }

  @Override
  public String text(Group group, @Nullable Limit value) throws IOException {
    Limit limit = rounded(value == null ? standard : value);
    if (limit instanceof Limit.AtMost most) {
      long bytes = (long) most.amount();
      if (isV2 && dimension.equals(Dimension.MEMORY_HARD)) {
        makeRoom(group, bytes);
      }
      return Long.toString(bytes);
    }
    return isV2 ? "max" : "-1";
  }

  private static void makeRoom(Group group, long limitBytes) throws IOException {
    long usedBytes = usedBytes(group);
    if (usedBytes <= limitBytes) {
      return;
    }
    reclaim(group, usedBytes - limitBytes);
    usedBytes = usedBytes(group);
    // Pages of files may have come in again meanwhile; the kernel drops those while it writes.
    String stat = group.read("memory.stat").orElse("");
    long droppableBytes =
        Numbers.ofKey(stat, "inactive_file").orElse(0)
            + Numbers.ofKey(stat, "active_file").orElse(0);
    if (usedBytes > limitBytes && usedBytes - droppableBytes > limitBytes / 16 * 15) {
      throw new IOException(
          usedBytes + " bytes are used, and all but " + droppableBytes + " can't be reclaimed");
    }
  }

  private static void reclaim(Group group, long bytes) throws IOException {
    try {
      group.tell("memory.reclaim", Long.toString(bytes));
    } catch (NoSuchFileException e) {
      LOG.debug("This kernel has no memory.reclaim", e);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      LOG.debug("Less was reclaimed than {} bytes", bytes, e); // EAGAIN, which is no fault
    }
  }

  private static long usedBytes(Group group) throws IOException {
    return group
        .read("memory.current")
        .map(Numbers::unsigned)
        .orElse(OptionalLong.empty())
        .orElseThrow(() -> new IOException("memory.current can't be read"));
  }

  @Override
  public Limit held(Groups groups, Limit value) {
    return rounded(value);
  }

  private Limit rounded(Limit value) {
    if (value instanceof Limit.AtMost limit && limit.amount() < mostBytes()) {
      return Limit.of((double) ((long) limit.amount() / pageBytes * pageBytes));
    }
    return Limit.unlimited();
  }
}
