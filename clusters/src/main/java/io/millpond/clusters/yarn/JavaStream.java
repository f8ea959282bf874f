package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.logs.DamagedFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the index of an IFile, which is a Java object written by {@link
 * java.io.ObjectOutputStream}. Whoever ran the application may have written the file, so nothing is
 * deserialised: the grammar of the stream (Java Object Serialization Specification, chapter 6) is
 * parsed, as far as such an index uses it, into plain {@link Node}s. No class is loaded, no method
 * called and no hash computed.
 *
 * <p>Only the classes an index is made of are let in. Objects, their nesting and the bytes are
 * counted; an object may occur anywhere again, itself inside itself too, so whoever walks through
 * the nodes does it to a fixed depth and counts.
 */
final class JavaStream {
  private static final String CONTROLLER =
      "org.apache.hadoop.yarn.logaggregation.filecontroller.ifile."
          + "LogAggregationIndexedFileController$";

  /** Simple names of the classes of an index, by the names in the stream. */
  private static final Map<String, Kind> CLASSES =
      Map.ofEntries(
          Map.entry(CONTROLLER + "IndexedLogsMeta", Kind.INDEX),
          Map.entry(CONTROLLER + "IndexedPerAggregationLogMeta", Kind.UPLOAD),
          Map.entry(CONTROLLER + "IndexedFileLogMeta", Kind.FILE),
          Map.entry("java.util.HashMap", Kind.MAP),
          Map.entry("java.util.ArrayList", Kind.LIST),
          Map.entry("java.lang.Enum", Kind.ENUM),
          Map.entry("org.apache.hadoop.yarn.api.records.ApplicationAccessType", Kind.ENUM));

  private static final Set<Kind> WITH_ITEMS = Set.of(Kind.MAP, Kind.LIST);

  private static final int NULL = 0x70;
  private static final int REFERENCE = 0x71;
  private static final int CLASS_DESCRIPTION = 0x72;
  private static final int OBJECT = 0x73;
  private static final int STRING = 0x74;
  private static final int BLOCK_DATA = 0x77;
  private static final int END_BLOCK_DATA = 0x78;
  private static final int ENUM = 0x7e;
  private static final int FIRST_HANDLE = 0x7e0000;
  private static final int WRITES_ITSELF = 1;
  private static final int SERIALIZABLE = 2;

  /** What an object is. */
  enum Kind {
    INDEX,
    UPLOAD,
    FILE,
    MAP,
    LIST,
    ENUM
  }

  /**
   * A class as the stream describes it.
   *
   * @param types of the fields, in their order: {@code L} for an object, else a number
   * @param numbers names of those fields that hold numbers
   * @param objects names of those that hold objects
   */
  private record Description(
      Kind kind, int flags, String types, List<String> numbers, List<String> objects) {}

  /** An object of the stream: a list's items, or a map's keys and values in turn, or fields. */
  static final class Node {
    private final Description type;
    private final long[] numbers;
    private final @Nullable Object[] objects;
    private List<@Nullable Object> items = List.of();

    private Node(Description type) {
      this.type = type;
      this.numbers = new long[type.numbers().size()];
      this.objects = new @Nullable Object[type.objects().size()];
    }

    Kind kind() {
      return type.kind();
    }

    /** The number in a field; 0 where there is no such field. */
    long number(String field) {
      int index = type.numbers().indexOf(field);
      return index < 0 ? 0 : numbers[index];
    }

    /** The node or text in a field. */
    @Nullable Object object(String field) {
      int index = type.objects().indexOf(field);
      return index < 0 ? null : objects[index];
    }

    List<@Nullable Object> items() {
      return items;
    }
  }

  private final WireInput wire;
  private final List<Object> handles = new ArrayList<>();
  private int contents;
  private int depth;

  private JavaStream(WireInput wire) {
    this.wire = wire;
  }

  /** The one object of a stream. */
  static Node read(WireInput wire) throws IOException {
    if (wire.uint16() != 0xaced || wire.uint16() != 5) {
      throw wire.damaged("has an index that is none");
    }
    return new JavaStream(wire).content(wire.uint8()) instanceof Node node
        ? node
        : fail(wire, "has an index that is none");
  }

  private static Node fail(WireInput wire, String reason) throws DamagedFileException {
    throw wire.damaged(reason);
  }

  private DamagedFileException unexpected() {
    return wire.damaged("has an index with something in it that does not belong there");
  }

  private <T> T keep(T object) {
    handles.add(object);
    return object;
  }

  /** A text, a node or null. */
  private @Nullable Object content(int tag) throws IOException {
    if (++contents > Limits.MAX_INDEX_OBJECTS) {
      throw wire.damaged("has too large an index");
    }
    if (++depth > Limits.MAX_INDEX_DEPTH) {
      throw wire.damaged("has an index that is nested too deep");
    }
    @Nullable Object value =
        switch (tag) {
          case NULL -> null;
          case REFERENCE -> value(reference());
          case STRING -> keep(wire.utf(Limits.MAX_AGGREGATED_NAME_BYTES));
          case ENUM -> enumConstant();
          case OBJECT -> object();
          default -> throw unexpected();
        };
    depth--;
    return value;
  }

  private Object reference() throws IOException {
    int handle = wire.int32() - FIRST_HANDLE;
    if (handle < 0 || handle >= handles.size()) {
      throw unexpected();
    }
    return handles.get(handle);
  }

  private Object value(Object referenced) throws DamagedFileException {
    if (referenced instanceof Description) {
      throw unexpected();
    }
    return referenced;
  }

  private Object enumConstant() throws IOException {
    Node node = keep(new Node(description(wire.uint8())));
    if (!(content(wire.uint8()) instanceof String) || node.kind() != Kind.ENUM) {
      throw unexpected();
    }
    return node;
  }

  private Object object() throws IOException {
    Description type = description(wire.uint8());
    boolean withItems = WITH_ITEMS.contains(type.kind());
    int flags = withItems ? WRITES_ITSELF | SERIALIZABLE : SERIALIZABLE;
    if (type.kind() == Kind.ENUM || type.flags() != flags) {
      throw unexpected();
    }
    Node node = keep(new Node(type));
    int numbers = 0;
    int objects = 0;
    for (int i = 0; i < type.types().length(); i++) {
      char field = type.types().charAt(i);
      if (field == 'L') {
        node.objects[objects++] = content(wire.uint8());
      } else {
        node.numbers[numbers++] = number(field);
      }
    }
    if (withItems) {
      node.items = items(type.kind());
    }
    return node;
  }

  private long number(char type) throws IOException {
    return switch (type) {
      case 'I', 'F' -> wire.int32();
      case 'J' -> wire.int64();
      default -> throw unexpected();
    };
  }

  /** What a collection writes itself: a block with its capacity, for maps the size, the items. */
  private List<@Nullable Object> items(Kind kind) throws IOException {
    int header = kind == Kind.MAP ? 8 : 4;
    if (wire.uint8() != BLOCK_DATA || wire.uint8() != header) {
      throw unexpected();
    }
    wire.bytes(header);
    List<@Nullable Object> items = new ArrayList<>();
    for (int tag = wire.uint8(); tag != END_BLOCK_DATA; tag = wire.uint8()) {
      items.add(content(tag));
    }
    return items;
  }

  private Description description(int tag) throws IOException {
    if (tag == REFERENCE && reference() instanceof Description known) {
      return known;
    }
    if (tag != CLASS_DESCRIPTION) {
      throw unexpected();
    }
    Kind kind = CLASSES.get(wire.utf(Limits.MAX_AGGREGATED_NAME_BYTES));
    if (kind == null) {
      throw unexpected();
    }
    wire.int64();
    // The handle comes before what it stands for is known: field types are texts with handles.
    int handle = handles.size();
    keep(new Description(kind, 0, "", List.of(), List.of()));
    Description whole = fields(kind, wire.uint8());
    handles.set(handle, whole);
    if (wire.uint8() != END_BLOCK_DATA) {
      throw unexpected();
    }
    int base = wire.uint8();
    if (base != NULL) {
      inherit(kind, base);
    }
    return whole;
  }

  private Description fields(Kind kind, int flags) throws IOException {
    StringBuilder types = new StringBuilder();
    List<String> numbers = new ArrayList<>();
    List<String> objects = new ArrayList<>();
    int count = wire.uint16();
    if (count > Limits.MAX_INDEX_FIELDS) {
      throw unexpected();
    }
    for (int i = 0; i < count; i++) {
      char type = (char) wire.uint8();
      types.append(type);
      (type == 'L' ? objects : numbers).add(wire.utf(Limits.MAX_AGGREGATED_NAME_BYTES));
      if (type == 'L' && !(content(wire.uint8()) instanceof String)) {
        throw unexpected();
      }
    }
    return new Description(
        kind, flags, types.toString(), List.copyOf(numbers), List.copyOf(objects));
  }

  /** Only the enumeration has a class above it that is written: {@link Enum}. */
  private void inherit(Kind kind, int tag) throws IOException {
    if (++depth > Limits.MAX_INDEX_DEPTH) {
      throw wire.damaged("has an index that is nested too deep");
    }
    if (kind != Kind.ENUM || description(tag).kind() != Kind.ENUM) {
      throw unexpected();
    }
    depth--;
  }
}
