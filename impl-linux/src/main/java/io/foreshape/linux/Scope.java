package io.foreshape.linux;

import io.foreshape.api.workload.InstanceId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cgroup, in one hierarchy, whose children are the instances. Nothing outside it is opened: it
 * is held by a handle, the names of instances are single names, and they are opened relative to the
 * handle, without following symbolic links.
 *
 * <p>Not thread-safe.
 */
final class Scope implements Closeable {

  private static final Path ITSELF = Path.of(".");

  /** One for all, which is read only. */
  private static final LinkOption[] NO_LINKS = {LinkOption.NOFOLLOW_LINKS};

  private final SecureDirectoryStream<Path> directory;
  private final KernelText text = new KernelText();
  private final String device;
  private @Nullable Group own;

  private Scope(SecureDirectoryStream<Path> directory) throws IOException {
    this.directory = directory;
    this.device =
        Group.device(Group.key(directory.getFileAttributeView(BasicFileAttributeView.class)));
  }

  /**
   * Opens a scope step by step.
   *
   * @param hierarchy where the hierarchy is mounted, which the host program vouches for
   * @param names the names on the way
   * @return the scope, or empty if there is none
   */
  static Optional<Scope> open(Path hierarchy, List<String> names) throws IOException {
    if (!Files.isDirectory(hierarchy)) {
      return Optional.empty();
    }
    DirectoryStream<Path> root = handle(hierarchy);
    if (!(root instanceof SecureDirectoryStream<Path> at)) {
      root.close();
      throw new IOException("Directories can't be held by a handle on (" + hierarchy + ")");
    }
    for (String name : names) {
      SecureDirectoryStream<Path> next;
      try (SecureDirectoryStream<Path> here = at) {
        next = child(here, Path.of(name));
      }
      if (next == null) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(new Scope(at));
  }

  @SuppressWarnings("StreamResourceLeak") // the caller closes it
  private static DirectoryStream<Path> handle(Path directory) throws IOException {
    return Files.newDirectoryStream(directory);
  }

  private static @Nullable SecureDirectoryStream<Path> child(
      SecureDirectoryStream<Path> parent, Path name) throws IOException {
    try {
      return parent.newDirectoryStream(name, NO_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      // A file or a symbolic link of that name is no group; anything else is trouble.
      if (isDirectory(parent, name)) {
        throw e;
      }
      return null;
    }
  }

  /** Whether a name is that of a directory below another one, and of no link to one. */
  static boolean isDirectory(SecureDirectoryStream<Path> parent, Path name) throws IOException {
    try {
      return parent
          .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes()
          .isDirectory();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** The name of a child of that id, or null if no file can have such a name. */
  static @Nullable Path nameOf(InstanceId instance) {
    String name = instance.value();
    if (name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
      return null;
    }
    try {
      Path path = Path.of(name);
      return path.getNameCount() == 1 && !path.isAbsolute() && path.toString().equals(name)
          ? path
          : null;
    } catch (InvalidPathException e) {
      return null; // a character that file names can't have here
    }
  }

  /** The group of an instance, which the caller closes, or null if there is none. */
  @Nullable Group group(InstanceId instance) throws IOException {
    Path name = nameOf(instance);
    return name == null ? null : Group.open(this, name);
  }

  /** The scope's own group, which stays open as long as the scope. */
  Group own() throws IOException {
    Group group = own;
    if (group == null) {
      group = Group.open(this, ITSELF);
      if (group == null) {
        throw new IOException("The scope has gone");
      }
      own = group;
    }
    return group;
  }

  /** A child's directory, which the caller closes, or null if there is none. */
  @Nullable SecureDirectoryStream<Path> child(Path name) throws IOException {
    return child(directory, name);
  }

  /** What there is by a child's name, whenever it is asked. */
  BasicFileAttributeView attributes(Path name) {
    return directory.getFileAttributeView(
        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** What tells the file system that it is in, and that its groups are in too. */
  String device() {
    return device;
  }

  /** Where its groups put the texts that they read, one after the other. */
  KernelText text() {
    return text;
  }

  /** Tells a listing of all names that there are, of groups and of files. */
  void list(Listing listing) throws IOException {
    try (DirectoryStream<Path> children = directory.newDirectoryStream(ITSELF, NO_LINKS)) {
      for (Path child : children) {
        listing.take(this, child);
      }
    }
  }

  /** Whether a name is that of a directory, and of no link to one. */
  boolean isDirectory(Path name) throws IOException {
    return isDirectory(directory, name);
  }

  @Override
  public void close() throws IOException {
    Closing.all(own == null ? List.of(directory) : List.of(own, directory));
  }
}
