package dev.accountlink.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Provider;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPolicyTest {
  private static AddressPolicy of(String baseUrl, boolean privateAddresses) {
    Provider provider =
        Provider.of("work", "Work", GitLab.KIND, baseUrl, Client.of("id", "secret"));
    return AddressPolicy.of(
        provider.withRules(provider.rules().withPrivateAddresses(privateAddresses)));
  }

  private static boolean allows(AddressPolicy policy, String host, String address)
      throws Exception {
    return policy.objection(host, InetAddress.getByName(address)).isEmpty();
  }

  @ParameterizedTest(name = "F01 SSRF: {0} is {1}, and with the switch {2}")
  @CsvSource({
    "1.1.1.1,                allowed, allowed",
    "9.255.255.255,          allowed, allowed",
    "10.0.0.0,               denied,  allowed",
    "10.255.255.255,         denied,  allowed",
    "11.0.0.0,               allowed, allowed",
    "0.0.0.0,                denied,  denied",
    "0.1.2.3,                denied,  denied",
    "100.63.255.255,         allowed, allowed",
    "100.64.0.0,             denied,  allowed",
    "100.127.255.255,        denied,  allowed",
    "100.128.0.0,            allowed, allowed",
    "100.100.100.200,        denied,  denied",
    "127.0.0.1,              denied,  denied",
    "127.255.255.254,        denied,  denied",
    "168.63.129.16,          denied,  denied",
    "169.253.255.255,        allowed, allowed",
    "169.254.0.0,            denied,  denied",
    "169.254.169.254,        denied,  denied",
    "172.15.255.255,         allowed, allowed",
    "172.16.0.0,             denied,  allowed",
    "172.31.255.255,         denied,  allowed",
    "172.32.0.0,             allowed, allowed",
    "192.0.0.192,            denied,  denied",
    "192.167.255.255,        allowed, allowed",
    "192.168.0.0,            denied,  allowed",
    "192.168.255.255,        denied,  allowed",
    "192.169.0.0,            allowed, allowed",
    "198.18.0.1,             denied,  allowed",
    "223.255.255.255,        allowed, allowed",
    "224.0.0.1,              denied,  denied",
    "239.255.255.255,        denied,  denied",
    "255.255.255.255,        denied,  denied",
    "2606:4700::1111,        allowed, allowed",
    "::,                     denied,  denied",
    "::1,                    denied,  denied",
    "fbff::1,                allowed, allowed",
    "fc00::1,                denied,  allowed",
    "fdff::1,                denied,  allowed",
    "fd00:ec2::254,          denied,  denied",
    "fd20:ce::254,           denied,  denied",
    "fe00::1,                allowed, allowed",
    "fe80::1,                denied,  denied",
    "febf::1,                denied,  denied",
    "fec0::1,                denied,  allowed",
    "ff02::1,                denied,  denied",
    "2001::1,                denied,  denied",
    "2001:1::1,              allowed, allowed",
    "::127.0.0.1,            denied,  denied",
    "::10.0.0.1,             denied,  denied",
    "64:ff9b::10.0.0.1,      denied,  denied",
    "64:ff9b::169.254.169.254, denied, denied",
    "64:ff9b::1.1.1.1,       allowed, allowed",
    "64:ff9b:1::1.1.1.1,     denied,  denied",
    "::ffff:0:127.0.0.1,     denied,  denied",
    "2002:7f00:1::1,         denied,  denied",
    "2002:a00:1::1,          denied,  denied",
    "2002:101:101::1,        allowed, allowed"
  })
  void ranges(String address, String usually, String switchedOn) throws Exception {
    assertThat(allows(of("https://git.example.com", false), "other.example", address))
        .isEqualTo(usually.equals("allowed"));
    assertThat(allows(of("https://git.example.com", true), "other.example", address))
        .isEqualTo(switchedOn.equals("allowed"));
  }

  @Test
  @DisplayName("F01 SSRF: a mapped address that stayed one is denied where what it hides is")
  void mapped() throws Exception {
    byte[] loopback = HexFormat.of().parseHex("00000000000000000000ffff7f000001");
    InetAddress hidden = Inet6Address.getByAddress("x.example", loopback, -1);

    assertThat(hidden).isInstanceOf(Inet6Address.class);
    assertThat(AddressRange.of(hidden)).isEqualTo(AddressRange.NEVER);
  }

  @ParameterizedTest(name = "F01 SSRF: of a provider at {0}, private {1}, {2} on this machine: {3}")
  @CsvSource({
    "http://localhost:8080,   false, auth.example,     true",
    "http://127.0.0.1,        false, auth.example,     true",
    "https://[::1]:8443,      false, [::1],            true",
    "https://git.example.com, false, git.example.com,  false",
    "https://git.example.com, false, localhost,        false",
    "https://git.example.com, true,  git.example.com,  true",
    "https://git.example.com, true,  git.example.com., true",
    "https://git.example.com, true,  localhost,        false",
    "https://git.example.com, true,  auth.example.com, false"
  })
  void loopback(String baseUrl, boolean privateAddresses, String host, boolean allowed)
      throws Exception {
    AddressPolicy policy = of(baseUrl, privateAddresses);

    assertThat(allows(policy, host, "127.0.1.1")).isEqualTo(allowed);
    assertThat(allows(policy, host, "::1")).isEqualTo(allowed);
  }

  @Test
  @DisplayName("F01 SSRF: a provider on this machine does not open private networks")
  void loopbackOpensNothingElse() throws Exception {
    assertThat(allows(of("http://localhost", false), "localhost", "10.0.0.1")).isFalse();
  }

  @Test
  @DisplayName("F01 SSRF: the message names the switch, by key and by call")
  void theMessageNamesTheSwitch() throws Exception {
    assertThat(
            of("https://git.example.com", false)
                .objection("git.example.com", InetAddress.getByName("10.0.0.1"))
                .orElseThrow())
        .contains("private network", "nothing was sent")
        .contains("accountlink.provider.work.private-addresses=on")
        .contains("withPrivateAddresses(true)");
  }
}
