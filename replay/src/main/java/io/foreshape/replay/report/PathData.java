package io.foreshape.replay.report;

/**
 * Writes the {@code d} of an SVG path in whole, relative coordinates, of which a line of a thousand
 * points needs a few kilobytes.
 *
 * <p>Not thread-safe.
 */
final class PathData {

  // Farther out than any drawing, and safe to subtract.
  private static final double FARTHEST = 1e6;

  private final StringBuilder out = new StringBuilder();
  private int x;
  private int y;
  private boolean down;
  private char command;

  /** Lifts the pen: the next point starts a new stretch. */
  PathData lift() {
    down = false;
    return this;
  }

  /** A straight line to a point, or the start of a stretch. */
  PathData lineTo(double toX, double toY) {
    int nextX = round(toX);
    int nextY = round(toY);
    if (!down) {
      move(nextX, nextY);
    } else if (nextX != x || nextY != y) {
      command('l');
      number(nextX - x);
      number(nextY - y);
      x = nextX;
      y = nextY;
    }
    return this;
  }

  /** Along to a point's x, then up or down to it: a value that holds until it changes. */
  PathData stepTo(double toX, double toY) {
    int nextX = round(toX);
    int nextY = round(toY);
    if (!down) {
      move(nextX, nextY);
    } else if (nextY != y) {
      along(nextX);
      command('v');
      number(nextY - y);
      y = nextY;
    }
    return this;
  }

  /** Along at the same height to an x. */
  PathData holdTo(double toX) {
    if (down) {
      along(round(toX));
    }
    return this;
  }

  /** Back to the start of the stretch. */
  PathData closeStretch() {
    if (down) {
      command('z');
      down = false;
    }
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void move(int toX, int toY) {
    command('M');
    number(toX);
    number(toY);
    x = toX;
    y = toY;
    down = true;
  }

  private void along(int toX) {
    if (toX != x) {
      command('h');
      number(toX - x);
      x = toX;
    }
  }

  private void command(char next) {
    if (next != command || next != 'l') {
      out.append(next);
    }
    command = next;
  }

  // A minus sign or a letter already separates two numbers.
  private void number(int value) {
    if (value >= 0 && Character.isDigit(out.charAt(out.length() - 1))) {
      out.append(' ');
    }
    out.append(value);
  }

  private static int round(double value) {
    return (int) Math.round(Math.max(-FARTHEST, Math.min(FARTHEST, value)));
  }
}
