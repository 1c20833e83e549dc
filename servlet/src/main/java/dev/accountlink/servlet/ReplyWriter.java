package dev.accountlink.servlet;

import dev.accountlink.page.PageAssets;
import dev.accountlink.page.Rendered;
import dev.accountlink.web.WebReply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Sends an answer that is complete before its first byte goes out. */
final class ReplyWriter {
  private static final Set<String> ADDED = Set.of("set-cookie", "vary");

  /** Sends status, headers and body as they stand. */
  void write(
      WebReply reply, Rendered body, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(reply.status());
    Set<String> seen = new HashSet<>(ADDED);
    for (WebReply.Header header : reply.headers()) {
      // Ours replaces what a filter of the host has set before, but never the host's own cookies.
      if (seen.add(header.name().toLowerCase(Locale.ROOT))) {
        response.setHeader(header.name(), header.value());
      } else {
        response.addHeader(header.name(), header.value());
      }
    }
    send(body, request, response);
  }

  /** Sends a file whose name changes with its content, so that it may be kept for a year. */
  void writeAsset(PageAssets.Asset asset, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(
        "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    if (!read) {
      response.setStatus(405);
      response.setHeader("Allow", "GET, HEAD");
      response.setHeader("Cache-Control", "no-store");
      response.setContentLength(0);
      return;
    }
    response.setStatus(200);
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    send(new Rendered(asset.contentType(), asset.text()), request, response);
  }

  private static void send(Rendered body, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(bytes.length);
    if (bytes.length == 0) {
      return;
    }
    response.setContentType(body.contentType());
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(bytes);
    }
  }
}
