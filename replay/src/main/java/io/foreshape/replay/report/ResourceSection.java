package io.foreshape.replay.report;

import io.foreshape.replay.score.InstanceView;
import io.foreshape.replay.score.ResourceResult;
import io.foreshape.replay.trace.TraceResource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** All about one resource: its table, its frontier, and some instances over time. */
final class ResourceSection {

  private final Markup out;
  private final Palette palette;
  private final EqualRisk risk;

  ResourceSection(Markup out, Palette palette, EqualRisk risk) {
    this.out = out;
    this.palette = palette;
    this.risk = risk;
  }

  void draw(ResourceResult result, String anchor) {
    out.open("section", "class", "resource", "id", anchor);
    drawTitle(result);
    new TableView(out, palette, risk).draw(result);
    if (!result.policies().isEmpty()) {
      drawFrontier(result);
    }
    if (!result.views().isEmpty()) {
      drawViews(result, anchor);
    }
    out.close().newline();
  }

  private void drawTitle(ResourceResult result) {
    TraceResource resource = result.resource();
    out.open("h2").name(resource.name()).close();
    out.open("p", "class", "sub");
    out.text(resource.resource().id() + " in ").name(resource.resource().unit().symbol());
    out.text(
        " · "
            + Numbers.count(result.instances())
            + (result.instances() == 1 ? " instance · " : " instances · ")
            + Numbers.count(result.steps())
            + " steps · "
            + Numbers.percent(result.missingShare())
            + " missing · a shortage "
            + (resource.resource().isCompressible() ? "slows" : "kills"));
    out.close();
  }

  private void drawFrontier(ResourceResult result) {
    out.open("figure");
    out.element("h3", "Slack against violations");
    out.open("div", "class", "wide");
    new FrontierChart(out, palette, risk).draw(result);
    out.close();
    out.element(
        "figcaption",
        "Each line is one policy as its knob is turned; lower and further left is better. A filled"
            + " dot is the policy's default, a ring the trial nearest to "
            + risk.describe()
            + ", whose ratio stands beside the name.");
    out.close().newline();
  }

  private void drawViews(ResourceResult result, String anchor) {
    out.open("div", "class", "views").element("h3", "A closer look");
    drawLegend(result.views());
    out.open("nav", "class", "tabs", "data-tabs", "figure.view", "aria-label", "Instances");
    for (int i = 0; i < result.views().size(); i++) {
      InstanceView view = result.views().get(i);
      out.open("a", "href", "#" + viewAnchor(anchor, i)).name(view.instanceId());
      out.element("small", view.why()).close();
    }
    out.close();
    TimelineChart chart = new TimelineChart(out, palette);
    for (int i = 0; i < result.views().size(); i++) {
      drawView(chart, result.views().get(i), result.resource(), viewAnchor(anchor, i));
    }
    out.close().newline();
  }

  private void drawView(
      TimelineChart chart, InstanceView view, TraceResource resource, String anchor) {
    out.open("figure", "class", "view", "id", anchor);
    out.open("h4").name(view.instanceId()).element("small", view.why()).close();
    out.open("div", "class", "wide");
    chart.draw(view, resource);
    out.close();
    long end = view.startEpochSecond() + (long) view.use().length * view.stepSeconds();
    String fan = view.fanLevels().isEmpty() ? "" : "; " + describeFan(view.fanLevels());
    out.element("figcaption", new TimeAxis(view.startEpochSecond(), end).describe() + fan + ".");
    out.close().newline();
  }

  private static String describeFan(List<Double> levels) {
    StringBuilder text = new StringBuilder("the shades of the forecast are ");
    int bands = levels.size() / 2;
    for (int i = 0; i < bands; i++) {
      text.append(i == 0 ? "" : i == bands - 1 ? " and " : ", ");
      text.append(TimelineChart.quantile(levels.get(i))).append(" to ");
      text.append(TimelineChart.quantile(levels.get(levels.size() - 1 - i)));
    }
    return bands == 0
        ? "the forecast is its " + TimelineChart.quantile(levels.get(0))
        : text.toString();
  }

  private void drawLegend(List<InstanceView> views) {
    Collection<String> policies = new LinkedHashSet<>();
    views.forEach(view -> policies.addAll(view.allocations().keySet()));
    out.open("div", "class", "legend");
    out.open("span", "class", "key use").open("i").close().text("use").close();
    if (views.stream().anyMatch(view -> !view.fanLevels().isEmpty())) {
      out.open("span", "class", "key fan").open("i").close().text("forecast").close();
    }
    for (String policy : policies) {
      out.open("label", "class", "toggle " + palette.classes(policy));
      if (Role.shownAtFirst(policy)) {
        out.leaf("input", "type", "checkbox", "checked", "checked");
      } else {
        out.leaf("input", "type", "checkbox");
      }
      out.open("i").close().name(policy).close();
    }
    out.close();
  }

  private static String viewAnchor(String anchor, int view) {
    return anchor + "-view-" + view;
  }
}
