package io.millpond.exports.making;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millpond.exports.ExportRequest;
import io.millpond.exports.Limits;
import io.millpond.exports.Room;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** The file of an export while it is written: counted and digested on its way. */
final class ExportOutput implements Closeable {
  private final FileChannel channel;
  private final MessageDigest digest;
  private final OutputStream stream;
  private final Room.Share room;
  private long bytes;

  ExportOutput(Path file, ExportRequest.Form form, Room.Share room) throws IOException {
    this.room = room;
    this.digest = md5Digest();
    this.channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      OutputStream plain = new BufferedOutputStream(new Measured(), Limits.WRITE_BUFFER_BYTES);
      this.stream =
          form == ExportRequest.Form.GZIP
              ? new BufferedOutputStream(
                  new GZIPOutputStream(plain, Limits.WRITE_BUFFER_BYTES), Limits.WRITE_BUFFER_BYTES)
              : plain;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static MessageDigest md5Digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Writes to the file, and knows what. */
  private final class Measured extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
      room.take(length, bytes + length);
      ByteBuffer buffer = ByteBuffer.wrap(source, from, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      digest.update(source, from, length);
      bytes += length;
    }
  }

  /** Where records go. */
  OutputStream stream() {
    return stream;
  }

  /** A line that is no record. */
  void line(String text) throws IOException {
    stream.write((text + "\n").getBytes(UTF_8));
  }

  /** Ends it; when this returns it is on the disk. */
  void finish() throws IOException {
    // Closing ends what is compressed, and leaves the channel open.
    stream.close();
    channel.force(true);
  }

  long bytes() {
    return bytes;
  }

  /** Of what was written, in base64; once. */
  String md5() {
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
