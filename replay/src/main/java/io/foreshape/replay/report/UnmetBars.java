package io.foreshape.replay.report;

import io.foreshape.replay.score.DividerResult;
import io.foreshape.replay.score.HostReplayResult;
import java.util.List;

/** Who is short: per priority class a bar for each divider, all on one scale. */
final class UnmetBars {

  private final Markup out;
  private final Palette palette;

  UnmetBars(Markup out, Palette palette) {
    this.out = out;
    this.palette = palette;
  }

  void draw(HostReplayResult result, double scarcity) {
    List<DividerResult> dividers = result.at(scarcity);
    double most =
        dividers.stream()
            .flatMap(each -> each.unmetShares().stream())
            .mapToDouble(Double::doubleValue)
            .filter(share -> share > 0)
            .max()
            .orElse(1);
    out.open("figure").element("h3", "Unmet demand by priority");
    out.open("div", "class", "cards");
    for (int i = 0; i < result.classes().size(); i++) {
      out.open("div", "class", "card");
      out.element("span", result.classes().get(i).name(), "class", "title");
      out.open("span", "class", "bars");
      for (DividerResult divider : dividers) {
        drawBar(divider, divider.unmetShares().get(i), most);
      }
      out.close().close();
    }
    out.close();
    out.element(
        "figcaption", "The share of each class's demand that was not met; shorter is better.");
    out.close().newline();
  }

  private void drawBar(DividerResult divider, double share, double most) {
    String width = Double.isFinite(share) ? Numbers.place(100 * share / most) : "0";
    out.open("span", "class", "row " + palette.classes(divider.divider()));
    out.open("span", "class", "who").name(divider.divider()).close();
    out.open("span", "class", "track");
    out.open("span", "class", "fill", "style", "width:" + width + "%").close();
    out.close();
    out.element("span", Numbers.tight(Numbers.percent(share)), "class", "number").close();
  }
}
