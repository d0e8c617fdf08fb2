package io.foreshape.replay.report;

import io.foreshape.replay.score.ReplayResult;
import io.foreshape.replay.score.ResourceResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A replay as one HTML page that needs nothing else: no network, no font, no script from elsewhere.
 * It follows the reader's light or dark setting, can be printed, and without scripts shows
 * everything at once.
 *
 * <p>Names from the trace are escaped, and the page's own policy lets no script run but its own.
 * Series are thinned to what a screen can show, about 70 KB per instance and resource.
 *
 * <p>Stateless and thread-safe.
 */
public final class HtmlReport {

  private static final int LONGEST_TITLE = 120;

  private HtmlReport() {}

  /**
   * Writes the page to a file, in UTF-8; an existing file is replaced.
   *
   * @param result the replay
   * @param file the file
   * @throws IOException if the file cannot be written
   */
  public static void write(ReplayResult result, Path file) throws IOException {
    Files.writeString(file, render(result), StandardCharsets.UTF_8);
  }

  static String render(ReplayResult result) {
    Markup out = new Markup();
    Palette palette = new Palette(result);
    EqualRisk risk = new EqualRisk(result.riskTarget());
    out.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
    drawHead(out, result.trace(), palette);
    out.open("body");
    drawHeader(out, result.trace(), Facts.of(result), result.command());
    new Cards(out, palette, risk).draw(result.resources());
    out.open("main");
    ResourceSection section = new ResourceSection(out, palette, risk);
    List<ResourceResult> resources = result.resources();
    for (int i = 0; i < resources.size(); i++) {
      section.draw(resources.get(i), Cards.anchor(i));
    }
    out.close();
    drawFooter(out, Definitions.of(risk));
    out.open("script").trusted(PageAssets.script()).close();
    out.close().close().newline();
    return out.toString();
  }

  static void drawHead(Markup out, String trace, Palette palette) {
    out.open("head").leaf("meta", "charset", "utf-8");
    out.leaf("meta", "http-equiv", "Content-Security-Policy", "content", PageAssets.policy());
    out.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.leaf("meta", "name", "color-scheme", "content", "light dark");
    out.element("title", "Replay of " + Names.shorten(trace, LONGEST_TITLE));
    out.open("style").trusted(PageAssets.style(palette.css())).close();
    out.close().newline();
  }

  static void drawHeader(Markup out, String trace, Map<String, String> facts, String command) {
    out.open("header", "class", "top");
    out.element("p", "Foreshape replay", "class", "kicker");
    out.open("h1").name(trace, LONGEST_TITLE).close();
    out.open("dl", "class", "facts");
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      out.open("div").element("dt", fact.getKey()).element("dd", fact.getValue()).close();
    }
    out.close();
    out.open("pre", "class", "command").element("code", command).close();
    out.close().newline();
  }

  static void drawFooter(Markup out, Map<String, String> terms) {
    out.open("footer").element("h2", "What the words mean").open("dl", "class", "terms");
    terms.forEach(
        (term, meaning) -> out.open("div").element("dt", term).element("dd", meaning).close());
    out.close().close().newline();
  }
}
