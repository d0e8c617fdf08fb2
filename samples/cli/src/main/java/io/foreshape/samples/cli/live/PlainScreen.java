package io.foreshape.samples.cli.live;

import io.foreshape.api.resource.Resource;
import java.io.PrintWriter;
import java.util.StringJoiner;

/** A line every two hours of the fast clock, without any control character, for a log. */
final class PlainScreen implements Screen {

  private static final int STEPS_PER_LINE = 4;

  private final PrintWriter out;

  PlainScreen(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void show(View view) {
    if (view.step() % STEPS_PER_LINE == 0) {
      say(line(view));
    }
  }

  static String line(View view) {
    StringJoiner line = new StringJoiner("  ");
    line.add(view.time());
    for (View.Panel panel : view.panels()) {
      if (!panel.past().isEmpty()) {
        line.add(text(panel));
      }
    }
    return line.add(view.isLearning() ? "learning" : "").toString().stripTrailing();
  }

  private static String text(View.Panel panel) {
    Resource resource = panel.workload().resource();
    Moment.Half last = panel.past().get(panel.past().size() - 1).shaped();
    return panel.workload().id()
        + " "
        + Amounts.text(resource, last.used())
        + (panel.isShaped() ? "/" + Amounts.text(resource, last.limit()) : "")
        + " "
        + Amounts.unit(resource);
  }
}
