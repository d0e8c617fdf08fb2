package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.SnapshotException;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What a snapshot promises to those who write and read it. */
class SnapshotProperties {

  private static final byte[] SMALL =
      Snapshots.of(
          writer -> {
            writer.longs("longs", 1, -2, 3);
            writer.texts("texts", List.of("", "one", "two"));
            writer.section("inner", inner -> inner.doubles("doubles", 0.5, Double.NaN));
            writer.booleans("booleans", new boolean[] {true, false}, 2);
          });

  private static void assertRefused(byte[] snapshot, String fault) {
    assertThatThrownBy(() -> Snapshots.read(snapshot))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining(fault)
        .hasMessageContaining("start without it");
  }

  /** Every bit of every value comes back, NaNs and lone surrogates too. */
  @Property(tries = 200)
  void whatIsWrittenIsRead(
      @ForAll long[] longs,
      @ForAll double[] doubles,
      @ForAll float[] floats,
      @ForAll int[] ints,
      @ForAll boolean[] booleans,
      @ForAll @Size(max = 5) List<String> texts) {
    byte[] snapshot =
        Snapshots.of(
            writer -> {
              writer.longs("l", longs);
              writer.section("empty", inner -> {});
              writer.section(
                  "inner",
                  inner -> {
                    inner.doubles("d", doubles);
                    inner.floats("f", floats, floats.length);
                    inner.texts("t", texts);
                  });
              writer.ints("i", ints);
              writer.booleans("b", booleans, booleans.length);
            });
    SnapshotReader reader = Snapshots.read(snapshot);
    SnapshotReader inner = reader.section("inner");
    assertThat(reader.longs("l", longs.length)).isEqualTo(longs);
    assertThat(reader.ints("i", ints.length, Integer.MIN_VALUE, Integer.MAX_VALUE)).isEqualTo(ints);
    assertThat(reader.booleans("b", booleans.length)).isEqualTo(booleans);
    assertThat(bits(inner.doubles("d", doubles.length))).isEqualTo(bits(doubles));
    assertThat(inner.floats("f", floats.length)).isEqualTo(floats);
    assertThat(inner.texts("t")).isEqualTo(texts);
    assertThat(reader.has("empty")).isTrue();
    assertThat(reader.has("d")).isFalse();
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  /** Columns of more than one buffer, of which only the first values count. */
  @Property(tries = 10)
  void longColumnsAreReadAsWritten(@ForAll @IntRange(max = 300_000) int count) {
    float[] values = new float[300_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(i * 0x9E37);
    }
    boolean[] flags = new boolean[300_000];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = i % 7 == 0;
    }
    SnapshotReader reader =
        Snapshots.read(
            Snapshots.of(
                writer -> {
                  writer.floats("values", values, count);
                  writer.booleans("flags", flags, count);
                }));
    assertThat(reader.floats("values", count)).isEqualTo(Arrays.copyOf(values, count));
    assertThat(reader.booleans("flags", count)).isEqualTo(Arrays.copyOf(flags, count));
  }

  /** Whatever bit is another: it is found. */
  @Example
  void everyFlippedBitIsFound() {
    for (int bit = 0; bit < 8 * SMALL.length; bit++) {
      byte[] damaged = SMALL.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(damaged, "");
    }
  }

  @Example
  void everyTruncationIsFound() {
    for (int length = 0; length < SMALL.length; length++) {
      assertRefused(Arrays.copyOf(SMALL, length), "cut short");
    }
    assertRefused(Arrays.copyOf(SMALL, SMALL.length + 1), "goes on");
  }

  @Example
  void otherFilesAndLaterVersionsAreRefused() {
    assertRefused("{\"no\": \"snapshot\"}".getBytes(StandardCharsets.US_ASCII), "no snapshot");
    assertRefused(crafted(2, out -> out.writeByte('E')), "(2)");
  }

  /** A column or a section that nobody asks for does not matter, whatever its type. */
  @Example
  void whatALaterVersionAddsIsSkipped() {
    byte[] later =
        crafted(
            1,
            out -> {
              column(out, 'Q', "quaternions", 200_000);
              out.write(new byte[200_000]);
              column(out, 'I', "known", 4);
              out.writeInt(7);
              out.writeByte('E');
            });
    SnapshotReader reader = Snapshots.read(later);
    assertThat(reader.ints("known", 1, 0, 10)).containsExactly(7);
    assertThatThrownBy(() -> reader.doubles("quaternions", 1))
        .isInstanceOf(SnapshotException.class);
  }

  /** What a file says of a length is not believed: there need not be that much memory. */
  @Property(tries = 10)
  void hostileLengthsCostNothing(@ForAll @IntRange(min = 27, max = 62) int exponent) {
    for (char letter : new char[] {'J', 'D', 'F', 'I', 'C', 'Z', 'Q'}) {
      byte[] hostile =
          crafted(
              1,
              out -> {
                column(out, letter, "hostile", 1L << exponent);
                out.writeByte('E');
              });
      long bytes =
          Allocation.bytesOf(
              () ->
                  assertThatThrownBy(() -> Snapshots.read(hostile))
                      .isInstanceOf(SnapshotException.class));
      assertThat(bytes).isLessThan(4_000_000);
    }
  }

  /** Sections within sections cost no more than they are long. */
  @Example
  void hostileDepthsCostLittle() {
    int depth = 20_000;
    byte[] hostile =
        crafted(
            1,
            out -> {
              for (int i = 0; i < depth; i++) {
                out.writeByte('S');
                out.writeUTF("x".repeat(100));
              }
            });
    long bytes =
        Allocation.bytesOf(() -> assertThatThrownBy(() -> Snapshots.read(hostile)).isNotNull());
    assertThat(bytes).isLessThan(1_000L * depth);
  }

  @Example
  void negativeLengthsAndDoubledNamesAreRefused() {
    assertRefused(crafted(1, out -> column(out, 'I', "negative", -4)), "(-4)");
    assertRefused(crafted(1, out -> column(out, 'I', "odd", 5)), "(5)");
    assertRefused(
        crafted(
            1,
            out -> {
              column(out, 'I', "twice", 0);
              column(out, 'J', "twice", 0);
              out.writeByte('E');
            }),
        "(twice)");
  }

  @Example
  void whatIsNotAsExpectedIsNamed() {
    SnapshotReader reader = Snapshots.read(SMALL);
    assertFault(() -> reader.longs("absent", 3), "(absent)");
    assertFault(() -> reader.section("inner").longs("absent", 3), "(inner/absent)");
    assertFault(() -> reader.doubles("longs", 3), "double[]");
    assertFault(() -> reader.section("longs"), "(longs)");
    assertFault(() -> reader.longs("longs", 4), "(3)");
    assertFault(() -> reader.longs("longs", 3, 0, 3), "(-2)");
    assertFault(() -> reader.texts("longs"), "(longs)");
  }

  private static void assertFault(Runnable asking, String fault) {
    assertThatThrownBy(asking::run)
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining(fault);
  }

  @Example
  void namesAreUniqueWithinTheirSection() {
    assertThatThrownBy(
            () ->
                Snapshots.of(
                    writer -> {
                      writer.longs("twice", 1);
                      writer.section("twice", inner -> {});
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(twice)");
  }

  @Example
  void failingStreamsAreNotDamage() throws IOException {
    OutputStream full = OutputStream.nullOutputStream();
    full.close();
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    assertThatThrownBy(() -> SnapshotWriter.write(full, writer -> {}))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> SnapshotReader.read(broken)).isInstanceOf(UncheckedIOException.class);
  }

  @Example
  void contextsAreTold() {
    ForecasterContext hourly =
        ForecasterContext.daily(Duration.ofHours(1), QuantileLevels.standard());
    SnapshotReader reader = Snapshots.read(Snapshots.of(hourly::save));
    hourly.requireSaved(reader);
    List<ForecasterContext> others =
        List.of(
            ForecasterContext.daily(Duration.ofMinutes(5), QuantileLevels.standard()),
            ForecasterContext.daily(Duration.ofHours(1), QuantileLevels.of(0.5)),
            new ForecasterContext(Duration.ofHours(1), QuantileLevels.standard(), List.of(24)));
    for (ForecasterContext other : others) {
      assertThatThrownBy(() -> other.requireSaved(reader)).isInstanceOf(SnapshotException.class);
    }
  }

  /** Writes what stands between header and checksum. */
  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  /** A snapshot with a right checksum, whatever else is wrong with it. */
  private static byte[] crafted(int version, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CRC32C crc = new CRC32C();
    try (DataOutputStream out = new DataOutputStream(new CheckedOutputStream(bytes, crc))) {
      out.writeBytes("FORESNAP");
      out.writeInt(version);
      content.write(out);
      out.writeInt((int) crc.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void column(DataOutputStream out, char letter, String name, long bytes)
      throws IOException {
    out.writeByte(letter);
    out.writeUTF(name);
    out.writeLong(bytes);
  }
}
