package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.foreshape.api.shape.TierSplit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

/** What the kernel and we ourselves say of tiers, and what anybody else may say in its place. */
class TierTextProperties {

  private static final TierNodes DRAM = new TierNodes("memory_tier4", Set.of(0, 1));
  private static final TierNodes SLOW = new TierNodes("memory_tier168", Set.of(12));
  private static final List<TierNodes> TIERS = List.of(DRAM, SLOW);

  private static TierSplit split(double dram) {
    return TierSplit.of(Map.of(DRAM.id(), dram, SLOW.id(), 1 - dram));
  }

  @Property
  void markIsReadAsItWasWritten(
      @ForAll @DoubleRange(min = 0, max = 1) double wanted,
      @ForAll @DoubleRange(min = 0, max = 1) double before) {
    TierMark mark = new TierMark(split(wanted), split(before));
    assertThat(TierMark.parsed(mark.text())).contains(mark);
  }

  @Property
  void markOfSomebodyElse_isNoneOrOneThatIsReadAgain(@ForAll String text) {
    TierMark.parsed(text)
        .ifPresent(mark -> assertThat(TierMark.parsed(mark.text())).contains(mark));
  }

  /** Such texts as parse for the most part. */
  @Property
  void markThatWasChanged_isNoneOrOneThatIsReadAgain(
      @ForAll @DoubleRange(min = 0, max = 1) double wanted,
      @ForAll @LongRange(min = 0, max = 40) long at,
      @ForAll char other) {
    StringBuilder text = new StringBuilder(new TierMark(split(wanted), split(1)).text());
    text.setCharAt((int) Math.min(at, text.length() - 1), other);
    TierMark.parsed(text.toString())
        .ifPresent(mark -> assertThat(TierMark.parsed(mark.text())).contains(mark));
  }

  @Property
  void bytes_areThoseOfPagesOnTheTiersNodes(
      @ForAll @LongRange(min = 0, max = 1L << 50) long anonymous,
      @ForAll @LongRange(min = 0, max = 1L << 50) long ofFiles,
      @ForAll @LongRange(min = 0, max = 1L << 50) long slow) {
    String text =
        "anon N0="
            + anonymous
            + " N1=7 N12=0\nfile N0=0 N1="
            + ofFiles
            + " N12="
            + slow
            + "\nkernel_stack N0=9999 N1=9999 N12=9999\nshmem N0=0 N1="
            + ofFiles
            + " N12=0\nanon_thp N0="
            + anonymous
            + " N1=0 N12=0\n";
    TierBytes bytes = TierBytes.parsed(text, TIERS);
    assertThat(bytes.of(DRAM)).isEqualTo(anonymous + 7 + ofFiles);
    assertThat(bytes.of(SLOW)).isEqualTo(slow);
    assertThat(bytes.excess(DRAM, bytes.split())).isZero();
    assertThat(bytes.excess(DRAM, split(0))).isEqualTo(bytes.of(DRAM));
    assertThat(bytes.excess(SLOW, split(0))).isEqualTo(-bytes.of(DRAM));
  }

  @Property
  void excess_ofAllTiers_isNothing(
      @ForAll @LongRange(min = 0, max = 1L << 50) long dram,
      @ForAll @LongRange(min = 0, max = 1L << 50) long slow,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    TierBytes bytes = TierBytes.parsed("anon N0=" + dram + " N12=" + slow + "\n", TIERS);
    double sum =
        (double) bytes.excess(DRAM, split(share)) + (double) bytes.excess(SLOW, split(share));
    assertThat(sum).isCloseTo(0, offset(2.0));
  }

  @Property
  void hostileText_isNoBytes(@ForAll String text) {
    assertThat(TierBytes.parsed("x" + text.replace('\n', ' '), TIERS).all()).isZero();
  }
}
