package io.foreshape.linux;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The device of Foreshape's kernel module, which makes many changes at once, all or none.
 *
 * <p>Not thread-safe.
 */
final class KernelModule implements Closeable {

  /** Where the module's device is. */
  static final Path DEVICE = Path.of("/dev/foreshape");

  private static final int ANSWER_BYTES = 8 * Integer.BYTES;

  // From asm-generic/errno-base.h and errno.h, the same on the machines that this is for.
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int EACCES = 13;
  private static final int EOPNOTSUPP = 95;

  private final FileChannel device;

  private KernelModule(FileChannel device) {
    this.device = device;
  }

  /** What the module says of itself and of the last batch. */
  private record Answer(int magic, int version, int error, int failed, int left) {}

  /**
   * Why none of a batch's changes was made.
   *
   * @param change which of them was refused, from 0 on
   * @param isForFiles whether the module does not know the file, so that it is to be written itself
   * @param left how many of those before it could not be undone
   * @param cause why, as when the file itself is opened and written
   */
  record Refusal(int change, boolean isForFiles, int left, IOException cause) {}

  /**
   * Opens the device and hears which version it is.
   *
   * @throws IOException if it isn't there, may not be used or is of another version
   */
  static KernelModule open(Path device) throws IOException {
    KernelModule module =
        new KernelModule(
            FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE));
    try {
      module.greet();
      return module;
    } catch (IOException e) {
      module.close();
      throw e;
    }
  }

  private void greet() throws IOException {
    Answer answer = answer();
    if (answer.magic != KernelBatch.MAGIC) {
      throw new IOException("it is no device of Foreshape's");
    }
    if (answer.version != KernelBatch.VERSION) {
      throw new IOException(
          "it is of version "
              + answer.version
              + ", and this library speaks "
              + KernelBatch.VERSION
              + ": load the module that belongs to it");
    }
  }

  /**
   * Makes all changes of a batch, or none.
   *
   * @return why one of them was refused, or empty if all were made
   * @throws IOException if the batch itself was refused
   */
  Optional<Refusal> apply(KernelBatch batch) throws IOException {
    return apply(batch.bytes(), batch.changes());
  }

  /** Has the module read bytes that are meant to be those changes. */
  Optional<Refusal> apply(ByteBuffer bytes, List<KernelBatch.Change> changes) throws IOException {
    try {
      device.write(bytes);
      return Optional.empty();
    } catch (IOException e) {
      Answer answer = answer();
      if (answer.failed < 0 || answer.failed >= changes.size()) {
        throw new IOException("the kernel module refused the batch: " + e.getMessage(), e);
      }
      String file = changes.get(answer.failed).file();
      return Optional.of(
          new Refusal(
              answer.failed,
              answer.error == EOPNOTSUPP,
              answer.left,
              cause(answer.error, file, e)));
    }
  }

  private static IOException cause(int error, String file, IOException e) {
    return switch (error) {
      case EPERM, EACCES -> new AccessDeniedException(file);
      case ENOENT -> new NoSuchFileException(file);
      default -> e; // it has the error's text
    };
  }

  private Answer answer() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(ANSWER_BYTES).order(ByteOrder.nativeOrder());
    if (device.read(bytes) != ANSWER_BYTES) {
      throw new IOException("it gives no answer");
    }
    int[] words = new int[ANSWER_BYTES / Integer.BYTES];
    bytes.flip().asIntBuffer().get(words);
    // How much it takes, words 2 and 3, is far more than the knobs of an instance.
    return new Answer(words[0], words[1], words[4], words[5], words[6]);
  }

  @Override
  public void close() throws IOException {
    device.close();
  }
}
