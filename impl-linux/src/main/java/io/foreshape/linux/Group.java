package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One cgroup in one hierarchy, held by handles: whatever happens to its name meanwhile, all files
 * are those of this very group. No symbolic link is followed. What was opened stays open for the
 * next time; once the group is gone, the kernel refuses to read or write it (ENODEV).
 *
 * <p>Not thread-safe.
 */
final class Group implements Closeable {

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> WRITE =
      Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> BOTH =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /** What comes before a file's inode in its key's text, such as (dev=18,ino=42). */
  private static final String INODE = "ino=";

  /** In how many looks a file that was not there is looked for once, by who asks that often. */
  private static final int LOOKS_PER_TURN = 32;

  /** The files' names as paths: there are some thirty, whatever the number of groups. */
  private static final Map<String, Path> PATHS = new ConcurrentHashMap<>();

  private final Scope scope;
  private final Path name;
  private final BasicFileAttributeView named;
  private final Object key;
  private final List<GroupFile> files = new ArrayList<>();
  private @Nullable SecureDirectoryStream<Path> directory;
  private int openFiles;
  private int look;

  private Group(Scope scope, Path name, SecureDirectoryStream<Path> directory) throws IOException {
    this.scope = scope;
    this.name = name;
    this.named = scope.attributes(name);
    this.directory = directory;
    this.key = key(itself(directory));
    // So that not all groups look for what they lack in the same pass.
    this.look = key.hashCode() & (LOOKS_PER_TURN - 1);
  }

  /**
   * A group of a scope by its name, or null if there is none, or only what is mounted in its place;
   * the caller closes it.
   */
  static @Nullable Group open(Scope scope, Path name) throws IOException {
    SecureDirectoryStream<Path> directory = scope.child(name);
    if (directory == null) {
      return null;
    }
    Group group = new Group(scope, name, directory);
    if (group.device().equals(scope.device())) {
      return group;
    }
    group.close();
    return null;
  }

  /** What tells the file system that it is in. */
  private String device() {
    return device(key);
  }

  /** What of a directory's key tells its file system. */
  static String device(Object key) {
    String text = key.toString();
    int at = text.indexOf(INODE);
    return at < 0 ? text : text.substring(0, at);
  }

  private static BasicFileAttributeView itself(SecureDirectoryStream<Path> directory) {
    return directory.getFileAttributeView(BasicFileAttributeView.class);
  }

  /** What tells a directory from all others. */
  static Object key(BasicFileAttributeView view) throws IOException {
    Object key = view.readAttributes().fileKey();
    if (key == null) {
      throw new IOException("A directory's inode is not told");
    }
    return key;
  }

  /** Whether its name still leads to it. */
  boolean isNamed() throws IOException {
    if (openFiles == 0) {
      return opensDirectory(); // which is needed next, and tells as much
    }
    try {
      return key(named).equals(key);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private boolean opensDirectory() throws IOException {
    closeDirectory();
    directory = openedAnew();
    return directory != null;
  }

  /** Its directory, or null if its name leads to another group now, or to none. */
  private @Nullable SecureDirectoryStream<Path> openedAnew() throws IOException {
    SecureDirectoryStream<Path> anew = scope.child(name);
    boolean isIt = false;
    try {
      isIt = anew != null && key(itself(anew)).equals(key);
      return isIt ? anew : null;
    } finally {
      if (anew != null && !isIt) {
        anew.close();
      }
    }
  }

  /**
   * What a file says, without white space at its ends.
   *
   * @param file the file's name
   * @return its text, or empty if there is no such file
   */
  Optional<String> read(String file) throws IOException {
    KernelText text = scope.text();
    return read(file, text) ? Optional.of(text.string()) : Optional.empty();
  }

  /**
   * What a file says, until another one of the scope is read; nothing if there is no such file.
   *
   * @param file the file's name
   */
  KernelText text(String file) throws IOException {
    KernelText text = scope.text();
    read(file, text);
    return text;
  }

  private boolean read(String file, KernelText into) throws IOException {
    return read(file, into, 1);
  }

  /**
   * Reads a file for who does so again and again: one that was not there is looked for in one of
   * some looks, for a file that is missing costs more than one that is read.
   *
   * @param into is empty if there is no such file
   */
  void readAgain(String file, KernelText into) throws IOException {
    read(file, into, LOOKS_PER_TURN);
  }

  private boolean read(String name, KernelText into, int looksPerTurn) throws IOException {
    into.clear();
    GroupFile file = file(name);
    FileChannel channel = file.open(false);
    if (channel == null) {
      if (file.isAbsent(look, looksPerTurn)) {
        return false;
      }
      channel = openToRead(file);
      if (channel == null) {
        return false;
      }
    }
    try {
      into.fill(channel);
      return true;
    } catch (IOException e) {
      throw forgotten(file, e);
    }
  }

  private GroupFile file(String file) {
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).name().equals(file)) {
        return files.get(i);
      }
    }
    GroupFile anew = new GroupFile(file);
    files.add(anew);
    return anew;
  }

  private @Nullable FileChannel openToRead(GroupFile file) throws IOException {
    try {
      return open(file, false);
    } catch (NoSuchFileException e) {
      file.missed(look);
      return null;
    }
  }

  private FileChannel open(GroupFile file, boolean toWrite) throws IOException {
    close(file);
    FileChannel anew = channel(file.name(), toWrite ? BOTH : READ);
    file.opened(anew, toWrite);
    openFiles++;
    return anew;
  }

  private void close(GroupFile file) throws IOException {
    if (file.isOpen()) {
      openFiles--;
      file.close();
    }
  }

  private FileChannel channel(String file, Set<OpenOption> how) throws IOException {
    Path path = PATHS.computeIfAbsent(file, Path::of);
    return (FileChannel) directory().newByteChannel(path, how); // as all of the default provider's
  }

  private SecureDirectoryStream<Path> directory() throws IOException {
    if (directory == null) {
      directory = listing();
    }
    return directory;
  }

  /** Its directory, opened anew, so that it can be listed; the caller closes it. */
  SecureDirectoryStream<Path> listing() throws IOException {
    SecureDirectoryStream<Path> anew = openedAnew();
    if (anew == null) {
      throw new IOException("its name leads to another group now, or to none");
    }
    return anew;
  }

  /** Has a file opened anew the next time, for the one that is open may be that of a group gone. */
  private IOException forgotten(GroupFile file, IOException e) {
    try {
      close(file);
    } catch (IOException other) {
      e.addSuppressed(other);
    }
    return e;
  }

  /** Whether there is such a file, which need not be readable; a group that ends has none. */
  boolean has(String file) {
    try (FileChannel channel = channel(file, READ)) {
      return channel.isOpen();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return !String.valueOf(e.getMessage()).endsWith("No such device"); // it ends right now
    }
  }

  /**
   * Writes a file in one call, as the kernel wants it.
   *
   * @param file the file's name
   * @param text what to write
   * @throws NoSuchFileException if there is no such file
   */
  void write(String file, String text) throws IOException {
    GroupFile which = file(file);
    FileChannel channel = which.open(true);
    if (channel == null) {
      channel = open(which, true);
    }
    try {
      if (channel.size() > 0) { // which no file of the kernel has
        channel.truncate(0);
      }
      write(channel, text);
    } catch (IOException e) {
      throw forgotten(which, e);
    }
  }

  /** Writes a file that is for writing only. */
  void tell(String file, String text) throws IOException {
    try (FileChannel channel = channel(file, WRITE)) {
      write(channel, text);
    }
  }

  private static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(UTF_8));
    channel.write(bytes, 0);
    if (bytes.hasRemaining()) { // which is what Java makes of EAGAIN
      throw new IOException("Resource temporarily unavailable");
    }
  }

  /** The number of the group, which no other one gets while the machine is up. */
  String inode() {
    String text = key.toString();
    int at = text.indexOf(INODE);
    return at < 0 ? text : text.substring(at + INODE.length(), text.indexOf(')', at));
  }

  /** Its name within the scope. */
  Path name() {
    return name;
  }

  /** How many of its files are open. */
  int openFiles() {
    return openFiles;
  }

  /** Ends a look: closes what is only needed to open files. */
  void rest() throws IOException {
    look++;
    closeDirectory();
  }

  private void closeDirectory() throws IOException {
    SecureDirectoryStream<Path> open = directory;
    directory = null;
    if (open != null) {
      open.close();
    }
  }

  /** Closes all; files that are asked for later are opened again. */
  @Override
  public void close() throws IOException {
    IOException first = null;
    for (int i = 0; i < files.size(); i++) {
      first = Closing.close(files.get(i), first);
    }
    openFiles = 0;
    first = Closing.close(this::closeDirectory, first);
    if (first != null) {
      throw first;
    }
  }
}
