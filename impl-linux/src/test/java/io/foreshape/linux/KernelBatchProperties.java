package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.linux.KernelBatch.Change;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is read from the bytes by the words of kernel/foreshape.h is what was to be written. */
class KernelBatchProperties {

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().all().excludeChars('\0').map(KernelBatchProperties::encodable);
  }

  /** Halves of surrogate pairs have no bytes of their own. */
  private static String encodable(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  @Provide
  Arbitrary<KernelBatch> batches() {
    Arbitrary<Change> changes =
        Combinators.combine(texts(), Arbitraries.longs(), texts(), texts()).as(Change::new);
    return Combinators.combine(
            Arbitraries.strings().alpha(), Arbitraries.longs(), changes.list().ofMaxSize(9))
        .as((name, inode, list) -> new KernelBatch(Path.of("/" + name), inode, list));
  }

  @Property
  void bytes_areWhatTheHeaderSays(@ForAll("batches") KernelBatch batch) {
    ByteBuffer bytes = batch.bytes().order(ByteOrder.nativeOrder());
    assertThat(bytes.getInt()).isEqualTo(KernelBatch.MAGIC);
    assertThat(bytes.getInt()).isEqualTo(KernelBatch.VERSION);
    int count = bytes.getInt();
    int scopeBytes = bytes.getInt();
    assertThat(bytes.getLong()).isEqualTo(batch.scopeInode());
    assertThat(text(bytes, scopeBytes)).isEqualTo(batch.scope().toString());
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long inode = bytes.getLong();
      int nameBytes = bytes.getInt();
      int fileBytes = bytes.getInt();
      int valueBytes = bytes.getInt();
      assertThat(bytes.getInt()).isZero();
      changes.add(
          new Change(
              text(bytes, nameBytes), inode, text(bytes, fileBytes), text(bytes, valueBytes)));
    }
    assertThat(changes).isEqualTo(batch.changes());
    assertThat(bytes.hasRemaining()).isFalse();
  }

  private static String text(ByteBuffer bytes, int count) {
    byte[] text = new byte[count];
    bytes.get(text);
    assertThat(text[count - 1]).isZero();
    return new String(text, 0, count - 1, UTF_8);
  }
}
