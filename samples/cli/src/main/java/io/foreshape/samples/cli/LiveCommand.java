package io.foreshape.samples.cli;

import static java.util.Objects.requireNonNull;

import io.foreshape.samples.cli.live.Live;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shapes real workloads on this machine, and shows it. */
@Command(
    name = "live",
    description = {
      "Starts four small workloads on this machine (CPU, memory, disk, network), each twice: learns"
          + " their day, which takes a minute, shapes the ones, and compares them with their twins."
          + " Takes everything back at its end, and on Ctrl-C.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "It needs Linux and a place where it may make cgroups: root has one, and so has \"systemd-run"
          + " --user --scope -p Delegate=yes ./foreshape live\". What can't be shaped there is said."
    })
final class LiveCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = "how long, for four days of the workloads (default: ${DEFAULT-VALUE})")
  Duration duration = Duration.ofMinutes(4);

  @Override
  public Integer call() throws IOException {
    Live.run(
        duration, requireNonNull(spec, "spec").commandLine().getOut(), StandardTerminal.isThere());
    return 0;
  }
}
