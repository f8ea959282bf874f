package io.millpond.logs;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of users and groups, asked of the system's own directory ({@code getpwuid_r}), which may be
 * a file or a network service, and remembered: a listing asks ten thousand times for the same one.
 */
final class Accounts {
  private static final long RECORD_BYTES = 64;
  private static final long TEXT_BYTES = 16 << 10;

  /** Longest name believed, in bytes; names are NUL-terminated at an address the system chose. */
  private static final long MAX_NAME_BYTES = 256;

  private static final Accounts USERS = new Accounts("getpwuid_r");
  private static final Accounts GROUPS = new Accounts("getgrgid_r");

  private final MethodHandle lookup;
  private final ConcurrentHashMap<Integer, String> names = new ConcurrentHashMap<>();

  private Accounts(String function) {
    Linker linker = Linker.nativeLinker();
    this.lookup =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow(function),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
  }

  /** The name of a user, or the number where it has none. */
  static String user(int id) {
    return USERS.name(id);
  }

  /** The name of a group, or the number where it has none. */
  static String group(int id) {
    return GROUPS.name(id);
  }

  private String name(int id) {
    String known = names.get(id);
    if (known != null) {
      return known;
    }
    String found = ask(id);
    if (names.size() >= Limits.MAX_CACHED_ACCOUNTS) {
      names.clear();
    }
    names.put(id, found);
    return found;
  }

  /** Both records, {@code struct passwd} and {@code struct group}, begin with the name. */
  private String ask(int id) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment account = arena.allocate(RECORD_BYTES, 8);
      MemorySegment text = arena.allocate(TEXT_BYTES);
      MemorySegment found = arena.allocate(ADDRESS);
      int failed = (int) lookup.invoke(id, account, text, TEXT_BYTES, found);
      if (failed != 0 || found.get(ADDRESS, 0).equals(MemorySegment.NULL)) {
        return Integer.toUnsignedString(id);
      }
      return account.get(ADDRESS, 0).reinterpret(MAX_NAME_BYTES).getString(0);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      return Integer.toUnsignedString(id);
    }
  }
}
