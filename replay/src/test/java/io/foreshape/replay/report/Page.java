package io.foreshape.replay.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A report page as a parser sees it. */
final class Page {

  private final Document document;

  private Page(Document document) {
    this.document = document;
  }

  /** Fails unless the page is well-formed. */
  static Page parse(String markup) {
    try {
      var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(null);
      return new Page(builder.parse(new InputSource(new StringReader(markup))));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("The page is not well-formed", e);
    }
  }

  String text() {
    return document.getDocumentElement().getTextContent();
  }

  List<Element> elements(String tag) {
    List<Element> elements = new ArrayList<>();
    NodeList found = document.getElementsByTagName(tag);
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** The names of all elements and of their attributes, in document order. */
  List<String> skeleton() {
    List<String> names = new ArrayList<>();
    for (Element element : elements("*")) {
      StringBuilder name = new StringBuilder(element.getTagName());
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        name.append(' ').append(element.getAttributes().item(i).getNodeName());
      }
      names.add(name.toString());
    }
    return names;
  }
}
