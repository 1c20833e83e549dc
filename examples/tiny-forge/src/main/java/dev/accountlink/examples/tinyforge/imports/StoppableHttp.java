package dev.accountlink.examples.tinyforge.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/**
 * The connections of one attempt. A provider that sends a byte now and then is in time for every
 * read and never done, so each read asks whether the attempt is over.
 */
final class StoppableHttp implements HttpConnectionFactory {
  private final Attempt attempt;

  StoppableHttp(Attempt attempt) {
    this.attempt = attempt;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return new Connection(url, Proxy.NO_PROXY);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return new Connection(url, proxy);
  }

  private final class Connection extends JDKHttpConnection {
    Connection(URL url, Proxy proxy) throws IOException {
      super(url, proxy);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new Body(super.getInputStream());
    }
  }

  private final class Body extends FilterInputStream {
    Body(InputStream in) {
      super(in);
    }

    private void requireGoingOn() throws IOException {
      if (attempt.isStopped()) {
        throw new InterruptedIOException("the import was stopped");
      }
    }

    @Override
    public int read() throws IOException {
      requireGoingOn();
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      requireGoingOn();
      return super.read(bytes, offset, length);
    }
  }
}
