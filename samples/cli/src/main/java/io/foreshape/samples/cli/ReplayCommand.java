package io.foreshape.samples.cli;

import static java.util.Objects.requireNonNull;

import io.foreshape.replay.hosts.HostReplay;
import io.foreshape.replay.hosts.HostReplayRequest;
import io.foreshape.replay.simulate.Replay;
import io.foreshape.replay.simulate.ReplayRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays traces through policies, prints the scores and writes the reports. */
@Command(
    name = "replay",
    description = {
      "Replays recorded usage through right-sizing policies and compares them, at their defaults and"
          + " at equal risk. Without --trace it replays a generated trace of three weeks.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Formats, plain or gzip: packed CSV, tidy CSV, Numenta NAB CSV, GWA-T-12 VM files, Prometheus"
          + " range-query JSON."
    })
final class ReplayCommand implements Callable<Integer> {

  private static final Path DEFAULT_REPORT = Path.of("target", "replay.html");

  @Spec @Nullable CommandSpec spec;

  @Option(names = "--trace", paramLabel = "FILE", split = ",", description = "files to replay")
  List<Path> traces = new ArrayList<>();

  @Option(
      names = "--resources",
      paramLabel = "NAME",
      split = ",",
      description = "resources to size, as the trace names them (default: all)")
  List<String> resources = new ArrayList<>();

  @Option(
      names = "--policies",
      paramLabel = "ID",
      split = ",",
      description = "policies to run (default: all): ${COMPLETION-CANDIDATES}",
      completionCandidates = PolicyIds.class)
  List<String> policies = new ArrayList<>();

  @Option(
      names = "--warmup",
      paramLabel = "DURATION",
      description = "start of each series that is not scored (default: ${DEFAULT-VALUE})")
  Duration warmup = Duration.ofDays(14);

  @Option(
      names = "--replan",
      paramLabel = "DURATION",
      description = "time between two plans (default: ${DEFAULT-VALUE})")
  Duration replan = Duration.ofHours(1);

  @Option(
      names = "--lead",
      paramLabel = "DURATION",
      description = "time until a plan takes effect (default: ${DEFAULT-VALUE})")
  Duration lead = Duration.ofMinutes(5);

  @ArgGroup(exclusive = false)
  @Nullable HostOptions hosts;

  @Option(names = "--json", paramLabel = "FILE", description = "write the scores as JSON")
  @Nullable Path json;

  @Option(names = "--markdown", paramLabel = "FILE", description = "write the table as Markdown")
  @Nullable Path markdown;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "write the report as one HTML page (default without --json or --markdown:"
              + " target/replay.html)")
  @Nullable Path report;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = requireNonNull(spec, "spec");
    PrintWriter out = command.commandLine().getOut();
    if (hosts != null && !policies.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "--policies is for comparing policies, and with --hosts dividers are compared; give one of"
              + " the two");
    }
    Path page = report == null && json == null && markdown == null ? DEFAULT_REPORT : report;
    ReplayRequest request = request(page, command);
    // Now and not after minutes of work.
    for (Path file : new Path[] {json, markdown, page}) {
      makeWritable(file);
    }
    Output output =
        hosts == null ? replay(request, command) : replay(hosts.request(request), command);
    out.print(output.text());
    write(output, page, out);
    out.flush();
    return 0;
  }

  private static Output replay(ReplayRequest request, CommandSpec command) {
    try (ProgressBar bar = ProgressBar.on(command.commandLine().getErr())) {
      return Output.of(Replay.run(request, Runtime.getRuntime().availableProcessors(), bar));
    }
  }

  private static Output replay(HostReplayRequest request, CommandSpec command) {
    try (ProgressBar bar = ProgressBar.on(command.commandLine().getErr())) {
      return Output.of(HostReplay.run(request, Runtime.getRuntime().availableProcessors(), bar));
    }
  }

  private ReplayRequest request(@Nullable Path page, CommandSpec command) {
    return new ReplayRequest(
        traces,
        resources,
        policies,
        warmup,
        replan,
        lead,
        0.01,
        page == null ? ReplayRequest.Depth.SCORES : ReplayRequest.Depth.PICTURES,
        CommandText.of(command.commandLine().getParseResult().originalArgs()));
  }

  private void write(Output output, @Nullable Path page, PrintWriter out) throws IOException {
    if (json != null) {
      output.json().write(json);
      out.println("Scores: " + json);
    }
    if (markdown != null) {
      Files.writeString(markdown, output.markdown());
      out.println("Table: " + markdown);
    }
    if (page != null) {
      output.page().write(page);
      out.println("Report: " + page);
    }
  }

  private static void makeWritable(@Nullable Path file) throws IOException {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    if (!Files.isWritable(Files.exists(file) || folder == null ? file : folder)) {
      throw new AccessDeniedException(file.toString());
    }
  }
}
