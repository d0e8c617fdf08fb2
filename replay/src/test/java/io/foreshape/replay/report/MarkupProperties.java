package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MarkupProperties {

  @Property(tries = 500)
  void anyTextAndAttribute_areReadBackAsTheyWere(@ForAll String text) {
    String markup = new Markup().element("p", text, "title", text).toString();
    Page page = Page.parse(markup);
    assertThat(page.skeleton()).containsExactly("p title");
    assertThat(page.text()).isEqualTo(Names.legalInXml(text));
    assertThat(page.elements("p").get(0).getAttribute("title")).isEqualTo(Names.legalInXml(text));
  }

  @Property
  void everythingThatReadersTakeForMarkup_isEscaped(@ForAll String text) {
    String markup = new Markup().element("p", text).toString();
    String inside = markup.substring(3, markup.length() - 4);
    assertThat(inside).doesNotContain("<", ">", "\"", "'");
  }

  @Example
  void anElementLeftOpen_isRefused() {
    assertThatThrownBy(() -> new Markup().open("p").toString()).hasMessageContaining("(");
  }

  @Example
  void aLongName_isShortenedAndToldInTheTitle() {
    String name = "a".repeat(30) + "b".repeat(30);
    Page page = Page.parse(new Markup().name(name).toString());
    assertThat(page.text()).hasSize(Names.LONGEST).startsWith("aaa").endsWith("bbb").contains("…");
    assertThat(page.elements("bdi").get(0).getAttribute("title")).isEqualTo(name);
  }
}
