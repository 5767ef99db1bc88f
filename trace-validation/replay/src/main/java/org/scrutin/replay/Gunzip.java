package org.scrutin.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What gzip has packed, in one part or several behind each other. Java's own class takes whatever
 * is no further part for the end: of a log that was packed in parts, and damaged between two of
 * them, the rest would be missed without a word.
 */
final class Gunzip extends GZIPInputStream {

  private static final int BUFFER_BYTES = 1 << 16;

  /** Behind what is packed, its checksum and length. */
  private static final int TRAILER_BYTES = 8;

  private final Counted packed;

  /** How many bytes had been taken when the buffer was filled last. */
  private long filledAt;

  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      bytes += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      bytes += Math.max(read, 0);
      return read;
    }
  }

  Gunzip(InputStream in) throws IOException {
    this(new Counted(in));
  }

  private Gunzip(Counted packed) throws IOException {
    super(packed, BUFFER_BYTES);
    this.packed = packed;
    filledAt = packed.bytes;
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filledAt = packed.bytes;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read < 0 && (behind() > 0 || packed.read() >= 0)) {
      throw new ZipException("what follows a packed part is no other one: damaged, or cut off");
    }
    return read;
  }

  /** How many bytes were taken beyond the end of the last part. */
  private long behind() {
    return inf.getRemaining() - TRAILER_BYTES + packed.bytes - filledAt;
  }
}
