package io.millpond.clusters.kubernetes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Makes CRI logs, good ones and bad ones. */
final class CriLogs {
  private static final String[] HEADERS = {
    "2026-11-20T04:02:47.000104729Z stdout F ",
    "2026-11-20T04:02:47.000104729Z stderr F ",
    "2026-11-20T04:02:47.000104729Z stdout P ",
    "2026-11-20T04:02:47.000104729Z stderr P ",
    "2026-11-20T04:02:47Z stdout F ",
    "2026-11-20T04:02:47.1+02:00 stderr F ",
    "2026-11-20T04:02:47.123456789-11:30 stderr P ",
    "2026-11-20T04:02:47.000104729Z stdout F:more:tags ",
    "2026-11-20T04:02:47.000104729Z stderr P: ",
    "2026-11-20T04:02:47.000104729Z stdout F:" + "x".repeat(62) + " ",
  };

  private static final String[] BAD = {
    "2026-11-20T04:02:47.000104729Z stdout F",
    "2026-11-20T04:02:47.000104729Z stdout ",
    "2026-11-20T04:02:47.000104729Z stdin F text",
    "2026-11-20T04:02:47.000104729Z stdout X text",
    "2026-11-20T04:02:47.000104729Z stdout FP text",
    "2026-11-20T04:02:47.000104729Z  stdout F text",
    "2026-11-20T04:02:47.0001047290Z stdout F ten digits",
    "2026-11-20T04:02:47.Z stdout F no digits",
    "2026-11-20 04:02:47Z stdout F text",
    "2026-11-20T04:02:4:Z stdout F text",
    "2026-11-20T04:02:47z stdout F text",
    "2026-11-20T04:02:47+0200 stdout F text",
    "20\u00ff6-11-20T04:02:47Z stdout F text",
    "2026-11-20T04:02:47.000104729Z stdout F:" + "x".repeat(63) + " text",
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    "",
    "\r",
    "{\"log\":\"docker's own\\n\",\"stream\":\"stdout\"}",
    "garbage",
  };

  private CriLogs() {}

  /** A log of so many lines, about one in {@code badOneIn} of them no record. */
  static byte[] random(Random random, int lines, int badOneIn) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    for (int i = 0; i < lines; i++) {
      if (random.nextInt(badOneIn) == 0) {
        log.writeBytes(BAD[random.nextInt(BAD.length)].getBytes(StandardCharsets.ISO_8859_1));
      } else {
        log.writeBytes(HEADERS[random.nextInt(HEADERS.length)].getBytes(StandardCharsets.US_ASCII));
        log.writeBytes(text(random));
      }
      log.writeBytes(random.nextInt(9) == 0 ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
    }
    byte[] all = log.toByteArray();
    return random.nextBoolean() ? all : Arrays.copyOf(all, random.nextInt(all.length + 1));
  }

  private static byte[] text(Random random) {
    int length =
        switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> random.nextInt(20_000);
          default -> random.nextInt(160);
        };
    byte[] text = new byte[length];
    random.nextBytes(text);
    for (int i = 0; i < length; i++) {
      if (text[i] == '\n') {
        text[i] = 'n';
      }
    }
    return text;
  }
}
