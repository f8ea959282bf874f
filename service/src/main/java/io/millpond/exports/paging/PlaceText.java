package io.millpond.exports.paging;

import io.millpond.exports.search.Origin;
import io.millpond.exports.search.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** A place as text, in base64url. It tells nothing that the record there does not tell. */
final class PlaceText {
  private PlaceText() {}

  static String write(Place place) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(bytes)) {
      data.writeLong(place.timeMillis());
      data.writeLong(place.tie());
      data.writeInt(place.number());
      data.writeBoolean(place.created().isPresent());
      Instant created = place.created().orElse(Instant.EPOCH);
      data.writeLong(created.getEpochSecond());
      data.writeInt(created.getNano());
      data.writeUTF(place.origin().type());
      data.writeUTF(place.origin().subject());
      data.writeUTF(place.origin().stream());
      data.writeUTF(place.origin().application());
      data.writeUTF(place.origin().container());
      data.writeUTF(place.path());
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /** Empty where it is none. */
  static Optional<Place> read(String text) {
    try (DataInputStream data =
        new DataInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
      long timeMillis = data.readLong();
      long tie = data.readLong();
      int number = data.readInt();
      boolean hasCreated = data.readBoolean();
      Instant created = Instant.ofEpochSecond(data.readLong(), data.readInt());
      Origin origin =
          new Origin(
              data.readUTF(), data.readUTF(), data.readUTF(), data.readUTF(), data.readUTF());
      Place place =
          new Place(
              timeMillis,
              origin,
              number,
              data.readUTF(),
              hasCreated ? Optional.of(created) : Optional.empty(),
              tie);
      return data.read() < 0 ? Optional.of(place) : Optional.empty();
    } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
