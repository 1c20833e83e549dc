package dev.accountlink.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Where H2 keeps its files when a test wants to run out of room. */
public final class FillingDisk extends FilePathWrapper {
  private static final Set<String> FULL = ConcurrentHashMap.newKeySet();

  /** The address of a database in this folder. */
  static String url(Path folder) {
    FilePath.register(new FillingDisk());
    return "jdbc:h2:filling:" + folder.resolve("db") + ";WRITE_DELAY=0";
  }

  /** From now on nothing can be written below this folder, or everything again. */
  static void fill(Path folder, boolean full) {
    boolean changed = full ? FULL.add(folder.toString()) : FULL.remove(folder.toString());
    if (!changed) {
      throw new AssertionError("The disk of " + folder + " was so before.");
    }
  }

  @Override
  public String getScheme() {
    return "filling";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode), toString());
  }

  private static final class Channel extends FileBase {
    private final FileChannel real;
    private final String name;

    Channel(FileChannel real, String name) {
      this.real = real;
      this.name = name;
    }

    private void needRoom() throws IOException {
      if (FULL.stream().anyMatch(name::contains)) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      needRoom();
      return real.write(from);
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
      needRoom();
      return real.write(from, position);
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
      return real.read(to);
    }

    @Override
    public synchronized int read(ByteBuffer to, long position) throws IOException {
      return real.read(to, position);
    }

    @Override
    public long position() throws IOException {
      return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      real.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      real.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      real.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      real.close();
    }
  }
}
