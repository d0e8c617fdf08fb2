package io.foreshape.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Use recorded in clouds: how good the told quantiles and medians are up to a day ahead, per trace
 * and resource. What can't be scored, such as a day ahead on a trace of a day, is absent.
 */
final class CloudBoard implements Board {

  private final List<CloudTask> tasks;

  CloudBoard(List<CloudTask> tasks) {
    this.tasks = List.copyOf(tasks);
  }

  /** The board on the traces of a folder. */
  static CloudBoard of(Path folder) throws IOException {
    return new CloudBoard(CloudTraces.of(folder));
  }

  @Override
  public Map<String, Object> measure(Candidate candidate) {
    List<Map<String, Object>> measured =
        tasks.parallelStream().map(task -> task.measure(candidate)).toList();
    Map<String, Object> figures = new LinkedHashMap<>();
    for (int i = 0; i < tasks.size(); i++) {
      figures.put(tasks.get(i).name(), measured.get(i));
    }
    figures.put("summary", CloudSummary.of(measured));
    return figures;
  }

  @Override
  public String markdown(Map<String, Map<String, Object>> figures) {
    return new CloudTables(figures).markdown();
  }
}
