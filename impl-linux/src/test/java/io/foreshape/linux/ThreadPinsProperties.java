package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever threads are called, a text says which of them run where, and nothing else. */
class ThreadPinsProperties {

  private static final SortedSet<Integer> OFFERED = new TreeSet<>(List.of(0, 1, 2, 3));

  private static GroupThread thread(int id, String name) {
    return new GroupThread(id, name, OFFERED, OFFERED);
  }

  private static List<GroupThread> threads(List<String> names) {
    List<GroupThread> threads = new ArrayList<>();
    names.forEach(name -> threads.add(thread(threads.size() + 1, name)));
    return threads;
  }

  /** Each byte is a character; the kernel ends a name at a zero. */
  @Provide
  Arbitrary<List<String>> names() {
    Arbitrary<String> any = Arbitraries.strings().withCharRange('\u0001', '\u00ff').ofMaxLength(15);
    Arbitrary<String> tricky =
        Arbitraries.strings()
            .withChars("%=;*,/ \n\r\\\"'a0\u00ff\u00c3\u001b".toCharArray())
            .ofMaxLength(15);
    return Arbitraries.oneOf(any, tricky, Arbitraries.of("worker", "CPU 0/KVM", ""))
        .list()
        .ofMaxSize(12);
  }

  @Property(tries = 500)
  void text_ofAnyNames_saysWhereEachRuns(@ForAll("names") List<String> names, @ForAll long seed)
      throws RefusedException {
    List<GroupThread> threads = threads(names);
    List<SortedSet<Integer>> cpus = new ArrayList<>();
    for (GroupThread each : threads) {
      SortedSet<Integer> some = new TreeSet<>();
      for (int cpu : OFFERED) {
        if ((seed >> (each.id() * 4 + cpu) & 1) == 1) {
          some.add(cpu);
        }
      }
      cpus.add(some.equals(OFFERED) ? ThreadPins.ALL : some);
    }
    String text = ThreadPins.text(threads, cpus);
    assertThat(text).matches("[ -~]+");
    assertThat(ThreadPins.parsed(text).of(threads)).isEqualTo(cpus);
    assertThat(ThreadPins.text(threads, ThreadPins.parsed(text).of(threads))).isEqualTo(text);
    assertThat(ThreadPins.mayDrift(text, ThreadPins.NONE)).isTrue();
    assertThat(ThreadPins.mayDrift(ThreadPins.NONE, text)).isEqualTo(text.equals("none"));
  }

  @Property(tries = 500)
  void anyText_isSaidToBeMalformed_orHasOneMeaning(
      @ForAll("texts") String text, @ForAll("names") List<String> names) {
    List<GroupThread> threads = threads(names);
    try {
      String held = ThreadPins.text(threads, ThreadPins.parsed(text).of(threads));
      assertThat(ThreadPins.text(threads, ThreadPins.parsed(held).of(threads))).isEqualTo(held);
    } catch (RefusedException e) {
      assertThat(e).hasMessageStartingWith("expected ");
      assertThat(e.getMessage()).matches("[ -~]+");
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> entry =
        Combinators.combine(
                Arbitraries.of("a", "*", "worker", "a*b", "%", "%2", "%zz", "%25", "\u00e9", ""),
                Arbitraries.of("=", "==", "", "=/"),
                Arbitraries.of("0", "0-2", "all", "2/3", "-1", "9999999", "1,", "\n"))
            .as((name, sign, cpus) -> name + sign + cpus);
    return Arbitraries.oneOf(
        entry.list().ofMaxSize(4).map(list -> String.join(";", list)), Arbitraries.strings());
  }

  @Example
  void names_ofRealThreads() throws RefusedException {
    List<GroupThread> threads =
        threads(List.of("qemu", "CPU 0/KVM", "CPU 1/KVM", "worker", "worker", "worker", "io1"));
    assertThat(held(threads, "CPU 0/KVM=0;CPU 1/KVM=1;worker=2-3"))
        .isEqualTo("CPU 0/KVM=0;CPU 1/KVM=1;worker=2-3");
    assertThat(held(threads, " worker=2/3 ; CPU *=0,1 "))
        .isEqualTo("CPU 0/KVM=0-1;CPU 1/KVM=0-1;worker=2/3");
    assertThat(held(threads, "CPU */KVM=0/1;io*=all;*=2,3"))
        .isEqualTo("CPU 0/KVM=0;CPU 1/KVM=1;qemu=2-3;worker=2-3");
    assertThat(held(threads, "worker=all/3/all")).isEqualTo("worker=all/3/all");
    assertThat(held(threads, "worker=0-3;absent=1")).isEqualTo("none");
    assertThat(held(threads, "none")).isEqualTo("none");
    assertThat(held(threads, "worker=7")).isEqualTo("worker=7");
  }

  private static String held(List<GroupThread> threads, String text) throws RefusedException {
    return ThreadPins.text(threads, ThreadPins.parsed(text).of(threads));
  }

  @Example
  void names_thatAreNoText_standInHex() throws RefusedException {
    Map<String, String> texts =
        Map.of(
            "a=0;b*%\n",
            "a%3d0%3bb%2a%25%0a=1",
            " x ",
            "%20x%20=1",
            "",
            "=1",
            "\u00ff\u00fe",
            "%ff%fe=1",
            new String("\u00e9".getBytes(UTF_8), ISO_8859_1),
            "%c3%a9=1",
            "\u001b[31mred",
            "%1b[31mred=1");
    for (Map.Entry<String, String> each : texts.entrySet()) {
      List<GroupThread> threads = threads(List.of(each.getKey(), "other"));
      assertThat(held(threads, each.getValue())).isEqualTo(each.getValue());
      assertThat(threads.get(0).toString()).matches("[ -~]+");
    }
    assertThat(held(threads(List.of(new String("\u00e9".getBytes(UTF_8), ISO_8859_1))), "\u00e9=1"))
        .isEqualTo("%c3%a9=1");
  }

  @Example
  void malformed_saysWhatIsExpected() {
    Map<String, String> wrong =
        Map.of(
            "", "names with CPUs",
            "worker", "names with CPUs",
            "worker=", "expected CPUs",
            "worker=3-1", "expected CPUs",
            "a%4=1", "two hex digits",
            "http-nio-8080-exec-1=1", "up to 15 bytes");
    wrong.forEach(
        (text, told) ->
            assertThatThrownBy(() -> ThreadPins.parsed(text))
                .as(text)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(told));
  }

  @Example
  void drift_isOfThreadsThatComeAndGo() {
    String set = "CPU 0/KVM=0;worker=2-3";
    for (String drifted :
        List.of("none", "worker=2-3", "worker=2-3/all", "helper=0;worker=2-3", "worker=3")) {
      assertThat(ThreadPins.mayDrift(set, drifted)).as(drifted).isTrue();
    }
    for (String other : List.of("CPU 0/KVM=1", "worker=1-3", "no text")) {
      assertThat(ThreadPins.mayDrift(set, other)).as(other).isFalse();
    }
    assertThat(ThreadPins.mayDrift("none", "worker=2")).isFalse();
  }

  @Property
  void lists_areReadAsTheyAreWritten(@ForAll("ids") SortedSet<Integer> ids) {
    assertThat(IdList.parsed(IdList.text(ids))).isEqualTo(ids);
  }

  @Provide
  Arbitrary<SortedSet<Integer>> ids() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(0, 12), Arbitraries.integers().between(0, 65_535))
        .set()
        .ofMaxSize(20)
        .map(set -> (SortedSet<Integer>) new TreeSet<>(set));
  }
}
