package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text that stands with a group of v2 as long as the group is there: an extended attribute of its
 * directory (Linux 5.7). Whoever owns the group may write another one.
 *
 * @param name the attribute's name without {@code user.}
 */
record GroupNote(String name) {

  /** What it says, or empty if there is none. */
  Optional<String> of(Path group) throws IOException {
    UserDefinedFileAttributeView attributes = attributes(group);
    if (!attributes.list().contains(name)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(attributes.size(name));
    attributes.read(name, bytes);
    return Optional.of(UTF_8.decode(bytes.flip()).toString());
  }

  /** Has it say something, or has none be there. */
  void put(Path group, @Nullable String text) throws IOException {
    UserDefinedFileAttributeView attributes = attributes(group);
    if (text != null) {
      attributes.write(name, UTF_8.encode(text));
    } else if (attributes.list().contains(name)) {
      attributes.delete(name);
    }
  }

  private static UserDefinedFileAttributeView attributes(Path group) {
    return Files.getFileAttributeView(
        group, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}
