package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Stretches of memory that hold so many pages of somebody's, in files as the kernel has them. */
class PageOwnersProperties {

  private static final long PAGE = 4_096;

  @Property
  void stretchHasSoManyPages_orAllThatThereAre(
      @ForAll @Size(max = 200) List<@LongRange(min = 0, max = 3) Long> inodes,
      @ForAll @IntRange(min = 0, max = 50) int start,
      @ForAll @IntRange(min = 1, max = 250) int length,
      @ForAll @IntRange(min = 1, max = 100) int wanted)
      throws IOException {
    Path file = file(inodes);
    try {
      Extent within = new Extent(start * PAGE, (start + length) * PAGE);
      Optional<Extent> found =
          new PageOwners(file, PAGE).first(within, new long[] {2, 3}, wanted * PAGE + 1);
      List<Integer> owned = owned(inodes, start, length);
      if (owned.isEmpty()) {
        assertThat(found).isEmpty();
      } else {
        int last = owned.get(Math.min(wanted, owned.size()) - 1);
        assertThat(found).contains(new Extent(owned.get(0) * PAGE, (last + 1) * PAGE));
      }
    } finally {
      Files.delete(file);
    }
  }

  private static List<Integer> owned(List<Long> inodes, int start, int length) {
    List<Integer> owned = new ArrayList<>();
    for (int page = start; page < Math.min(start + length, inodes.size()); page++) {
      if (inodes.get(page) >= 2) {
        owned.add(page);
      }
    }
    return owned;
  }

  private static Path file(List<Long> inodes) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(inodes.size() * Long.BYTES).order(ByteOrder.nativeOrder());
    inodes.forEach(bytes::putLong);
    return Files.write(Files.createTempFile("foreshape", "pages"), bytes.array());
  }
}
