package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.replay.score.ReplayResult;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TableReportsTest {

  private static final int WIDTH = 100;

  @Test
  void text_hasARowPerPolicy_alignedWithin100Columns() {
    SampleReplay sample = SampleReplay.full().withDays(3).withResources(2);
    String text = TextReport.render(sample.result("fleet"));
    assertThat(text.lines()).allMatch(line -> line.length() <= WIDTH);
    List<String> rows = text.lines().filter(line -> line.contains(" | ")).toList();
    assertThat(rows).hasSize(2 * (2 + sample.policies().size()));
    List<String> first = rows.subList(0, rows.size() / 2);
    assertThat(first.stream().map(row -> row.indexOf(" | ")).distinct()).hasSize(1);
    assertThat(first.stream().skip(1).map(String::length).distinct()).hasSize(1);
    for (String policy : sample.policies()) {
      assertThat(rows).anyMatch(row -> row.startsWith(policy + " "));
    }
  }

  @Property(tries = 40)
  void text_hasNoControlCharactersAndNoLongLines(@ForAll String name) {
    SampleReplay sample = new SampleReplay(1, List.of("vpa", name), List.of(name), 2, 0);
    String text = TextReport.render(sample.result(name));
    assertThat(text.replace("\n", "").chars().noneMatch(Character::isISOControl)).isTrue();
    assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= WIDTH);
  }

  @Test
  void markdown_boldsTheBest_andNeverTheOracle() {
    ReplayResult result = SampleReplay.full().withDays(3).withResources(1).result("fleet");
    String markdown = MarkdownReport.render(result);
    assertThat(markdown).contains("| policy | alloc / use |").contains("### cpu\\_pct");
    List<String> rows = markdown.lines().filter(line -> line.startsWith("| ")).toList();
    assertThat(rows).hasSize(1 + result.resources().get(0).policies().size());
    assertThat(rows).anyMatch(row -> row.contains("**"));
    assertThat(rows)
        .filteredOn(row -> row.startsWith("| oracle"))
        .noneMatch(row -> row.contains("**"));
  }

  @Property(tries = 40)
  void markdown_namesAddNeitherCellsNorLinesNorMarkup(@ForAll String name) {
    SampleReplay sample = new SampleReplay(1, List.of("vpa", name), List.of(name), 2, 0);
    SampleReplay plain = new SampleReplay(1, List.of("vpa", "x"), List.of("x"), 2, 0);
    String markdown = MarkdownReport.render(sample.result(name));
    String expected = MarkdownReport.render(plain.result("x"));
    assertThat(bars(markdown)).isEqualTo(bars(expected));
    assertThat(markdown.lines().count()).isEqualTo(expected.lines().count());
    assertThat(plain(markdown)).doesNotContain("<", "`", "[");
  }

  private static int bars(String markdown) {
    return plain(markdown).replaceAll("[^|]", "").length();
  }

  /** What is left to be read as markup: without the command's code span and what is escaped. */
  private static String plain(String markdown) {
    return markdown.replaceFirst("(?m)^- command: `[^`\n]*`$", "").replaceAll("\\\\.", "");
  }
}
