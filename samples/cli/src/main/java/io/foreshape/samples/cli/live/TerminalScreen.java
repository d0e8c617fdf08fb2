package io.foreshape.samples.cli.live;

import java.io.PrintWriter;
import java.util.List;

/**
 * Draws one picture over the last one. The terminal is left as it is otherwise, cursor and all, so
 * that there is nothing to restore if this process is killed.
 */
final class TerminalScreen implements Screen {

  private final PrintWriter out;
  private final boolean isInked;
  private int drawn;
  private TerminalSize size = TerminalSize.USUAL;

  TerminalScreen(PrintWriter out, boolean isInked) {
    this.out = out;
    this.isInked = isInked;
  }

  @Override
  public void say(String line) {
    drawn = 0;
    out.println(line);
    out.flush();
  }

  @Override
  public void show(View view) {
    TerminalSize now = TerminalSize.ask();
    if (now.columns() < Frame.LEAST_WIDTH || now.lines() < Frame.LEAST_HEIGHT) {
      say(Line.of(PlainScreen.line(view), Ink.PLAIN).cut(now.columns()).plain());
      return;
    }
    if (!now.equals(size)) {
      drawn = 0; // lines of the last picture may be wrapped now: begin anew below it
      size = now;
    }
    List<Line> lines = Frame.of(view, now.columns(), now.lines());
    out.print(over(drawn, lines, isInked));
    out.flush();
    drawn = lines.size();
  }

  /** What draws lines over so many others. */
  static String over(int drawn, List<Line> lines, boolean isInked) {
    StringBuilder text = new StringBuilder(drawn > 0 ? "\u001b[" + drawn + "A\r" : "");
    for (Line line : lines) {
      text.append(isInked ? line.inked() : line.plain()).append("\u001b[K\n");
    }
    return text.toString();
  }
}
