package io.foreshape.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Bitbrains tasks of GIFT-Eval: CPU use of virtual machines every five minutes and hourly. */
final class GiftBoard implements Board {

  private static final String RND = "bitbrains_rnd_201307_cpu_gifteval";
  private static final String FAST_STORAGE = "bitbrains_faststorage_50vm_cpu_5min";
  private static final int STEPS_PER_HOUR = 12;
  private static final int DAY = 288;

  private final List<GiftTask> tasks;

  GiftBoard(List<GiftTask> tasks) {
    this.tasks = tasks;
  }

  /** The board on the files of a folder; fast storage only if it is there. */
  static GiftBoard of(Path folder) throws IOException {
    List<GiftTask> tasks = new ArrayList<>();
    List<Series> rnd = PackedFiles.read(folder, RND);
    addFiveMinutes(tasks, "bitbrains_rnd", rnd);
    List<Series> hourly = rnd.stream().map(each -> each.meanOver(STEPS_PER_HOUR)).toList();
    tasks.add(new GiftTask("bitbrains_rnd/H/short", hourly, 24, 48));
    if (PackedFiles.has(folder, FAST_STORAGE)) {
      addFiveMinutes(tasks, "bitbrains_fast_storage", PackedFiles.read(folder, FAST_STORAGE));
    }
    return new GiftBoard(tasks);
  }

  private static void addFiveMinutes(List<GiftTask> tasks, String name, List<Series> series) {
    tasks.add(new GiftTask(name + "/5T/short", series, DAY, 48));
    tasks.add(new GiftTask(name + "/5T/medium", series, DAY, 480));
    tasks.add(new GiftTask(name + "/5T/long", series, DAY, 720));
  }

  @Override
  public Map<String, Object> measure(Candidate candidate) {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (GiftTask task : tasks) {
      figures.put(task.name(), task.measure(candidate));
    }
    return figures;
  }

  @Override
  public String markdown(Map<String, Map<String, Object>> figures) {
    return new GiftTables(figures).markdown();
  }
}
