package io.foreshape.samples.cli;

import io.foreshape.replay.report.HostHtmlReport;
import io.foreshape.replay.report.HostJsonReport;
import io.foreshape.replay.report.HostMarkdownReport;
import io.foreshape.replay.report.HostTextReport;
import io.foreshape.replay.report.HtmlReport;
import io.foreshape.replay.report.JsonReport;
import io.foreshape.replay.report.MarkdownReport;
import io.foreshape.replay.report.TextReport;
import io.foreshape.replay.score.HostReplayResult;
import io.foreshape.replay.score.ReplayResult;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What came of a replay, for each who reads it.
 *
 * @param text for a terminal
 * @param markdown as tables
 * @param json for a program
 * @param page as one HTML page
 */
record Output(String text, String markdown, ToFile json, ToFile page) {

  /** Writes to a file. */
  @FunctionalInterface
  interface ToFile {
    void write(Path file) throws IOException;
  }

  static Output of(ReplayResult result) {
    return new Output(
        TextReport.render(result),
        MarkdownReport.render(result),
        file -> JsonReport.write(result, file),
        file -> HtmlReport.write(result, file));
  }

  static Output of(HostReplayResult result) {
    return new Output(
        HostTextReport.render(result),
        HostMarkdownReport.render(result),
        file -> HostJsonReport.write(result, file),
        file -> HostHtmlReport.write(result, file));
  }
}
