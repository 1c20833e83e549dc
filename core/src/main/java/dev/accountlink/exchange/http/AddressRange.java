package dev.accountlink.exchange.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** What sort of place an address is, as the registries of special addresses have it. */
enum AddressRange {
  /** Anywhere on the internet. */
  PUBLIC,
  /** A network of somebody's own. */
  PRIVATE,
  /** This very machine. */
  LOOPBACK,
  /** Where no provider can be: link-local, multicast, a cloud's metadata and their disguises. */
  NEVER;

  private static final class Block {
    private final byte[] prefix;
    private final int bits;
    private final AddressRange range;

    private Block(byte[] prefix, int bits, AddressRange range) {
      this.prefix = prefix;
      this.bits = bits;
      this.range = range;
    }

    static Block of(String block, AddressRange range) {
      String[] parts = block.split("/", 2);
      try {
        return new Block(
            InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]), range);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(block, e);
      }
    }

    boolean holds(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** The first that holds an address decides. */
  private static final List<Block> BLOCKS =
      List.of(
          Block.of("100.100.100.200/32", NEVER), // metadata at Alibaba
          Block.of("168.63.129.16/32", NEVER), // the host of a machine at Azure
          Block.of("0.0.0.0/8", NEVER),
          Block.of("10.0.0.0/8", PRIVATE),
          Block.of("100.64.0.0/10", PRIVATE), // shared by customers, RFC 6598
          Block.of("127.0.0.0/8", LOOPBACK),
          Block.of("169.254.0.0/16", NEVER), // link-local, with most clouds' metadata
          Block.of("172.16.0.0/12", PRIVATE),
          Block.of("192.0.0.0/24", NEVER), // protocols, with metadata at Oracle
          Block.of("192.168.0.0/16", PRIVATE),
          Block.of("198.18.0.0/15", PRIVATE), // tests between networks, RFC 2544
          Block.of("224.0.0.0/4", NEVER), // multicast
          Block.of("240.0.0.0/4", NEVER), // reserved, with broadcast
          Block.of("::/128", NEVER),
          Block.of("::1/128", LOOPBACK),
          Block.of("fd00:ec2::254/128", NEVER), // metadata at Amazon
          Block.of("fd20:ce::254/128", NEVER), // metadata at Google
          Block.of("fc00::/7", PRIVATE),
          Block.of("fec0::/10", PRIVATE), // site-local, RFC 3879
          Block.of("fe80::/10", NEVER), // link-local
          Block.of("ff00::/8", NEVER), // multicast
          Block.of("2001::/32", NEVER), // Teredo
          Block.of("64:ff9b:1::/48", NEVER)); // a network's own NAT64, RFC 8215

  /** Ways to write an address of the old kind into one of the new; the number says from where. */
  private static final class Disguise {
    private final byte[] prefix;
    private final int from;

    Disguise(byte[] prefix, int from) {
      this.prefix = prefix;
      this.from = from;
    }
  }

  private static final List<Disguise> DISGUISES =
      List.of(
          new Disguise(bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF), 12), // IPv4-mapped
          new Disguise(bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 12), // IPv4-compatible
          new Disguise(bytes(0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0), 12), // RFC 2765
          new Disguise(bytes(0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0), 12), // NAT64
          new Disguise(bytes(0x20, 0x02), 2)); // 6to4

  static AddressRange of(InetAddress address) {
    return of(address.getAddress());
  }

  private static AddressRange of(byte[] address) {
    for (Block block : BLOCKS) {
      if (block.holds(address)) {
        return block.range;
      }
    }
    for (Disguise disguise : DISGUISES) {
      if (address.length == 16 && startsWith(address, disguise.prefix)) {
        byte[] hidden = Arrays.copyOfRange(address, disguise.from, disguise.from + 4);
        return of(hidden) == PUBLIC ? PUBLIC : NEVER;
      }
    }
    return PUBLIC;
  }

  private static boolean startsWith(byte[] address, byte[] prefix) {
    return Arrays.equals(address, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
