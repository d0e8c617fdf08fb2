package io.foreshape.replay.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Writes markup that is well-formed as HTML and as XML. Everything that is handed over as text or
 * as an attribute's value is escaped, so that no name from a trace can become an element.
 *
 * <p>Not thread-safe.
 */
final class Markup {

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes are name, value, name, value. */
  Markup open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  Markup open(String tag, Map<String, String> attributes) {
    List<String> pairs = new ArrayList<>();
    attributes.forEach((name, value) -> pairs.addAll(List.of(name, value)));
    return open(tag, pairs.toArray(new String[0]));
  }

  Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element with nothing but text in it. */
  Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** An element without content: a void element of HTML, or one of SVG. */
  Markup leaf(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /**
   * A name from a trace, isolated so that its direction of writing cannot reorder its neighbours.
   */
  Markup name(String name) {
    return name(name, Names.LONGEST);
  }

  Markup name(String name, int longest) {
    String shown = Names.shorten(name, longest);
    if (shown.equals(name)) {
      return element("bdi", shown);
    }
    return element("bdi", shown, "title", Names.shorten(name, 400));
  }

  Markup text(String text) {
    escape(Names.legalInXml(text), false);
    return this;
  }

  /** Our own text, such as a style sheet, as it is. */
  Markup trusted(String markup) {
    out.append(markup);
    return this;
  }

  Markup newline() {
    out.append('\n');
    return this;
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("Every element is closed, still open: (" + open + ")");
    }
    return out.toString();
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(Names.legalInXml(attributes[i + 1]), true);
      out.append('"');
    }
  }

  private void escape(String text, boolean attribute) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\r' -> out.append("&#13;");
        default -> {
          if (attribute && c < ' ') {
            out.append("&#").append((int) c).append(';');
          } else {
            out.append(c);
          }
        }
      }
    }
  }
}
