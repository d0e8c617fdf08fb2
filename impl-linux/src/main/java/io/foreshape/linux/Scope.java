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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
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

  private final SecureDirectoryStream<Path> directory;

  private Scope(SecureDirectoryStream<Path> directory) {
    this.directory = directory;
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
      return parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
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

  private static boolean isDirectory(SecureDirectoryStream<Path> parent, Path name)
      throws IOException {
    try {
      BasicFileAttributes attributes =
          parent
              .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
      return attributes.isDirectory();
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

  /** The group of an instance, which the caller closes, or empty if there is none. */
  Optional<Group> group(InstanceId instance) throws IOException {
    Path name = nameOf(instance);
    SecureDirectoryStream<Path> child = name == null ? null : child(directory, name);
    return Optional.ofNullable(child).map(Group::new);
  }

  /** The scope's own group, which the caller closes. */
  Group own() throws IOException {
    return new Group(directory.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS));
  }

  /** The instances that there are; groups whose names can't be an id are left out. */
  List<InstanceId> instances() throws IOException {
    List<InstanceId> instances = new ArrayList<>();
    try (DirectoryStream<Path> children =
        directory.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS)) {
      for (Path child : children) {
        String name = String.valueOf(child.getFileName());
        if (isId(name) && isDirectory(directory, Path.of(name))) {
          instances.add(new InstanceId(name));
        }
      }
    }
    return instances;
  }

  private static boolean isId(String name) {
    return !name.isBlank()
        && name.length() <= 255
        && name.chars().noneMatch(Character::isISOControl)
        && name.indexOf('\uFFFD') < 0; // what Java makes of bytes that are no text
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
