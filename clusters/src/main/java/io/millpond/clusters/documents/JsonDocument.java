package io.millpond.clusters.documents;

import io.millpond.clusters.Limits;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a JSON document in one pass, within bounds.
 *
 * @param name what the document is called in messages
 * @param maxBytes its length, to within a read buffer
 * @param maxDepth nesting of its objects and arrays
 */
public record JsonDocument(String name, long maxBytes, int maxDepth) {
  /** Reads the one value of the document. */
  public interface Body {
    void read(JsonMembers json) throws DocumentUnavailableException;
  }

  /**
   * Reads a document that is an object.
   *
   * @param json is read to the end of the document and left open
   * @throws DocumentUnavailableException where it is none, or exceeds a bound
   * @throws IOException as {@code json} throws it
   */
  public void read(InputStream json, Body body) throws IOException {
    Overheard source = new Overheard(json);
    try (JsonParser parser = factory().createParser(ObjectReadContext.empty(), source)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new DocumentUnavailableException(name, Reason.MALFORMED);
      }
      body.read(new JsonMembers(parser));
    } catch (StreamConstraintsException e) {
      throw new DocumentUnavailableException(name, Reason.TOO_LARGE, "", e);
    } catch (JacksonException e) {
      if (source.failure != null) {
        throw source.failure;
      }
      throw new DocumentUnavailableException(name, Reason.MALFORMED, "", e);
    }
  }

  /** Tells a source that broke from a document in no encoding: the parser makes one of the two. */
  private static final class Overheard extends FilterInputStream {
    private @Nullable IOException failure;

    Overheard(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }

  private JsonFactory factory() {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxDocumentLength(maxBytes)
            .maxNestingDepth(maxDepth)
            .maxStringLength(Limits.MAX_STATE_STRING_BYTES)
            .build();
    return JsonFactory.builder()
        .streamReadConstraints(constraints)
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .build();
  }
}
