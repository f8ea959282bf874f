package io.millpond.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The order of Maven's modules: each depends only on those listed before it. */
final class ModulesTest {
  private static final String ARTIFACT_PREFIX = "millpond-";

  /** What tests have in common; each module knows it, in its tests only. */
  private static final String TESTING = "testing";

  @Test
  void aModuleDependsOnlyOnModulesListedBeforeIt() throws Exception {
    List<String> modules = modules();
    assertThat(modules)
        .startsWith(TESTING, "journal", "logs")
        .contains("server", "cli", "conformance");
    for (String module : modules) {
      assertThat(modules.subList(0, modules.indexOf(module)))
          .as("listed before " + module)
          .containsAll(dependencies(module));
    }
  }

  @Test
  void theFloorStandsOnNothing() throws Exception {
    assertThat(dependencies(TESTING)).isEmpty();
    assertThat(dependencies("journal")).containsExactly(TESTING);
    assertThat(dependencies("logs")).containsExactly(TESTING);
  }

  /** Or its tests would wait as a library thinks fit, and give up after ten seconds. */
  @Test
  void everyModuleIsTestedPatiently() throws Exception {
    for (String module : modules()) {
      if (!module.equals(TESTING)) {
        assertThat(dependencies(module)).as(module).contains(TESTING);
      }
    }
  }

  private static List<String> modules() throws Exception {
    return children(pom(""), "modules").stream()
        .map(module -> module.getTextContent().strip())
        .toList();
  }

  /** The modules of the project that a module's {@code pom.xml} names as dependencies. */
  private static List<String> dependencies(String module) throws Exception {
    List<String> names = new ArrayList<>();
    for (Element dependency : children(pom(module), "dependencies")) {
      String artifact =
          dependency.getElementsByTagName("artifactId").item(0).getTextContent().strip();
      if (artifact.startsWith(ARTIFACT_PREFIX)) {
        names.add(artifact.substring(ARTIFACT_PREFIX.length()));
      }
    }
    return names;
  }

  /** The elements in an element that the project itself holds, not a part of it. */
  private static List<Element> children(Document pom, String parent) {
    return elements(pom.getDocumentElement()).stream()
        .filter(element -> element.getTagName().equals(parent))
        .flatMap(element -> elements(element).stream())
        .toList();
  }

  private static List<Element> elements(Node parent) {
    List<Element> elements = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }

  private static Document pom(String module)
      throws IOException, ParserConfigurationException, SAXException {
    Path file = SourceTree.file(module).resolve("pom.xml");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(file.toFile());
  }
}
