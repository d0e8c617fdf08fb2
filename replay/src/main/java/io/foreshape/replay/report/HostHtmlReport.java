package io.foreshape.replay.report;

import io.foreshape.replay.score.DividerResult;
import io.foreshape.replay.score.HostReplayResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A replay on hosts as one HTML page that needs nothing else, in the style of {@link HtmlReport}.
 *
 * <p>Stateless and thread-safe.
 */
public final class HostHtmlReport {

  private HostHtmlReport() {}

  /**
   * Writes the page to a file, in UTF-8; an existing file is replaced.
   *
   * @param result the replay
   * @param file the file
   * @throws IOException if the file cannot be written
   */
  public static void write(HostReplayResult result, Path file) throws IOException {
    Files.writeString(file, render(result), StandardCharsets.UTF_8);
  }

  static String render(HostReplayResult result) {
    Markup out = new Markup();
    Palette palette = new Palette(result.results().stream().map(DividerResult::divider).toList());
    out.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
    HtmlReport.drawHead(out, result.trace(), palette);
    out.open("body");
    HtmlReport.drawHeader(out, result.trace(), HostFacts.of(result), result.command());
    out.open("main");
    for (double scarcity : result.scarcities()) {
      drawScarcity(out, palette, result, scarcity);
    }
    out.close();
    HtmlReport.drawFooter(out, HostFacts.definitions());
    out.close().close().newline();
    return out.toString();
  }

  private static void drawScarcity(
      Markup out, Palette palette, HostReplayResult result, double scarcity) {
    out.open("section", "class", "resource");
    out.element("h2", HostStory.title(scarcity));
    out.element("p", HostStory.sentence(result, scarcity), "class", "sub");
    drawTable(out, palette, HostTable.of(result, scarcity));
    new UnmetBars(out, palette).draw(result, scarcity);
    out.close().newline();
  }

  private static void drawTable(Markup out, Palette palette, HostTable table) {
    Map<String, String> definitions = HostFacts.definitions();
    out.open("div", "class", "wide").open("table", "class", "scores");
    out.open("thead").open("tr").element("th", "divider", "scope", "col");
    for (HostTable.Column column : table.columns()) {
      String term = column.heading().startsWith("unmet") ? "unmet" : column.heading();
      String meaning = definitions.getOrDefault(term, "");
      out.element("th", column.heading(), "scope", "col", "title", meaning);
    }
    out.close().close().newline().open("tbody");
    for (HostTable.Row row : table.rows()) {
      out.open("tr", "class", palette.classes(row.divider().divider()));
      out.open("th", "scope", "row").open("i").close().name(row.divider().divider()).close();
      row.cells()
          .forEach(cell -> out.element("td", cell.text(), "class", cell.best() ? "best" : ""));
      out.close().newline();
    }
    out.close().close().close();
  }
}
