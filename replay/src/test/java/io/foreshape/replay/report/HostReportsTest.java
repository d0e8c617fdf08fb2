package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.replay.score.DividerResult;
import io.foreshape.replay.score.HostReplayResult;
import io.foreshape.replay.score.PriorityClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostReportsTest {

  private static final List<String> DIVIDERS =
      List.of("dual", "dual-strict", "lp", "ga", "proportional", "max-min", "first-come");

  @Test
  void text_hasARowPerScarcityAndDivider_alignedWithin100Columns() {
    String text = HostTextReport.render(result("fleet", DIVIDERS));
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text.lines().filter(line -> line.startsWith("dual ")).map(String::length))
        .hasSize(2)
        .containsOnly(
            text.lines().filter(line -> line.startsWith("lp ")).findFirst().orElse("").length());
    assertThat(text)
        .contains("At 0.8× what the oracle needs dual leaves 0.10 % ", "first-come 6.10 %");
  }

  @Test
  void costsStandBesideLp_onlyWhereItWasRun() {
    assertThat(HostMarkdownReport.render(result("fleet", DIVIDERS)))
        .contains("| cost / lp |", "| lp | 301 | 1.0000 |");
    assertThat(HostMarkdownReport.render(result("fleet", List.of("dual", "max-min"))))
        .doesNotContain("/ lp");
  }

  @Test
  void theBestOfAColumnIsBold_unlessAllAreAlike() {
    List<String> rows =
        HostMarkdownReport.render(result("fleet", DIVIDERS))
            .lines()
            .filter(line -> line.startsWith("| dual |"))
            .toList();
    assertThat(rows.get(0)).contains("| **101** |", "| 1 |").doesNotContain("**1**");
  }

  @Test
  void json_hasEveryNumber(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("hosts.json");
    HostJsonReport.write(result("fleet", DIVIDERS), file);
    assertThat(Files.readString(file))
        .contains("\"scarcity\" : 0.8", "\"divider\" : \"first-come\"", "\"unmetCost\" : 100.0")
        .contains("\"high\" : 0.001", "\"low\" : null", "\"penaltyFactor\" : 10.0")
        .contains("\"samples\" : 1000", "\"shortSamples\" : 7", "\"degradedPlans\" : 1");
  }

  @Test
  void thePage_hasATableAndABarPerDividerAndClass_forEachScarcity(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("hosts.html");
    HostHtmlReport.write(result("fleet", DIVIDERS), file);
    Page page = Page.parse(Files.readString(file));
    assertThat(page.elements("section")).hasSize(2);
    assertThat(page.elements("tr")).hasSize(2 * (1 + DIVIDERS.size()));
    assertThat(
            page.elements("span").stream()
                .filter(each -> "fill".equals(each.getAttribute("class"))))
        .hasSize(2 * 3 * DIVIDERS.size());
    assertThat(page.text()).contains("leaves 0.10 %").doesNotContain("NaN");
  }

  @Property(tries = 40)
  void anyName_isShownAndAddsNothing(@ForAll String trace) {
    Page page = Page.parse(HostHtmlReport.render(result(trace, DIVIDERS)));
    Page plain = Page.parse(HostHtmlReport.render(result("t", DIVIDERS)));
    assertThat(page.elements("*")).hasSameSizeAs(plain.elements("*"));
    String text = HostTextReport.render(result(trace, DIVIDERS));
    assertThat(text.replace("\n", "").chars().noneMatch(Character::isISOControl)).isTrue();
    assertThat(HostMarkdownReport.render(result(trace, DIVIDERS)).lines())
        .hasSameSizeAs(HostMarkdownReport.render(result("t", DIVIDERS)).lines().toList());
  }

  /** The high class is the shorter the later a divider stands; of the low one nothing is known. */
  private static HostReplayResult result(String trace, List<String> dividers) {
    List<DividerResult> results = new ArrayList<>();
    for (double scarcity : new double[] {1, 0.8}) {
      for (int i = 0; i < dividers.size(); i++) {
        List<Double> unmet = List.of(0.001 + 0.01 * i, 0.02, Double.NaN);
        results.add(
            new DividerResult(
                dividers.get(i), scarcity, 1, 100 * (i + 1), unmet, 1_000, 7L * (i + 1), 48, 1));
      }
    }
    return new HostReplayResult(
        trace,
        "./foreshape replay --hosts 10",
        10,
        List.of(trace, "mem_kb"),
        2_184,
        3_600,
        Duration.ofDays(63),
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        List.of(
            new PriorityClass("high", 2, 10, 50),
            new PriorityClass("middle", 1, 3, 75),
            new PriorityClass("low", 0, 1, 125)),
        results);
  }
}
