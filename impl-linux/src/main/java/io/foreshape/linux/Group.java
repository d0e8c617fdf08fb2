package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One cgroup in one hierarchy, held by a handle: whatever happens to its name meanwhile, all files
 * are those of this very group. No symbolic link is followed.
 *
 * <p>Not thread-safe.
 */
final class Group implements Closeable {

  /** More than any file of a cgroup that is read here; what is beyond is not looked at. */
  private static final int MOST_BYTES = 1 << 16;

  private static final int USUAL_BYTES = 1 << 11;

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> WRITE =
      Set.of(
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING,
          LinkOption.NOFOLLOW_LINKS);
  private static final Pattern INODE = Pattern.compile("ino=([0-9]+)");

  /** The files' names as paths: there are some thirty, whatever the number of groups. */
  private static final Map<String, Path> PATHS = new ConcurrentHashMap<>();

  private final SecureDirectoryStream<Path> directory;

  Group(SecureDirectoryStream<Path> directory) {
    this.directory = directory;
  }

  /**
   * What a file says, without white space at its ends.
   *
   * @param file the file's name
   * @return its text, or empty if there is no such file
   */
  Optional<String> read(String file) throws IOException {
    try (SeekableByteChannel channel = directory.newByteChannel(path(file), READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(USUAL_BYTES);
      while (channel.read(bytes) >= 0 && bytes.position() < MOST_BYTES) {
        if (!bytes.hasRemaining()) {
          bytes = ByteBuffer.allocate(2 * bytes.capacity()).put(bytes.flip());
        }
      }
      return Optional.of(UTF_8.decode(bytes.flip()).toString().strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Reads a file; the text is empty if there is no such file. */
  void read(String file, KernelText into) throws IOException {
    into.clear();
    try (SeekableByteChannel channel = directory.newByteChannel(path(file), READ)) {
      into.fill(channel);
    } catch (NoSuchFileException e) {
      into.clear(); // it says nothing
    }
  }

  /** Whether there is such a file, which need not be readable; a group that ends has none. */
  boolean has(String file) {
    try (SeekableByteChannel channel = directory.newByteChannel(path(file), READ)) {
      return channel.isOpen();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return !String.valueOf(e.getMessage()).endsWith("No such device"); // it ends right now
    }
  }

  private static Path path(String file) {
    return PATHS.computeIfAbsent(file, Path::of);
  }

  /**
   * Writes a file in one call, as the kernel wants it.
   *
   * @param file the file's name
   * @param text what to write
   * @throws NoSuchFileException if there is no such file
   */
  void write(String file, String text) throws IOException {
    try (SeekableByteChannel channel = directory.newByteChannel(path(file), WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(UTF_8));
      channel.write(bytes);
      if (bytes.hasRemaining()) { // which is what Java makes of EAGAIN
        throw new IOException("Resource temporarily unavailable");
      }
    }
  }

  /** The number of the group, which no other one gets while the machine is up. */
  String inode() throws IOException {
    Object key =
        directory.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
    Matcher inode = INODE.matcher(String.valueOf(key));
    return inode.find() ? inode.group(1) : String.valueOf(key);
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
