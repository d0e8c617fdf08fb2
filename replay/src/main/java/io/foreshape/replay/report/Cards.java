package io.foreshape.replay.report;

import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ResourceResult;
import java.util.List;

/** A card per resource with its headline, which leads to the resource's section. */
final class Cards {

  private final Markup out;
  private final Palette palette;
  private final EqualRisk risk;

  Cards(Markup out, Palette palette, EqualRisk risk) {
    this.out = out;
    this.palette = palette;
    this.risk = risk;
  }

  /** The id of a resource's section. */
  static String anchor(int resource) {
    return "resource-" + resource;
  }

  void draw(List<ResourceResult> resources) {
    double most =
        resources.stream()
            .flatMap(resource -> Headline.of(resource, risk).compared().stream())
            .mapToDouble(risk::allocOverUse)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    out.open("nav", "class", "cards", "data-tabs", "section.resource", "aria-label", "Resources");
    for (int i = 0; i < resources.size(); i++) {
      draw(resources.get(i), anchor(i), most);
    }
    out.close().newline();
  }

  private void draw(ResourceResult resource, String anchor, double most) {
    Headline headline = Headline.of(resource, risk);
    out.open("a", "class", "card", "href", "#" + anchor);
    out.open("span", "class", "title").name(resource.resource().name()).close();
    out.element("span", headline.sentence(), "class", "sentence");
    out.open("span", "class", "bars");
    for (PolicyResult policy : headline.compared()) {
      double ratio = risk.allocOverUse(policy);
      String width = Double.isFinite(ratio) ? Numbers.place(100 * ratio / most) : "0";
      out.open("span", "class", "row " + palette.classes(policy.policy()));
      out.open("span", "class", "who").name(policy.policy()).close();
      out.open("span", "class", "track");
      out.open("span", "class", "fill", "style", "width:" + width + "%").close();
      out.close();
      out.element("span", Numbers.ratio(ratio), "class", "number").close();
    }
    out.close().close();
  }
}
