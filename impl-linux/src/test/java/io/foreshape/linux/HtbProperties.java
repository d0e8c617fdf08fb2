package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.shape.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Rates, classes and marks, in the words of tc and nft. */
class HtbProperties {

  private static final Program NONE = new Program(Path.of("/nowhere"), Duration.ofSeconds(1));
  private static final HtbTree TREE = new HtbTree(NONE, "eth0", 1_250_000);
  private static final CgroupMarks MARKS =
      new CgroupMarks(NONE, "eth0", "machine.slice/web", CgroupMarks.Kind.PACKETS);

  /** As print_rate of iproute2 does. */
  private static String told(long bits) {
    String[] units = {"bit", "Kbit", "Mbit", "Gbit", "Tbit"};
    int i = 0;
    long rate = bits;
    while (i < 3 && rate >= 1_000 && (rate % 1_000 == 0 || rate >= 1_000_000)) {
      rate /= 1_000;
      i++;
    }
    return rate + units[i];
  }

  @Property
  void held_isWhatIsTold_andNotMore(@ForAll @DoubleRange(min = 1, max = 1e12) double rate) {
    double held = HtbRate.held(rate);
    assertThat(HtbRate.parsed(told((long) (held * 8)))).hasValue(held);
    assertThat(HtbRate.held(held)).isEqualTo(held);
    assertThat(held).isLessThanOrEqualTo(rate).isGreaterThan(rate * (1 - 1e-3) - 1);
    // The kernel keeps whole bytes.
    assertThat(held).isEqualTo(Math.floor(held));
  }

  @Property
  void held_ofShares_isHeldAsItIs(@ForAll @DoubleRange(min = 0, max = 1e7) double rate) {
    Traffic traffic = new Traffic(TREE, MARKS);
    Limit cap = traffic.heldCap(Limit.of(rate));
    Limit reserved = traffic.heldReserved(Limit.of(rate));
    assertThat(traffic.heldCap(cap)).isEqualTo(cap);
    assertThat(traffic.heldReserved(reserved)).isEqualTo(reserved);
    assertThat(reserved).isInstanceOf(Limit.AtMost.class);
  }

  @Example
  void parsed_classes() {
    String text =
        """
        class htb f05e:ffff root rate 10Mbit ceil 10Mbit burst 1600b cburst 1600b\s
        class htb f05e:10 parent f05e:ffff prio 0 rate 6Mbit ceil 8Mbit burst 1599b\s
        class htb 1:11 parent 1: prio 0 rate 6Mbit ceil 8Mbit burst 1599b\s
        class fq_codel f05e:12 parent none
        Error: Buffer too small for object.
        """;
    assertThat(HtbTree.parsed(text))
        .containsOnlyKeys(0x10, 0xffff)
        .containsEntry(0x10, new ClassTree.Share(750_000, 1_000_000));
  }

  @Example
  void parsed_uses() {
    String text =
        """
        class htb f05e:ffff root rate 10Mbit ceil 10Mbit burst 1600b cburst 1600b\s
         Sent 100000001 bytes 70000 pkt (dropped 0, overlimits 12 requeues 0)\s
         backlog 0b 0p requeues 0
         lended: 300 borrowed: 0 giants: 0
         tokens: 15134 ctokens: 15134

        class htb f05e:10 parent f05e:ffff leaf 8001: prio 0 rate 8Kbit ceil 8Mbit burst 1599b\s
         Sent 18446744073709551615 bytes 3 pkt (dropped 0, overlimits 0 requeues 0)\s
         backlog 0b 0p requeues 0

        class htb f05e:11 parent f05e:ffff prio 0 rate 8Kbit ceil 8Mbit burst 1599b\s
         Sent many bytes 3 pkt (dropped 0, overlimits 0 requeues 0)\s
        class htb 1:12 parent 1: prio 0 rate 8Kbit ceil 8Mbit burst 1599b\s
         Sent 1 bytes 3 pkt (dropped 0, overlimits 0 requeues 0)\s
        """;
    assertThat(HtbTree.parsedUses(text))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    0x10, new HtbTree.Use(-1, 1_000_000),
                    0xffff, new HtbTree.Use(100_000_001, 1_250_000))));
  }

  @Example
  void parsed_marks_leavesOutWhoIsGone() throws IOException {
    String text =
        "elements = { \"machine.slice/web/a\" : 0xf05e0010,\n 128 : 0xf05e0012,"
            + " \"machine.slice/web/b\" : 0xf05e0011 }";
    assertThat(MARKS.parsed(text)).isEqualTo(new TreeMap<>(Map.of("a", 0x10, "b", 0x11)));
    assertThatThrownBy(() -> MARKS.parsed("{ \"other/a\" : 0xf05e0010 }"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another scope's (other/a)");
  }

  @Example
  void batch_saysTheLevelOfTheGroups() {
    assertThat(MARKS.batch(new TreeMap<>(Map.of("a", 0x10, "b", 0x11))))
        .contains(
            "socket cgroupv2 level 3 map @classes",
            "{ \"machine.slice/web/a\" : 0xf05e0010, \"machine.slice/web/b\" : 0xf05e0011 }");
  }

  @Example
  void batch_ofConnections_leavesMarksOfOthers() {
    CgroupMarks marks = new CgroupMarks(NONE, "eth0", "web", CgroupMarks.Kind.CONNECTIONS);
    assertThat(marks.batch(new TreeMap<>(Map.of("a", 0x10))))
        .contains(
            "add table inet foreshape_in-eth0\n",
            "oifname \"eth0\" ct mark { 0x0, 0xf05e0000-0xf05effff }"
                + " ct mark set socket cgroupv2 level 2 map @classes return\n",
            "oifname \"eth0\" ct mark 0xf05e0000-0xf05effff ct mark set 0x0\n");
  }

  @Example
  void names_thatWouldBeWordsOfNft_areNone() {
    for (String name : new String[] {"a\"", "a b", "a;b", "a{", "a/b", "a\\x2d", "", "\u00e4"}) {
      assertThat(CgroupMarks.NAME.matcher(name).matches()).as(name).isFalse();
    }
  }
}
