package io.foreshape.samples.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SummaryProperties {

  private static final double ROUNDING_PERCENT = 1e-9;

  @Property
  void means_lieWithinWhatWasSeen(@ForAll("moments") @NotEmpty List<Moment> moments) {
    Total total = Total.of(moments, Moment::shaped);

    double least = moments.stream().mapToDouble(each -> each.shaped().used()).min().orElseThrow();
    double most = moments.stream().mapToDouble(each -> each.shaped().used()).max().orElseThrow();
    // Sums are rounded, the smallest numbers to a whole multiple of Double.MIN_VALUE.
    double rounding = 1e-12 * most + 100 * Double.MIN_VALUE;
    assertThat(total.used()).isBetween(least - rounding, most + rounding);
    assertThat(total.heldBack()).isBetween(0.0, 1 + 1e-12);
  }

  @Property
  void aLargerFixedShape_isShortNoLonger(
      @ForAll("moments") @NotEmpty List<Moment> moments,
      @ForAll @DoubleRange(min = 0, max = 2) double less,
      @ForAll @DoubleRange(min = 0, max = 2) double more) {
    double often = Total.shareAbove(moments, less);

    assertThat(often).isBetween(0.0, 1.0);
    assertThat(Total.shareAbove(moments, less + more)).isBetween(0.0, often);
  }

  @Test
  void table_isWhatWasSeen_withinEightyColumns() {
    Moment.Half shaped = new Moment.Half(0.1, 0.125, 0.01, 0);
    Moment.Half fixed = new Moment.Half(0.1, 0.2, 0, 0);
    Diary diary = new Diary();
    for (Workload workload : Workload.values()) {
      diary.of(workload).add(new Moment(30, shaped, fixed));
      diary.of(workload).add(new Moment(10, shaped, fixed));
    }

    List<String> lines =
        Summary.of(diary, Map.of(Resource.NETWORK_EGRESS, "there is nothing for it ".repeat(9)));

    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(lines.get(0)).startsWith("40 s of shaping");
    assertThat(lines)
        .anyMatch(
            line ->
                line.matches(
                    "web +cores +0.100 +0.125 +1.25 +1.0 % +0.100 +0.200 +2.00 +0.0 % +0.0 %"))
        .anyMatch(line -> line.matches("feed +MB/s +0.00 +not shaped +0.00"))
        .anyMatch(line -> line.startsWith("Not shaped: network-egress: there is nothing for it"));
  }

  @Test
  void nothingShaped_saysSo() {
    assertThat(Summary.of(new Diary(), Map.of()))
        .singleElement()
        .asString()
        .contains("nothing to compare");
  }

  @Test
  void total_weighsByTime() {
    Moment.Half one = new Moment.Half(1, 2, 0.5, 1);
    Moment.Half three = new Moment.Half(3, 6, 0, 2);

    Total total =
        Total.of(List.of(new Moment(3, one, one), new Moment(1, three, three)), Moment::fixed);

    assertThat(total.used()).isCloseTo(1.5, Percentage.withPercentage(ROUNDING_PERCENT));
    assertThat(total.limit()).isCloseTo(3, Percentage.withPercentage(ROUNDING_PERCENT));
    assertThat(total.heldBack()).isCloseTo(0.375, Percentage.withPercentage(ROUNDING_PERCENT));
    assertThat(total.kills()).isEqualTo(3);
  }

  @Provide
  Arbitrary<List<Moment>> moments() {
    return Views.moments().list().ofMaxSize(50);
  }
}
