package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RemoteAddressTest {
  private static RemoteAddress of(String text) {
    return RemoteAddress.of(InetAddress.ofLiteral(text));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8::1, 2001:db8::2:3:4:5, true",
    "2001:db8::1, 2001:db8:0:1::1, false",
    "0.0.0.0, ::, false",
    "::ffff:192.0.2.1, 192.0.2.1, true"
  })
  void anAddressOrANetwork(String one, String other, boolean isSame) {
    assertThat(of(one).equals(of(other))).isEqualTo(isSame);
    assertThat(of(one).isLoopback()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "127.9.9.9", "::1"})
  void thisMachine(String address) {
    assertThat(of(address).isLoopback()).isTrue();
  }
}
