package io.millpond.server.config;

import io.millpond.server.config.YamlNode.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds a tree of {@link YamlNode}s from the events of a YAML 1.2 parser.
 *
 * <p>Why not data binding? An error has to name the line of a key that no class knows, a number has
 * to be told from a quoted number, and the start of the process must not pay for reflection. Why
 * not Jackson's streaming parser? It is this same parser, less the style of the scalars.
 *
 * <p>An alias is the node of its anchor, shared, so that a bomb of nested aliases costs nothing to
 * build; what it would cost to read is counted ({@link YamlNode#size}) and bounded.
 */
final class YamlTree {
  private final Iterator<Event> events;
  private final Map<String, YamlNode> anchors = new HashMap<>();

  private YamlTree(Iterable<Event> events) {
    this.events = events.iterator();
  }

  /**
   * Parses one document.
   *
   * @return nothing where the document is empty
   * @throws YamlSyntaxException where it is no YAML, or beyond a bound
   */
  static Optional<YamlNode> parse(String yaml) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("configuration")
            .setCodePointLimit(Limits.MAX_FILE_BYTES)
            .build();
    try {
      return new YamlTree(new Parse(settings).parseString(yaml)).document();
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw new YamlSyntaxException(
          mark.map(Mark::getLine).orElse(0) + 1,
          "not valid YAML: " + e.getProblem() + hint(yaml, mark));
    } catch (ReaderException e) {
      long before = yaml.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      throw new YamlSyntaxException(
          (int) before + 1,
          String.format("character U+%04X is not allowed in YAML", e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw new YamlSyntaxException(1, "not valid YAML");
    }
  }

  /** In {…} and […] a brace ends an unquoted value, which surprises where variables are used. */
  private static String hint(String yaml, Optional<Mark> mark) {
    Optional<String> line = mark.flatMap(m -> yaml.lines().skip(m.getLine()).findFirst());
    return line.filter(text -> text.contains("${")).isPresent()
        ? " (between { } or [ ] a ${VARIABLE} must stand in quotes)"
        : "";
  }

  private Optional<YamlNode> document() {
    Optional<YamlNode> root = Optional.empty();
    int documents = 0;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        case DocumentStart -> {
          if (++documents > 1) {
            throw new YamlSyntaxException(line(event), "more than one YAML document");
          }
        }
        default -> root = Optional.of(node(event, 0));
      }
    }
    return root;
  }

  private YamlNode node(Event event, int depth) {
    if (depth > Limits.MAX_DEPTH) {
      throw new YamlSyntaxException(
          line(event), "nested deeper than " + Limits.MAX_DEPTH + " levels");
    }
    YamlNode node =
        switch (event) {
          case AliasEvent alias -> aliased(alias);
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent start -> sequence(start, depth);
          case MappingStartEvent start -> mapping(start, depth);
          default -> throw new YamlSyntaxException(line(event), "not valid YAML");
        };
    if (event instanceof NodeEvent anchored && !(event instanceof AliasEvent)) {
      anchored.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
    }
    return node;
  }

  private YamlNode aliased(AliasEvent alias) {
    YamlNode node = anchors.get(alias.getAlias().getValue());
    if (node == null) {
      throw new YamlSyntaxException(line(alias), "an alias of an anchor that is not (yet) defined");
    }
    return node;
  }

  private YamlNode scalar(ScalarEvent event) {
    boolean text = event.getTag().filter(tag -> tag.equals("!") || isText(tag)).isPresent();
    if (!text) {
      refuseTag(event.getTag(), event);
    }
    return new YamlNode.Scalar(line(event), event.getValue(), event.isPlain() && !text);
  }

  private static boolean isText(String tag) {
    return tag.equals("tag:yaml.org,2002:str");
  }

  private YamlNode sequence(SequenceStartEvent start, int depth) {
    refuseTag(start.getTag(), start);
    List<YamlNode> items = new ArrayList<>();
    int size = 1;
    for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
      YamlNode item = node(next, depth + 1);
      size = bounded(size + item.size(), next);
      items.add(item);
    }
    return new YamlNode.Sequence(line(start), List.copyOf(items), size);
  }

  private YamlNode mapping(MappingStartEvent start, int depth) {
    refuseTag(start.getTag(), start);
    List<Entry> entries = new ArrayList<>();
    int size = 1;
    for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
      if (!(next instanceof ScalarEvent key)) {
        throw new YamlSyntaxException(line(next), "a key must be a single word");
      }
      YamlNode value = node(events.next(), depth + 1);
      size = bounded(size + value.size(), next);
      entries.add(new Entry(line(key), key.getValue(), value));
    }
    return new YamlNode.Mapping(line(start), List.copyOf(entries), size);
  }

  private static int bounded(int size, Event at) {
    if (size > Limits.MAX_NODES) {
      throw new YamlSyntaxException(
          line(at), "more than " + Limits.MAX_NODES + " values, aliases counted");
    }
    return size;
  }

  private static void refuseTag(Optional<String> tag, Event at) {
    if (tag.isPresent()) {
      throw new YamlSyntaxException(line(at), "tags (!…) are not supported");
    }
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
