package dev.accountlink.engine;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Hashes that need no key. */
final class Hashes {
  private Hashes() {}

  /**
   * What a flow was begun with: the same on every node, another one when the provider is pointed
   * elsewhere. Label, order and rules are not in it: they are asked anew.
   */
  static long configuration(Provider provider) {
    List<String> parts = new ArrayList<>();
    parts.add(provider.id().value());
    parts.add(provider.kind().name());
    parts.add(provider.authority());
    if (provider.protocol() instanceof Protocol.OAuth2 oauth) {
      parts.add(oauth.authorization().toString());
      parts.add(oauth.token().toString());
      parts.add(oauth.api().toString());
      parts.add(oauth.clientAuthentication().name());
    } else if (provider.protocol() instanceof Protocol.OpenIdConnect openId) {
      parts.add(openId.metadata().toString());
      parts.add(openId.issuers().expected());
      parts.add(openId.clientAuthentication().name());
    }
    provider.clients().values().stream().map(Client::id).sorted().forEach(parts::add);
    ByteBuffer framed =
        ByteBuffer.allocate(parts.stream().mapToInt(p -> bytes(p).length + 4).sum());
    parts.forEach(part -> framed.putInt(bytes(part).length).put(bytes(part)));
    return ByteBuffer.wrap(sha256(framed.array())).getLong();
  }

  /** What an identity had to show: the same on every node, another when a gate changes. */
  static long gates(List<Gate> gates) {
    String all = gates.stream().map(Hashes::text).sorted().collect(Collectors.joining("\n"));
    return ByteBuffer.wrap(sha256(bytes(all))).getLong();
  }

  private static String text(Gate gate) {
    String ids =
        gate instanceof Gate.MemberOf member
            ? member.ids().stream().sorted().collect(Collectors.joining("\t"))
            : "";
    return gate.getClass().getSimpleName() + "\t" + gate.required() + "\t" + ids;
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 must be there in every Java.", e);
    }
  }
}
