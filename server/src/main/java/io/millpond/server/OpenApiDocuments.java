package io.millpond.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The OpenAPI documents of every route, as they are in the project's {@code api} folder. */
final class OpenApiDocuments {
  private static final List<String> NAMES =
      List.of("admin.yaml", "aidp.yaml", "dcos.yaml", "fabric.yaml", "millpond.yaml");

  private final Map<String, byte[]> documents = new LinkedHashMap<>();

  OpenApiDocuments() {
    NAMES.forEach(name -> documents.put(name, read(name)));
  }

  private static byte[] read(String name) {
    try (InputStream document = OpenApiDocuments.class.getResourceAsStream("/openapi/" + name)) {
      if (document == null) {
        throw new IllegalStateException("the build lacks the document " + name);
      }
      return document.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  List<String> names() {
    return List.copyOf(documents.keySet());
  }

  Optional<byte[]> find(String name) {
    return Optional.ofNullable(documents.get(name));
  }
}
