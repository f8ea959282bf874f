package io.millpond.logs.records;

import io.millpond.logs.Limits;
import io.millpond.logs.Swar;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines as a pattern of Log4j 2 writes them.
 *
 * <p>What makes a line the head of a record is its beginning, up to the last of date and level: so
 * far it has to be exactly as the pattern says. What comes behind (a thread, a logger) is taken if
 * it is there. A thread or a logger ends where the text begins that follows it in the pattern.
 *
 * <p>Most patterns begin with the date, then the level. For these the date with the text behind it
 * is one {@link Template}, and a line costs a few instructions.
 */
public final class PatternFormat implements RecordFormat {
  /** How often the text behind a field is looked for until what follows fits, too. */
  private static final int TRIES = 16;

  private final String pattern;
  private final Element[] elements;

  /** Elements before this index make a head. */
  private final int strict;

  /** The date with the text behind it, where the pattern begins with one of a fixed length. */
  private final @Nullable Template prefix;

  /** The element behind {@link #prefix}. */
  private final int behindPrefix;

  private final boolean levelBehindPrefix;
  private final boolean[] first;

  private PatternFormat(String pattern, List<Element> parsed) {
    this.pattern = pattern;
    this.elements = parsed.toArray(Element[]::new);
    this.strict =
        IntStream.range(0, elements.length)
                .filter(i ->
                    elements[i] instanceof Element.Date || elements[i] instanceof Element.Level)
                .max()
                .orElseThrow()
            + 1;
    if (elements[0] instanceof Element.Date(DateLayout layout) && !layout.hasOffset()) {
      boolean text = elements[1] instanceof Element.Literal;
      prefix = text ? ((Element.Literal) elements[1]).behind(layout.template()) : layout.template();
      behindPrefix = text ? 2 : 1;
    } else {
      prefix = null;
      behindPrefix = 0;
    }
    this.levelBehindPrefix =
        prefix != null && strict == behindPrefix + 1 && isPlainLevel(elements[behindPrefix]);
    this.first = firstBytes();
  }

  private static boolean isPlainLevel(Element element) {
    return element instanceof Element.Level level && level.known() && level.width() == 0;
  }

  /**
   * @param pattern of Log4j 2's PatternLayout
   * @param zone of times that do not name theirs
   * @throws IllegalArgumentException where lines so written cannot be cut into records, with the
   *     reason
   */
  public static PatternFormat of(String pattern, ZoneId zone) {
    List<Element> elements = new ArrayList<>(PatternParser.parse(pattern, zone));
    int message = indexOf(elements, Element.Message.class);
    if (message < 0) {
      throw new IllegalArgumentException("a pattern needs the message (m)");
    }
    // What stands behind the message cannot be told from it.
    List<Element> after = elements.subList(message + 1, elements.size());
    if (indexOf(after, Element.Date.class) >= 0 || indexOf(after, Element.Level.class) >= 0) {
      throw new IllegalArgumentException("date and level stand before the message");
    }
    after.clear();
    if (indexOf(elements, Element.Date.class) < 0) {
      throw new IllegalArgumentException("a pattern needs a date (d)");
    }
    for (int i = 0; i < elements.size() - 1; i++) {
      if (elements.get(i) instanceof Element.Field
          && !(elements.get(i + 1) instanceof Element.Literal)) {
        throw new IllegalArgumentException(
            "a field of any length needs a text behind it that tells where it ends");
      }
    }
    for (int i = 0; i < elements.size() - 1; i++) {
      if (elements.get(i) instanceof Element.Level level
          && elements.get(i + 1) instanceof Element.Literal behind) {
        elements.set(i, new Element.Level(level.width(), level.known(), behind.leadingBlanks()));
      }
    }
    return new PatternFormat(pattern, elements);
  }

  private static int indexOf(List<Element> elements, Class<? extends Element> type) {
    return IntStream.range(0, elements.size())
        .filter(i -> type.isInstance(elements.get(i)))
        .findFirst()
        .orElse(-1);
  }

  @Override
  public String name() {
    return pattern;
  }

  @Override
  public boolean ownsFollowingLines() {
    return true;
  }

  @Override
  public boolean mayBeginWith(byte b) {
    return first[b & 0xff];
  }

  @Override
  public long head(byte[] bytes, int from, int to) {
    if (levelBehindPrefix) {
      return headByTemplate(bytes, from, to);
    }
    Match match = new Match(bytes, to, null);
    return match.strictly(0, from) < 0 ? NO_HEAD : match.level;
  }

  private long headByTemplate(byte[] bytes, int from, int to) {
    Template template = Objects.requireNonNull(prefix);
    if (!template.matches(bytes, from, to)) {
      return NO_HEAD;
    }
    int level = from + template.length();
    int end = Levels.end(bytes, level, to);
    return end < 0 ? NO_HEAD : RecordFormat.pack(level, end);
  }

  @Override
  public long timeMillis(byte[] bytes, int from, int to, Head head) {
    if (elements[0] instanceof Element.Date(DateLayout layout)) {
      return layout.millis(bytes, from, to, head.quarterHour);
    }
    parse(bytes, from, to, head);
    return head.timeMillis;
  }

  @Override
  public boolean parse(byte[] bytes, int from, int to, Head head) {
    head.clear();
    Match match = new Match(bytes, to, head);
    int at = match.strictly(0, from);
    if (at < 0) {
      return false;
    }
    int message = match.asFarAsItGoes(strict, at);
    head.message().set(message, to);
    return match.whole;
  }

  private boolean[] firstBytes() {
    boolean[] may = new boolean[256];
    for (int b = 0; b < may.length; b++) {
      may[b] =
          switch (elements[0]) {
            case Element.Literal text -> text.first() == (byte) b;
            case Element.Date date -> date.layout().template().mayBeginWith((byte) b);
            default -> b != '\t';
          };
    }
    return may;
  }

  /** One line being matched. */
  private final class Match {
    private final byte[] bytes;
    private final int to;
    private final @Nullable Head head;
    private long level = NO_LEVEL;
    private boolean whole = true;

    /** Every field that may end in several places multiplies the ways to read a line. */
    private int steps = Limits.MAX_PATTERN_STEPS;

    Match(byte[] bytes, int to, @Nullable Head head) {
      this.bytes = bytes;
      this.to = to;
      this.head = head;
    }

    /** Behind the strict elements from {@code element} on; -1 where they are not there. */
    int strictly(int element, int at) {
      if (element >= strict) {
        return at;
      }
      if (--steps < 0) {
        return -1;
      }
      return switch (elements[element]) {
        case Element.Maybe(int count) -> {
          int with = strictly(element + 1, at);
          yield with >= 0 ? with : strictly(element + 1 + count, at);
        }
        case Element.Field field -> field(field, element, at);
        default -> {
          int end = fixed(elements[element], at);
          yield end < 0 ? -1 : strictly(element + 1, end);
        }
      };
    }

    private int field(Element.Field field, int element, int at) {
      Element.Literal until = (Element.Literal) elements[element + 1];
      int end = at - 1;
      for (int i = 0; i < TRIES; i++) {
        end = find(until, Math.max(end + 1, leastEnd(field, at)));
        if (end < 0) {
          return -1;
        }
        int rest = strictly(element + 2, end + until.length());
        if (rest >= 0) {
          take(field.kind(), at, end);
          return rest;
        }
      }
      return -1;
    }

    /** Where the field ends at the earliest: it is padded, or has braces around it. */
    private int leastEnd(Element.Field field, int at) {
      int brace =
          field.kind() == Element.Kind.CONTEXT && at < to && bytes[at] == '{'
              ? Swar.indexOf(bytes, at, to, (byte) '}')
              : -1;
      return Math.max(at + field.width(), brace);
    }

    /** The first literal behind {@code at}; -1 where there is none in this line. */
    private int find(Element.Literal literal, int at) {
      int found = Math.min(at, to) - 1;
      do {
        found = Swar.indexOf(bytes, found + 1, to, literal.first());
      } while (found >= 0 && !literal.isAt(bytes, found, to));
      return found;
    }

    /** Behind the elements that are there, of those that need not be: where the message begins. */
    int asFarAsItGoes(int element, int start) {
      int at = start;
      int i = element;
      while (!(elements[i] instanceof Element.Message)) {
        int end;
        switch (elements[i]) {
          case Element.Maybe(int count) -> {
            // Taken for missing where its first element is not there.
            boolean there =
                switch (elements[i + 1]) {
                  case Element.Maybe inner -> true; // which says so itself
                  case Element.Message message -> true;
                  default -> step(elements[i + 1], i + 1, at) >= 0;
                };
            i += there ? 1 : 1 + count;
            continue;
          }
          default -> end = step(elements[i], i, at);
        }
        if (end < 0) {
          whole = false;
        } else {
          if (elements[i] instanceof Element.Field field) {
            take(field.kind(), at, end);
          }
          at = end;
        }
        i++;
      }
      return at;
    }

    private int step(Element element, int index, int at) {
      if (element instanceof Element.Field field) {
        int end = find((Element.Literal) elements[index + 1], leastEnd(field, at));
        // A logger has no blanks: what has some is a message with a colon in it.
        boolean blank = field.kind() == Element.Kind.LOGGER && end >= 0 && hasBlankInside(at, end);
        return blank ? -1 : end;
      }
      return fixed(element, at);
    }

    private boolean hasBlankInside(int from, int end) {
      int last = Spaces.trimmedEnd(bytes, from, end);
      return Swar.indexOf(bytes, Spaces.trimmedStart(bytes, from, end), last, (byte) ' ') >= 0;
    }

    private int fixed(Element element, int at) {
      return switch (element) {
        case Element.Literal literal -> literal.isAt(bytes, at, to) ? at + literal.length() : -1;
        case Element.Date(DateLayout layout) -> date(layout, at);
        case Element.Level level -> level(level, at);
        case Element.Ansi() -> Ansi.end(bytes, at, to);
        default -> throw new IllegalStateException("not of a fixed shape: " + element);
      };
    }

    private int date(DateLayout layout, int at) {
      int end = layout.end(bytes, at, to);
      if (end >= 0 && head != null) {
        head.timeMillis = layout.millis(bytes, at, to, head.quarterHour);
      }
      return end;
    }

    private int level(Element.Level element, int at) {
      int start = Spaces.trimmedStart(bytes, at, Math.min(to, at + element.width()));
      int end = element.known() ? Levels.end(bytes, start, to) : Levels.wordEnd(bytes, start, to);
      if (end < 0) {
        return -1;
      }
      level = RecordFormat.pack(start, end);
      if (head != null) {
        head.level().set(start, end);
      }
      int padded = Spaces.trimmedStart(bytes, end, to) - element.blanksBehind();
      return Math.max(end, padded);
    }

    private void take(Element.Kind kind, int from, int end) {
      if (head == null) {
        return;
      }
      int start = Spaces.trimmedStart(bytes, from, end);
      int last = Spaces.trimmedEnd(bytes, start, end);
      if (start == last) {
        return;
      }
      switch (kind) {
        case THREAD -> head.thread().set(start, last);
        case LOGGER -> head.logger().set(start, last);
        case EXECUTION_CONTEXT_ID -> head.executionContextId().set(start, last);
        case OPC_REQUEST_ID -> head.opcRequestId().set(start, last);
        case JOB_RUN_KEY -> head.jobRunKey().set(start, last);
        case TASK_RUN_KEY -> head.taskRunKey().set(start, last);
        case CONTEXT -> ContextMap.read(bytes, start, last, head);
        case OTHER -> {
          // Nobody asks for it.
        }
      }
    }
  }
}
