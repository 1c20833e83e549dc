package dev.accountlink.exchange.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body and hangs up when it grows too large. */
final class CappedBody implements BodySubscriber<byte[]> {
  /** The body was longer than allowed. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int cap;
  private Flow.@Nullable Subscription subscription;

  CappedBody(int cap) {
    this.cap = cap;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (whole.isDone()) {
        return;
      }
      if (part.remaining() > cap - bytes.size()) {
        hangUp();
        return;
      }
      byte[] piece = new byte[part.remaining()];
      part.get(piece);
      bytes.write(piece, 0, piece.length);
    }
  }

  private void hangUp() {
    if (subscription != null) {
      subscription.cancel();
    }
    whole.completeExceptionally(new TooLargeException());
  }

  @Override
  public void onError(Throwable problem) {
    whole.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
