package io.foreshape.replay.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page's own style sheet and script, and the policy that lets nothing else in. */
final class PageAssets {

  private PageAssets() {}

  /** The style sheet with the rules of this page's policies. */
  static String style(String more) {
    return cdata(load("report.css") + more);
  }

  static String script() {
    return cdata(load("report.js"));
  }

  /** A content security policy by which the page can load nothing and run only its own script. */
  static String policy() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script().getBytes(StandardCharsets.UTF_8));
      return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
          + Base64.getEncoder().encodeToString(digest)
          + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, got (none)", e);
    }
  }

  // HTML reads the marks as comments of CSS and JavaScript, XML as the limits of plain text.
  private static String cdata(String text) {
    return "/*<![CDATA[*/\n" + text + "/*]]>*/";
  }

  private static String load(String name) {
    try (InputStream in = PageAssets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "The report's resources are part of its jar, not found: (" + name + ")");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The jar cannot be read at (" + name + ")", e);
    }
  }
}
